#include "engine/api/json_codec.h"

#include "engine/api/field_list.h"

#include <nlohmann/json.hpp>

#include <limits>
#include <utility>

namespace openbell::api {
namespace {

using Json = nlohmann::json;

template <class T>
Json toValue(const T& value);

/// Collects a message's fields into an object.
struct Collector {
    Json& object;
    template <class T>
    void operator()(std::string_view name, const T& value) {
        object[std::string(name)] = toValue(value);
    }
};

template <class T>
Json toValue(const T& value) {
    if constexpr (kIsStrongInt<T>) {
        return value.value();
    } else if constexpr (std::is_enum_v<T>) {
        return nameOf(value);
    } else if constexpr (kIsBoundedString<T>) {
        return value.view();
    } else if constexpr (std::is_arithmetic_v<T> || std::is_same_v<T, std::string>) {
        return value;
    } else if constexpr (kIsVector<T>) {
        Json list = Json::array();
        for (const auto& item : value)
            list.push_back(toValue(item));
        return list;
    } else if constexpr (kIsVariant<T>) {
        return std::visit(
            [](const auto& alternative) {
                Json object = toValue(alternative);
                object["message"] = std::remove_cvref_t<decltype(alternative)>::kName;
                return object;
            },
            value);
    } else {
        Json object = Json::object();
        T::fields(value, Collector{object});
        return object;
    }
}

/// Reads values out of JSON; remembers the first error.
class Reader {
public:
    const std::string& error() const { return m_error; }
    bool ok() const { return m_error.empty(); }

    template <class T>
    void read(const Json& json, std::string_view name, T& value) {
        if (!ok())
            return;
        if constexpr (kIsStrongInt<T>) {
            typename T::rep number{};
            readInteger(json, name, number);
            value = T(number);
        } else if constexpr (std::is_same_v<T, bool>) {
            if (json.is_boolean())
                value = json.get<bool>();
            else
                fail(name, "must be true or false");
        } else if constexpr (std::is_enum_v<T>) {
            const auto found =
                json.is_string() ? enumFromName<T>(json.get_ref<const std::string&>()) : std::nullopt;
            if (found)
                value = *found;
            else
                fail(name, "is not one of the known names");
        } else if constexpr (std::is_integral_v<T>) {
            readInteger(json, name, value);
        } else if constexpr (kIsBoundedString<T>) {
            if (json.is_string() && T::fits(json.get_ref<const std::string&>()))
                value = T(json.get_ref<const std::string&>());
            else
                fail(name, "must be a text of at most " + std::to_string(T::kCapacity) + " bytes");
        } else if constexpr (std::is_same_v<T, std::string>) {
            if (json.is_string() && json.get_ref<const std::string&>().size() <= kMaxStringBytes)
                value = json.get<std::string>();
            else
                fail(name, "must be a text of at most 4096 bytes");
        } else if constexpr (kIsVector<T>) {
            if (!json.is_array())
                return fail(name, "must be a list");
            for (const auto& item : json)
                read(item, name, value.emplace_back());
        } else if constexpr (kIsVariant<T>) {
            readVariant(json, name, value);
        } else {
            readObject(json, name, value, false);
        }
    }

private:
    void fail(std::string_view name, const std::string& what) {
        if (ok())
            m_error = "\"" + std::string(name) + "\" " + what;
    }

    template <class I>
    void readInteger(const Json& json, std::string_view name, I& value) {
        if (json.is_number_unsigned() &&
            std::in_range<I>(json.get<std::uint64_t>()))
            value = static_cast<I>(json.get<std::uint64_t>());
        else if (json.is_number_integer() && !json.is_number_unsigned() &&
                 std::in_range<I>(json.get<std::int64_t>()))
            value = static_cast<I>(json.get<std::int64_t>());
        else
            fail(name, "must be an integer in its range");
    }

    template <class T>
    void readVariant(const Json& json, std::string_view name, T& value) {
        if (!json.is_object() || !json.contains("message") || !json["message"].is_string())
            return fail(name, "must be an object with a \"message\"");
        const bool known = withNamedAlternative<T>(
            json["message"].get_ref<const std::string&>(), [&]<class A>(std::type_identity<A>) {
                readObject(json, name, value.template emplace<A>(), true);
            });
        if (!known)
            fail("message", "is not a known message");
    }

    template <class T>
    void readObject(const Json& json, std::string_view name, T& value, bool typed) {
        if (!json.is_object())
            return fail(name, "must be an object");
        std::size_t used = typed ? 1 : 0;
        T::fields(value, [&](std::string_view field, auto& member) {
            const auto found = json.find(std::string(field));
            if (found == json.end())
                return;
            ++used;
            read(*found, field, member);
        });
        if (ok() && used != json.size())
            fail(name, "has a member that this message does not know");
    }

    std::string m_error;
};

template <class Variant>
Result<Variant, Error> parse(std::string_view text) {
    const Json json = Json::parse(text, nullptr, false);
    if (json.is_discarded())
        return Unexpected{Error{"not valid JSON"}};
    Variant message;
    Reader reader;
    reader.read(json, "message", message);
    if (!reader.ok())
        return Unexpected{Error{reader.error()}};
    return message;
}

template <class T>
std::string dump(const T& message) {
    return toValue(message).dump(-1, ' ', false, Json::error_handler_t::replace);
}

} // namespace

std::string toJson(const ClientMessage& message) { return dump(message); }
std::string toJson(const ServerMessage& message) { return dump(message); }
std::string toJson(const Command& command) { return dump(command); }

Result<ClientMessage, Error> clientMessageFromJson(std::string_view text) {
    return parse<ClientMessage>(text);
}
Result<ServerMessage, Error> serverMessageFromJson(std::string_view text) {
    return parse<ServerMessage>(text);
}
Result<Command, Error> commandFromJson(std::string_view text) { return parse<Command>(text); }

} // namespace openbell::api
