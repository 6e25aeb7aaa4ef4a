#include "app/console/loopback_transport.h"

#include <QMetaObject>

#include <iterator>
#include <utility>

namespace openbell::console {

LoopbackTransport::LoopbackTransport(Connect connect, QString place, QObject* parent)
    : FrameTransport(parent), m_connect(std::move(connect)), m_place(std::move(place)) {}

LoopbackTransport::~LoopbackTransport() {
    detach();
}

void LoopbackTransport::detach() {
    if (m_inbox) {
        const std::lock_guard lock(m_inbox->mutex);
        m_inbox->owner = nullptr;
    }
    m_connection.reset();
}

void LoopbackTransport::open() {
    detach();
    m_inbox = std::make_shared<Inbox>();
    m_inbox->owner = this;
    m_connection = m_connect({
        [inbox = m_inbox](const gateway::SharedFrame& frame) { push(inbox, frame); },
        [inbox = m_inbox] { markClosed(inbox); },
    });
    // Signals come after open() has returned, as with a socket.
    QMetaObject::invokeMethod(
        this,
        [this, inbox = m_inbox] {
            if (inbox != m_inbox)
                return;
            if (m_connection)
                Q_EMIT opened();
            else
                Q_EMIT closed(tr("The exchange in this console is stopped."));
        },
        Qt::QueuedConnection);
}

void LoopbackTransport::close() {
    if (!m_connection)
        return;
    m_connection->close();
    markClosed(m_inbox);
}

void LoopbackTransport::send(api::Bytes frame) {
    if (m_connection)
        m_connection->send(std::move(frame));
}

void LoopbackTransport::takeFrames(std::vector<client::Frame>& frames) {
    if (!m_inbox)
        return;
    std::vector<client::Frame> taken;
    {
        const std::lock_guard lock(m_inbox->mutex);
        taken = std::exchange(m_inbox->frames, {});
        m_inbox->bytes = 0;
        m_inbox->awake = m_inbox->closed; // a wake-up for the end may still be needed
    }
    std::move(taken.begin(), taken.end(), std::back_inserter(frames));
}

void LoopbackTransport::push(const std::shared_ptr<Inbox>& inbox, client::Frame frame) {
    const std::lock_guard lock(inbox->mutex);
    if (inbox->closed)
        return;
    inbox->bytes += frame->size();
    if (inbox->bytes > kMaxWaitingBytes) {
        // The GUI thread has stood still: start over from fresh snapshots rather than grow.
        inbox->overflowed = true;
        inbox->closed = true;
        inbox->frames.clear();
        inbox->bytes = 0;
        inbox->awake = false;
    } else {
        inbox->frames.push_back(std::move(frame));
    }
    wake(inbox);
}

void LoopbackTransport::markClosed(const std::shared_ptr<Inbox>& inbox) {
    const std::lock_guard lock(inbox->mutex);
    if (inbox->closed)
        return;
    inbox->closed = true;
    inbox->awake = false;
    wake(inbox);
}

/// Posts one event to the GUI thread unless one is under way. The inbox is locked, so that the
/// transport cannot go away meanwhile.
void LoopbackTransport::wake(const std::shared_ptr<Inbox>& inbox) {
    if (inbox->awake || !inbox->owner)
        return;
    inbox->awake = true;
    LoopbackTransport* owner = inbox->owner;
    QMetaObject::invokeMethod(owner, [owner, inbox] { owner->onWake(inbox); },
                              Qt::QueuedConnection);
}

void LoopbackTransport::onWake(const std::shared_ptr<Inbox>& inbox) {
    if (inbox != m_inbox)
        return; // of an earlier connection
    bool ended = false;
    bool overflowed = false;
    bool waiting = false;
    {
        const std::lock_guard lock(inbox->mutex);
        ended = inbox->closed;
        overflowed = inbox->overflowed;
        waiting = !inbox->frames.empty();
    }
    if (waiting)
        Q_EMIT framesReady();
    if (!ended || inbox != m_inbox)
        return;
    m_connection.reset();
    Q_EMIT closed(overflowed ? tr("The console stood still for too long and starts from a fresh "
                                  "state.")
                             : tr("The exchange closed the connection."));
}

} // namespace openbell::console
