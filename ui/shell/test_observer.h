// Lets end-to-end tests look into a running console through a local socket. It only observes: the
// object tree, properties, positions on the screen, accessible names, pictures. There is no command
// that changes anything; tests click and type through the window system like a person.
// Off unless the environment names a socket.
#pragma once

#include <QJsonObject>
#include <QObject>

class QLocalServer;
class QLocalSocket;
class QWidget;

namespace openbell::shell {

class TestObserver final : public QObject {
    Q_OBJECT
public:
    static constexpr qint64 kMaxRequestBytes = 64 * 1024;

    /// Listens when OPENBELL_TEST_SOCKET is set; the socket is open to this user only.
    explicit TestObserver(QObject* parent = nullptr);
    bool isListening() const;

    /// Answers one request: {"ask":"tree"|"property"|"place"|"children"|"cells"|"grab", ...}.
    static QJsonObject answer(const QJsonObject& request);

private:
    void serve(QLocalSocket* socket);

    QLocalServer* m_server = nullptr;
};

} // namespace openbell::shell
