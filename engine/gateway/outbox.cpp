#include "engine/gateway/outbox.h"

#include <algorithm>

namespace openbell::gateway {
namespace {

constexpr std::size_t kConflateAboveBytes = std::size_t{1} << 20U;
constexpr int kMaxWork = 1024;

} // namespace

Outbox::Outbox(std::unique_ptr<FrameSink> sink, std::size_t limitBytes)
    : m_sink(std::move(sink))
    , m_limit(limitBytes)
    , m_conflateAbove(std::min(limitBytes / 4, kConflateAboveBytes)) {}

void Outbox::send(const api::ServerMessage& message) {
    if (!closed())
        sendFrame(encodeFrame(message, encoding()));
}

void Outbox::sendFrame(api::Bytes frame) {
    if (closed())
        return;
    if (m_sink->pendingBytes() + frame.size() > m_limit.load(std::memory_order_relaxed)) {
        closeWith(api::RejectReason::Busy,
                  "slow consumer: this connection did not read what it had subscribed to; connect "
                  "again and take fewer topics or read faster",
                  true);
        return;
    }
    m_sink->send(std::move(frame), encoding());
}

void Outbox::close(api::RejectReason reason, const std::string& text) {
    closeWith(reason, text, false);
}

void Outbox::closeWith(api::RejectReason reason, const std::string& text, bool dropQueued) {
    if (m_closed.exchange(true, std::memory_order_acq_rel))
        return;
    m_sink->finish(encodeFrame(api::Closing{reason, text}, encoding()), encoding(), dropQueued);
}

bool Outbox::tryBeginWork() {
    if (m_work.fetch_add(1, std::memory_order_relaxed) < kMaxWork)
        return true;
    endWork();
    return false;
}

} // namespace openbell::gateway
