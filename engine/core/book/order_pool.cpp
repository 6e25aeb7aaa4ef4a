#include "engine/core/book/order_pool.h"

#include <algorithm>
#include <cstring>

namespace openbell::core {

namespace {
/// The first chunk suits a venue of two instruments, later ones are worth huge pages.
std::uint32_t windowsInChunk(std::size_t chunk) {
    return 4U << std::min<std::size_t>(chunk, 7);
}
} // namespace

OrderPool::OrderPool(const Options& options)
    : m_records(std::size_t{options.maxOrders} * 2 + 2)
    , m_first(m_records.data())
    , m_index(options.maxOrders)
    , m_maxOrders(options.maxOrders)
    , m_firstLevel((options.maxOrders + 1) * kRecordBytes)
    , m_freshLevel(m_firstLevel) {
    OPENBELL_ASSERT(options.maxOrders > 0 && options.maxOrders < 1U << 24);
}

PriceWindow* OrderPool::acquireWindow() {
    if (!m_freeWindows.empty()) {
        PriceWindow* const window = m_freeWindows.back();
        m_freeWindows.pop_back();
        std::memset(static_cast<void*>(window), 0, sizeof *window);
        return window;
    }
    if (m_windowChunks.empty() || m_freshWindow == m_windowChunks.back().size()) {
        m_windowChunks.emplace_back(windowsInChunk(m_windowChunks.size()));
        m_freshWindow = 0;
    }
    return &m_windowChunks.back()[m_freshWindow++];
}

} // namespace openbell::core
