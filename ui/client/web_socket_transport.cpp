#include "ui/client/web_socket_transport.h"

#include <QWebSocket>

#include <utility>

namespace openbell::client {

namespace {
constexpr int kDefaultPort = 7411;
} // namespace

/// Why the socket ended, as a sentence: a library's own words help nobody.
QString WebSocketTransport::reasonOf(int error, bool wasOpen) {
    switch (error) {
    case QAbstractSocket::ConnectionRefusedError: return tr("Nothing answers at this address.");
    case QAbstractSocket::HostNotFoundError: return tr("No machine has this name.");
    case QAbstractSocket::SocketTimeoutError: return tr("The server did not answer in time.");
    case QAbstractSocket::NetworkError: return tr("The network does not reach the server.");
    case QAbstractSocket::SslHandshakeFailedError:
        return tr("The server's certificate was not accepted.");
    case QAbstractSocket::RemoteHostClosedError:
    case QAbstractSocket::UnknownSocketError:
        return wasOpen ? tr("The server closed the connection.")
                       : tr("The server refused the connection; is it an Openbell daemon?");
    default: return tr("The connection failed (network error %1).").arg(error);
    }
}

WebSocketTransport::WebSocketTransport(QUrl address, QObject* parent)
    : FrameTransport(parent), m_address(std::move(address)) {}

WebSocketTransport::~WebSocketTransport() {
    if (m_socket)
        m_socket->disconnect(this);
}

void WebSocketTransport::open() {
    // A fresh socket per attempt: nothing of an earlier connection can arrive late.
    if (m_socket) {
        m_socket->disconnect(this);
        m_socket.release()->deleteLater();
    }
    m_waiting.clear();
    m_waitingBytes = 0;
    m_reason.clear();
    m_isOpen = false;
    // Without an origin: that header marks web pages, and daemons refuse foreign ones.
    m_socket = std::make_unique<QWebSocket>();
    m_socket->setMaxAllowedIncomingMessageSize(api::kMaxResponseBytes);
    m_socket->setMaxAllowedIncomingFrameSize(api::kMaxResponseBytes);
    connect(m_socket.get(), &QWebSocket::connected, this, [this] {
        m_isOpen = true;
        Q_EMIT opened();
    });
    connect(m_socket.get(), &QWebSocket::disconnected, this, &WebSocketTransport::onDisconnected);
    connect(m_socket.get(), &QWebSocket::binaryMessageReceived, this,
            &WebSocketTransport::onMessage);
    connect(m_socket.get(), &QWebSocket::textMessageReceived, this, [this] {
        m_reason = tr("The server answered in text; it is not an Openbell daemon of this version.");
        m_socket->close();
    });
    m_socket->open(m_address);
}

void WebSocketTransport::close() {
    if (m_socket)
        m_socket->close();
}

void WebSocketTransport::send(api::Bytes frame) {
    if (!m_isOpen)
        return;
    m_socket->sendBinaryMessage(QByteArray(reinterpret_cast<const char*>(frame.data()),
                                           static_cast<qsizetype>(frame.size())));
}

void WebSocketTransport::takeFrames(std::vector<Frame>& frames) {
    std::move(m_waiting.begin(), m_waiting.end(), std::back_inserter(frames));
    m_waiting.clear();
    m_waitingBytes = 0;
}

QString WebSocketTransport::place() const {
    return m_address.toDisplayString();
}

void WebSocketTransport::onMessage(const QByteArray& message) {
    const auto size = static_cast<std::size_t>(message.size());
    if (m_waitingBytes + size > kMaxWaitingBytes) {
        m_reason = tr("The console fell behind the exchange; it reconnects from a fresh state.");
        m_waiting.clear();
        m_waitingBytes = 0;
        m_socket->abort();
        return;
    }
    const auto* bytes = reinterpret_cast<const std::uint8_t*>(message.constData());
    const bool wasEmpty = m_waiting.empty();
    m_waiting.push_back(std::make_shared<const api::Bytes>(bytes, bytes + size));
    m_waitingBytes += size;
    if (wasEmpty)
        Q_EMIT framesReady();
}

void WebSocketTransport::onDisconnected() {
    const bool wasOpen = std::exchange(m_isOpen, false);
    if (m_reason.isEmpty())
        m_reason = reasonOf(m_socket->error(), wasOpen);
    Q_EMIT closed(std::exchange(m_reason, {}));
}

QUrl WebSocketTransport::parseAddress(const QString& text) {
    QString address = text.trimmed();
    if (!address.contains(QStringLiteral("://")))
        address.prepend(QStringLiteral("ws://"));
    QUrl url(address, QUrl::StrictMode);
    const bool usable = url.isValid() && !url.host().isEmpty() && url.userInfo().isEmpty() &&
                        (url.scheme() == QStringLiteral("ws") ||
                         url.scheme() == QStringLiteral("wss"));
    if (!usable)
        return {};
    if (url.port() < 0)
        url.setPort(kDefaultPort);
    return url;
}

} // namespace openbell::client
