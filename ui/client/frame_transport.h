// The only virtual seam between the console and an exchange: a connection that carries whole frames.
// Objects and signals live on the GUI thread; an implementation may receive on another thread, but
// then queues (with a bound) and wakes the GUI thread once.
#pragma once

#include "engine/api/binary_codec.h"

#include <QObject>
#include <QString>

#include <memory>
#include <vector>

namespace openbell::client {

/// One received frame, immutable; the in-process transport shares it with the gateway.
using Frame = std::shared_ptr<const api::Bytes>;

class FrameTransport : public QObject {
    Q_OBJECT
public:
    /// Bytes that may wait for the GUI thread; more closes the connection, which then reconnects
    /// and starts from fresh snapshots.
    static constexpr std::size_t kMaxWaitingBytes = std::size_t{128} << 20U;

    using QObject::QObject;

    /// Starts to connect; opened() or closed() follows. May be called again after closed().
    virtual void open() = 0;
    /// Ends the connection; closed() follows if it was open or opening.
    virtual void close() = 0;
    /// Queues one frame; never blocks. Does nothing while not open.
    virtual void send(api::Bytes frame) = 0;
    /// Appends what has arrived, in order, and forgets it.
    virtual void takeFrames(std::vector<Frame>& frames) = 0;
    /// True when the exchange runs inside this process.
    virtual bool isHosted() const = 0;
    /// Where it leads, for a person: an address or a folder.
    virtual QString place() const = 0;

Q_SIGNALS:
    void opened();
    void closed(const QString& reason);
    /// At least one frame waits; sent once until takeFrames() is called.
    void framesReady();
};

} // namespace openbell::client
