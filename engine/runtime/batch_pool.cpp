#include "engine/runtime/batch_pool.h"

namespace openbell::runtime {
namespace {

constexpr std::size_t kKeptBytes = 4U << 20U;

} // namespace

void Batch::reset() {
    if (published.events.byteSize() > kKeptBytes)
        published.events = api::EventBuffer();
    published.events.clear();
    published.origins.clear();
    published.audited.clear();
    published.auditedContexts.clear();
    published.first = published.last = Sequence();
    published.lastTime = Timestamp();
    if (records.capacity() > kKeptBytes)
        records = api::Bytes();
    records.clear();
}

BatchPool::BatchPool(std::size_t count) {
    m_all.reserve(count);
    m_free.reserve(count);
    for (std::size_t i = 0; i < count; ++i) {
        m_all.push_back(std::make_unique<Batch>());
        m_free.push_back(m_all.back().get());
    }
}

Batch* BatchPool::acquire() {
    std::unique_lock lock(m_mutex);
    m_freed.wait(lock, [this] { return !m_free.empty() || m_closed; });
    if (m_closed)
        return nullptr;
    Batch* const batch = m_free.back();
    m_free.pop_back();
    return batch;
}

Batch* BatchPool::tryAcquire() {
    const std::lock_guard lock(m_mutex);
    if (m_free.empty() || m_closed)
        return nullptr;
    Batch* const batch = m_free.back();
    m_free.pop_back();
    return batch;
}

void BatchPool::release(Batch* batch) {
    batch->reset();
    {
        const std::lock_guard lock(m_mutex);
        m_free.push_back(batch);
    }
    m_freed.notify_one();
}

void BatchPool::close() {
    {
        const std::lock_guard lock(m_mutex);
        m_closed = true;
    }
    m_freed.notify_all();
}

} // namespace openbell::runtime
