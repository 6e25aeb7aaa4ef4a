#include "engine/core/book/slab.h"

#include <cstdint>
#include <new>
#include <sys/mman.h>

namespace openbell::core {

namespace {
constexpr std::size_t kHugePage = std::size_t{2} << 20;
}

MappedMemory::MappedMemory(std::size_t bytes) {
    if (bytes == 0)
        return;
    const bool large = bytes >= kHugePage;
    m_mapBytes = large ? bytes + kHugePage : bytes;
    m_map = ::mmap(nullptr, m_mapBytes, PROT_READ | PROT_WRITE,
                   MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    if (m_map == MAP_FAILED) {
        m_map = nullptr;
        throw std::bad_alloc();
    }
    m_data = m_map;
    if (large) {
        const auto address = reinterpret_cast<std::uintptr_t>(m_map);
        m_data = reinterpret_cast<void*>((address + kHugePage - 1) & ~(kHugePage - 1));
        // Advice only: without huge pages everything works, somewhat slower.
        static_cast<void>(::madvise(m_data, bytes, MADV_HUGEPAGE));
    }
}

MappedMemory::~MappedMemory() {
    if (m_map)
        ::munmap(m_map, m_mapBytes);
}

} // namespace openbell::core
