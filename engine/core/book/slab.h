// Memory of a fixed address and a fixed bound, taken from the system page by page as it is first
// touched. Owned by the shard whose books live in it.
#pragma once

#include "engine/base/assertion.h"

#include <cstddef>
#include <type_traits>
#include <utility>

namespace openbell::core {

/// Starts loading what is there, to be read or written soon. Any address is harmless.
inline void prefetch(const void* at) {
    __builtin_prefetch(at, 1);
    // A function that only prefetches does nothing, the compiler finds, and leaves its calls out.
    asm volatile("");
}

/// A zeroed range of addresses. Reserving costs nothing; what is touched stays until the end.
/// Large ranges ask for huge pages: with many instruments the address translation is otherwise
/// the most expensive part of an operation.
class MappedMemory {
public:
    MappedMemory() = default;
    /// Throws std::bad_alloc when the system refuses the address range (start-up only).
    explicit MappedMemory(std::size_t bytes);
    ~MappedMemory();
    MappedMemory(MappedMemory&& other) noexcept
        : m_map(std::exchange(other.m_map, nullptr))
        , m_mapBytes(std::exchange(other.m_mapBytes, 0))
        , m_data(std::exchange(other.m_data, nullptr)) {}
    MappedMemory& operator=(MappedMemory&& other) noexcept {
        std::swap(m_map, other.m_map);
        std::swap(m_mapBytes, other.m_mapBytes);
        std::swap(m_data, other.m_data);
        return *this;
    }

    void* data() const { return m_data; }

private:
    void* m_map = nullptr;
    std::size_t m_mapBytes = 0;
    void* m_data = nullptr; ///< aligned to a huge page when the range is large
};

/// A bounded array of plain records, zeroed, never moved.
template<class T>
class Slab {
    static_assert(std::is_trivially_copyable_v<T> && std::is_trivially_destructible_v<T>);

public:
    Slab() = default;
    explicit Slab(std::size_t size)
        : m_memory(size * sizeof(T))
        , m_data(static_cast<T*>(m_memory.data()))
        , m_size(size) {}

    T& operator[](std::size_t index) { return m_data[index]; }
    const T& operator[](std::size_t index) const { return m_data[index]; }
    T* data() { return m_data; }
    const T* data() const { return m_data; }
    std::size_t size() const { return m_size; }

private:
    MappedMemory m_memory;
    T* m_data = nullptr;
    std::size_t m_size = 0;
};

} // namespace openbell::core
