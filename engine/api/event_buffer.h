// A growing byte buffer of events, the engine's output: appended without allocation once it has its
// size, handed from the shard to the publisher as a whole, then recycled. One owner at a time.
#pragma once

#include "engine/api/binary_codec.h"
#include "engine/api/events.h"
#include "engine/base/assertion.h"

#include <cstring>

namespace openbell::api {

/// Where an event belongs in the venue's total order. `order` is stage << 24 | index of the
/// message that caused it, so that events gathered from several shards merge into the same order
/// as with one shard.
struct EventStamp {
    Sequence sequence;
    Timestamp time;
    UserId actor;
    std::uint32_t order = 0;
};

class EventBuffer {
public:
    /// Sets the stamp of the events appended from now on.
    void setStamp(const EventStamp& stamp) { m_stamp = stamp; }
    void setOrder(std::uint32_t order) { m_stamp.order = order; }
    const EventStamp& stamp() const { return m_stamp; }

    /// Appends an event under the current stamp.
    template <Message E>
    void append(const E& event) {
        static_assert(std::is_trivially_copyable_v<E>);
        const Header header{m_stamp, E::kType, static_cast<std::uint16_t>(sizeof(E))};
        const std::size_t at = m_bytes.size();
        m_bytes.resize(at + sizeof header + padded(sizeof(E)));
        std::memcpy(m_bytes.data() + at, &header, sizeof header);
        std::memcpy(m_bytes.data() + at + sizeof header, &event, sizeof(E));
        ++m_count;
    }

    /// Calls f(stamp, event) for each event in order; f must accept every type of Event.
    template <class F>
    void forEach(F&& f) const {
        for (std::size_t at = 0; at < m_bytes.size(); at = visitAt(at, f)) {
        }
    }

    /// Calls f(stamp, event) for the event at a byte offset and returns the next offset.
    template <class F>
    std::size_t visitAt(std::size_t at, F&& f) const {
        Header header;
        std::memcpy(&header, m_bytes.data() + at, sizeof header);
        const bool known =
            withAlternative<Event>(header.type, [&]<class E>(std::type_identity<E>) {
                E event;
                std::memcpy(&event, m_bytes.data() + at + sizeof header, sizeof(E));
                f(header.stamp, event);
            });
        OPENBELL_ASSERT(known);
        return at + sizeof header + padded(header.size);
    }

    /// The stamp of the event at a byte offset.
    EventStamp stampAt(std::size_t at) const {
        Header header;
        std::memcpy(&header, m_bytes.data() + at, sizeof header);
        return header.stamp;
    }

    /// Appends the event at a byte offset of another buffer, stamp and all; returns the offset
    /// after it there.
    std::size_t appendFrom(const EventBuffer& other, std::size_t at) {
        Header header;
        std::memcpy(&header, other.m_bytes.data() + at, sizeof header);
        const std::size_t end = at + sizeof header + padded(header.size);
        m_bytes.insert(m_bytes.end(), other.m_bytes.begin() + static_cast<std::ptrdiff_t>(at),
                       other.m_bytes.begin() + static_cast<std::ptrdiff_t>(end));
        ++m_count;
        return end;
    }

    /// Forgets the events, keeps the memory.
    void clear() {
        m_bytes.clear();
        m_count = 0;
    }
    bool empty() const { return m_bytes.empty(); }
    std::size_t count() const { return m_count; }
    std::size_t byteSize() const { return m_bytes.size(); }
    void reserve(std::size_t bytes) { m_bytes.reserve(bytes); }

private:
    struct Header {
        EventStamp stamp;
        std::uint16_t type;
        std::uint16_t size;
    };
    static constexpr std::size_t padded(std::size_t size) { return (size + 7) & ~std::size_t{7}; }

    Bytes m_bytes;
    EventStamp m_stamp;
    std::size_t m_count = 0;
};

} // namespace openbell::api
