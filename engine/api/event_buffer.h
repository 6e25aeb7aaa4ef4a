// A growing byte buffer of events, the engine's output: appended without allocation once it has its
// size, handed from the shard to the publisher as a whole, then recycled. One owner at a time.
#pragma once

#include "engine/api/binary_codec.h"
#include "engine/api/events.h"
#include "engine/base/assertion.h"

#include <algorithm>
#include <cstring>
#include <memory>
#include <new>
#include <utility>

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
    EventBuffer() = default;
    EventBuffer(EventBuffer&& other) noexcept { swap(other); }
    EventBuffer& operator=(EventBuffer&& other) noexcept {
        EventBuffer(std::move(other)).swap(*this);
        return *this;
    }

    /// Sets the stamp of the events appended from now on.
    void setStamp(const EventStamp& stamp) {
        m_stamp = {stamp.sequence, stamp.time, stamp.actor.value()};
        setOrder(stamp.order);
    }
    void setOrder(std::uint32_t order) {
        m_stamp.actorAndOrder =
            static_cast<std::uint32_t>(m_stamp.actorAndOrder) | std::uint64_t{order} << 32;
    }
    EventStamp stamp() const { return m_stamp.unpacked(); }

    /// Appends an event under the current stamp, made in its place from its fields in their order;
    /// as by default when none are given. The reference is good until the next event.
    template <Message E, class... Fields>
    E& emplace(const Fields&... fields) {
        return *::new (placeFor<E>()) E{fields...};
    }

    /// The same with a copy of an event.
    template <Message E>
    void append(const E& event) {
        ::new (placeFor<E>()) E(event);
    }

    /// Calls f(stamp, event) for each event in order; f must accept every type of Event, and leave
    /// the buffer alone.
    template <class F>
    void forEach(F&& f) const {
        for (std::size_t at = 0; at < m_size; at = visitAt(at, f)) {
        }
    }

    /// Calls f(stamp, event) for the event at a byte offset and returns the next offset.
    template <class F>
    std::size_t visitAt(std::size_t at, F&& f) const {
        const Header& header = headerAt(at);
        const bool known =
            withAlternative<Event>(header.type, [&]<class E>(std::type_identity<E>) {
                const std::byte* const event = m_bytes.get() + at + sizeof header;
                f(header.stamp.unpacked(), *std::launder(reinterpret_cast<const E*>(event)));
            });
        OPENBELL_ASSERT(known);
        return at + sizeof header + padded(header.size);
    }

    /// The stamp of the event at a byte offset.
    EventStamp stampAt(std::size_t at) const { return headerAt(at).stamp.unpacked(); }

    /// Appends the event at a byte offset of another buffer, stamp and all; returns the offset
    /// after it there.
    std::size_t appendFrom(const EventBuffer& other, std::size_t at) {
        const std::size_t bytes = sizeof(Header) + padded(other.headerAt(at).size);
        std::memcpy(extend(bytes), other.m_bytes.get() + at, bytes);
        ++m_count;
        return at + bytes;
    }

    /// Forgets the events, keeps the memory.
    void clear() {
        m_size = 0;
        m_count = 0;
    }
    bool empty() const { return m_size == 0; }
    std::size_t count() const { return m_count; }
    std::size_t byteSize() const { return m_size; }
    void reserve(std::size_t bytes) {
        if (bytes > m_capacity)
            grow(bytes, m_size);
    }

private:
    /// Actor and order are one word: reading together what was written apart would wait for the
    /// writes to reach the cache.
    struct PackedStamp {
        Sequence sequence;
        Timestamp time;
        std::uint64_t actorAndOrder = 0;

        EventStamp unpacked() const {
            return {sequence, time, UserId(static_cast<std::uint32_t>(actorAndOrder)),
                    static_cast<std::uint32_t>(actorAndOrder >> 32)};
        }
    };
    struct alignas(8) Header {
        PackedStamp stamp;
        std::uint16_t type;
        std::uint16_t size;
    };
    static constexpr std::size_t kLeastCapacity = 4096;

    static constexpr std::size_t padded(std::size_t size) { return (size + 7) & ~std::size_t{7}; }

    const Header& headerAt(std::size_t at) const {
        return *std::launder(reinterpret_cast<const Header*>(m_bytes.get() + at));
    }

    /// Writes the header of an event and gives the place of the event itself.
    template <Message E>
    void* placeFor() {
        static_assert(std::is_trivially_copyable_v<E> && alignof(E) <= alignof(Header));
        std::byte* const at = extend(sizeof(Header) + padded(sizeof(E)));
        ::new (at) Header{m_stamp, E::kType, static_cast<std::uint16_t>(sizeof(E))};
        ++m_count;
        return at + sizeof(Header);
    }

    std::byte* extend(std::size_t bytes) {
        const std::size_t at = m_size;
        m_size += bytes;
        if (m_size > m_capacity) [[unlikely]]
            grow(m_size, at);
        return m_bytes.get() + at;
    }

    /// Not into memory filled with zeros: every event is written as a whole.
    void grow(std::size_t bytes, std::size_t kept) {
        const std::size_t capacity = std::max({bytes, m_capacity * 2, kLeastCapacity});
        auto larger = std::make_unique_for_overwrite<std::byte[]>(capacity);
        if (kept != 0)
            std::memcpy(larger.get(), m_bytes.get(), kept);
        m_bytes = std::move(larger);
        m_capacity = capacity;
    }

    void swap(EventBuffer& other) noexcept {
        std::swap(m_bytes, other.m_bytes);
        std::swap(m_size, other.m_size);
        std::swap(m_capacity, other.m_capacity);
        std::swap(m_count, other.m_count);
        std::swap(m_stamp, other.m_stamp);
    }

    std::unique_ptr<std::byte[]> m_bytes;
    std::size_t m_size = 0;
    std::size_t m_capacity = 0;
    std::size_t m_count = 0;
    PackedStamp m_stamp;
};

} // namespace openbell::api
