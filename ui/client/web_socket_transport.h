// The connection to a remote daemon: binary WebSocket messages, one per frame. GUI thread.
#pragma once

#include "ui/client/frame_transport.h"

#include <QUrl>

class QWebSocket;

namespace openbell::client {

class WebSocketTransport final : public FrameTransport {
    Q_OBJECT
public:
    explicit WebSocketTransport(QUrl address, QObject* parent = nullptr);
    ~WebSocketTransport() override;

    void open() override;
    void close() override;
    void send(api::Bytes frame) override;
    void takeFrames(std::vector<Frame>& frames) override;
    bool isHosted() const override { return false; }
    QString place() const override;

    /// Reads what a person typed: `host`, `host:port`, `ws://host:port`; the port defaults to 7411.
    /// An invalid URL when it cannot be an address.
    static QUrl parseAddress(const QString& text);

private:
    /// `error`: a QAbstractSocket::SocketError.
    static QString reasonOf(int error, bool wasOpen);
    void onMessage(const QByteArray& message);
    void onDisconnected();

    QUrl m_address;
    std::unique_ptr<QWebSocket> m_socket;
    std::vector<Frame> m_waiting;
    std::size_t m_waitingBytes = 0;
    bool m_isOpen = false;
    QString m_reason;
};

} // namespace openbell::client
