// The binary form: fields in list order, integers little endian at their own width, enumerations
// and booleans one byte, bounded strings u8 length, strings u16 length, lists u32 count, variants
// u16 type code. Decoding never reads past the end and refuses values outside their vocabulary.
#pragma once

#include "engine/api/enums.h"
#include "engine/api/field_list.h"
#include "engine/api/protocol.h"

#include <bit>
#include <cstring>
#include <optional>
#include <span>

namespace openbell::api {

using Bytes = std::vector<std::uint8_t>;

static_assert(std::endian::native == std::endian::little,
              "the binary codec copies integers as they are in memory");

/// Appends encoded fields to a byte vector (which keeps its capacity between uses).
class BinaryWriter {
public:
    explicit BinaryWriter(Bytes& out) : m_out(out) {}

    template <class T>
    void operator()(std::string_view, const T& value) {
        write(value);
    }

    template <class T>
    void write(const T& value) {
        if constexpr (kIsStrongInt<T>) {
            raw(value.value());
        } else if constexpr (std::is_same_v<T, bool>) {
            raw(static_cast<std::uint8_t>(value ? 1 : 0));
        } else if constexpr (std::is_enum_v<T>) {
            raw(static_cast<std::uint8_t>(value));
        } else if constexpr (std::is_integral_v<T>) {
            raw(value);
        } else if constexpr (kIsBoundedString<T>) {
            raw(static_cast<std::uint8_t>(value.view().size()));
            bytes(value.view());
        } else if constexpr (std::is_same_v<T, std::string>) {
            const std::string_view kept = std::string_view(value).substr(0, kMaxStringBytes);
            raw(static_cast<std::uint16_t>(kept.size()));
            bytes(kept);
        } else if constexpr (kIsVector<T>) {
            raw(static_cast<std::uint32_t>(value.size()));
            for (const auto& item : value)
                write(item);
        } else if constexpr (kIsVariant<T>) {
            std::visit(
                [this](const auto& alternative) {
                    raw(std::uint16_t{std::remove_cvref_t<decltype(alternative)>::kType});
                    write(alternative);
                },
                value);
        } else {
            T::fields(value, *this);
        }
    }

private:
    template <class I>
    void raw(I value) {
        const std::size_t at = m_out.size();
        m_out.resize(at + sizeof value);
        std::memcpy(m_out.data() + at, &value, sizeof value);
    }
    void bytes(std::string_view text) {
        m_out.insert(m_out.end(), text.begin(), text.end());
    }

    Bytes& m_out;
};

/// Reads encoded fields from a byte range. After the first error every read leaves its target as it
/// was and ok() is false.
class BinaryReader {
public:
    explicit BinaryReader(std::span<const std::uint8_t> in) : m_in(in) {}

    bool ok() const { return m_ok; }
    bool atEnd() const { return m_at == m_in.size(); }
    std::size_t position() const { return m_at; }

    template <class T>
    void operator()(std::string_view, T& value) {
        read(value);
    }

    template <class T>
    void read(T& value) {
        if constexpr (kIsStrongInt<T>) {
            typename T::rep number{};
            if (raw(number))
                value = T(number);
        } else if constexpr (std::is_same_v<T, bool>) {
            std::uint8_t number = 0;
            if (raw(number) && require(number <= 1))
                value = number == 1;
        } else if constexpr (std::is_enum_v<T>) {
            std::uint8_t number = 0;
            if (raw(number) && require(number < kEnumSize<T>))
                value = static_cast<T>(number);
        } else if constexpr (std::is_integral_v<T>) {
            raw(value);
        } else if constexpr (kIsBoundedString<T>) {
            std::uint8_t size = 0;
            if (raw(size) && require(size <= T::kCapacity && size <= m_in.size() - m_at)) {
                value = T(text(size));
            }
        } else if constexpr (std::is_same_v<T, std::string>) {
            std::uint16_t size = 0;
            if (raw(size) && require(size <= kMaxStringBytes && size <= m_in.size() - m_at))
                value = std::string(text(size));
        } else if constexpr (kIsVector<T>) {
            std::uint32_t count = 0;
            // Every item takes at least one byte, so a count above the bytes left is a lie.
            if (raw(count) && require(count <= kMaxListItems && count <= m_in.size() - m_at)) {
                value.clear();
                for (std::uint32_t i = 0; i < count && m_ok; ++i)
                    read(value.emplace_back());
            }
        } else if constexpr (kIsVariant<T>) {
            std::uint16_t type = 0;
            if (raw(type))
                require(withAlternative<T>(type, [&]<class A>(std::type_identity<A>) {
                    read(value.template emplace<A>());
                }));
        } else {
            T::fields(value, *this);
        }
    }

private:
    template <class I>
    bool raw(I& value) {
        if (!require(m_ok && sizeof value <= m_in.size() - m_at))
            return false;
        std::memcpy(&value, m_in.data() + m_at, sizeof value);
        m_at += sizeof value;
        return true;
    }
    bool require(bool condition) {
        m_ok = m_ok && condition;
        return m_ok;
    }
    std::string_view text(std::size_t size) {
        const std::string_view view(reinterpret_cast<const char*>(m_in.data()) + m_at, size);
        m_at += size;
        return view;
    }

    std::span<const std::uint8_t> m_in;
    std::size_t m_at = 0;
    bool m_ok = true;
};

/// Appends the value's binary form.
template <class T>
void encodeBinary(const T& value, Bytes& out) {
    BinaryWriter(out).write(value);
}

/// The value's binary form.
template <class T>
Bytes toBinary(const T& value) {
    Bytes out;
    encodeBinary(value, out);
    return out;
}

/// Decodes a whole range; nullopt when it is malformed or has bytes left over.
template <class T>
std::optional<T> fromBinary(std::span<const std::uint8_t> in) {
    BinaryReader reader(in);
    T value{};
    reader.read(value);
    if (!reader.ok() || !reader.atEnd())
        return std::nullopt;
    return value;
}

} // namespace openbell::api
