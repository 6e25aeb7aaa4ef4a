#include "engine/api/text_codec.h"

#include "engine/api/field_list.h"

#include <charconv>
#include <map>

namespace openbell::api {
namespace {

/// What a backslash and this letter stand for inside quotes; other characters for themselves.
struct Escape {
    char letter;
    char meaning;
};
constexpr Escape kEscapes[] = {{'n', '\n'}, {'t', '\t'}, {'r', '\r'}};

void appendEscaped(std::string& out, char c) {
    for (const Escape& escape : kEscapes) {
        if (c == escape.meaning) {
            out += '\\';
            out += escape.letter;
            return;
        }
    }
    if (c == '"' || c == '\\')
        out += '\\';
    out += c;
}

char unescaped(char letter) {
    for (const Escape& escape : kEscapes)
        if (letter == escape.letter)
            return escape.meaning;
    return letter;
}

void appendQuoted(std::string& out, std::string_view text) {
    if (!text.empty() && text.find_first_of(" \"\\=\t\n\r") == std::string_view::npos) {
        out += text;
        return;
    }
    out += '"';
    for (const char c : text)
        appendEscaped(out, c);
    out += '"';
}

/// Appends " name=value" per field; " name.inner=value" per field of a nested one.
struct Writer {
    std::string& out;
    std::string prefix{};
    template<class T>
    void operator()(std::string_view name, const T& value) {
        if constexpr (FieldListed<T>) {
            T::fields(value, Writer{out, prefix + std::string(name) + '.'});
            return;
        }
        if (!out.empty())
            out += ' ';
        out += prefix;
        out += name;
        out += '=';
        if constexpr (kIsStrongInt<T>)
            out += std::to_string(value.value());
        else if constexpr (std::is_same_v<T, bool>)
            out += value ? "true" : "false";
        else if constexpr (std::is_enum_v<T>)
            out += nameOf(value);
        else if constexpr (kIsBoundedString<T>)
            appendQuoted(out, value.view());
        else if constexpr (!FieldListed<T>)
            out += std::to_string(value);
    }
};

template<class Variant>
std::string messageToText(const Variant& message, bool withName) {
    return std::visit(
        [withName](const auto& alternative) {
            using T = std::remove_cvref_t<decltype(alternative)>;
            std::string out(withName ? T::kName : std::string_view{});
            T::fields(alternative, Writer{out});
            return out;
        },
        message);
}

/// Splits a line into words at spaces, honouring quotes; false when a quote is left open.
bool splitWords(std::string_view line, std::vector<std::string>& words) {
    std::string word;
    bool quoted = false;
    bool any = false;
    for (std::size_t i = 0; i < line.size(); ++i) {
        const char c = line[i];
        if (quoted && c == '\\' && i + 1 < line.size()) {
            word += unescaped(line[++i]);
        } else if (c == '"') {
            quoted = !quoted;
            any = true;
        } else if (!quoted && (c == ' ' || c == '\t')) {
            if (any)
                words.push_back(std::move(word));
            word.clear();
            any = false;
        } else {
            word += c;
            any = true;
        }
    }
    if (any)
        words.push_back(std::move(word));
    return !quoted;
}

/// Assigns named texts to fields; takes each used name out of the map.
struct FieldReader {
    std::map<std::string, std::string, std::less<>>& values;
    std::string& error;
    std::string prefix{};

    template<class T>
    void operator()(std::string_view inner, T& value) {
        const std::string name = prefix + std::string(inner);
        if constexpr (FieldListed<T>)
            T::fields(value, FieldReader{values, error, name + '.'});
        else
            read(name, value);
    }

    template<class T>
    void read(const std::string& name, T& value) {
        const auto found = values.find(name);
        if (found == values.end() || !error.empty())
            return;
        const std::string text = std::move(found->second);
        values.erase(found);
        if (!assign(text, value))
            error = "field " + name + " cannot be \"" + text + "\"";
    }

    template<class T>
    static bool assign(const std::string& text, T& value) {
        if constexpr (kIsStrongInt<T>) {
            typename T::rep number{};
            if (!assign(text, number))
                return false;
            value = T(number);
            return true;
        } else if constexpr (std::is_same_v<T, bool>) {
            value = text == "true";
            return value || text == "false";
        } else if constexpr (std::is_enum_v<T>) {
            const auto found = enumFromName<T>(text);
            if (found)
                value = *found;
            return found.has_value();
        } else if constexpr (kIsBoundedString<T>) {
            value = T(text);
            return T::fits(text);
        } else {
            const auto [end, failure] =
                std::from_chars(text.data(), text.data() + text.size(), value);
            return failure == std::errc{} && end == text.data() + text.size();
        }
    }
};

template<class Variant>
Result<Variant, Error> messageFromText(std::string_view line) {
    std::vector<std::string> words;
    if (!splitWords(line, words))
        return Unexpected{Error{"a quote is not closed"}};
    if (words.empty())
        return Unexpected{Error{"the line is empty"}};
    std::map<std::string, std::string, std::less<>> values;
    for (std::size_t i = 1; i < words.size(); ++i) {
        const std::size_t equals = words[i].find('=');
        if (equals == std::string::npos)
            return Unexpected{Error{"\"" + words[i] + "\" is not name=value"}};
        const std::string name = words[i].substr(0, equals);
        if (!values.try_emplace(name, words[i].substr(equals + 1)).second)
            return Unexpected{Error{"field " + name + " is given twice"}};
    }
    Variant message;
    std::string error;
    const bool known = withNamedAlternative<Variant>(words[0], [&]<class A>(std::type_identity<A>) {
        A::fields(message.template emplace<A>(), FieldReader{values, error});
    });
    if (!known)
        return Unexpected{Error{"\"" + words[0] + "\" is not a known message"}};
    if (error.empty() && !values.empty())
        error = words[0] + " has no field " + values.begin()->first;
    if (!error.empty())
        return Unexpected{Error{error}};
    return message;
}

} // namespace

std::string toText(const Command& command) {
    return messageToText(command, true);
}
std::string toText(const Event& event) {
    return messageToText(event, true);
}
std::string fieldsToText(const Command& command) {
    return messageToText(command, false);
}

Result<Command, Error> commandFromText(std::string_view line) {
    return messageFromText<Command>(line);
}
Result<Event, Error> eventFromText(std::string_view line) {
    return messageFromText<Event>(line);
}

} // namespace openbell::api
