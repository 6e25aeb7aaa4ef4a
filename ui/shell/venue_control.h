// Decides which exchange the console is connected to: one hosted in this process, a recording hosted
// in this process, or a remote daemon. The shell knows a hosted venue only by the two functions that
// the program passes in; nothing here can tell what is behind them. GUI thread.
#pragma once

#include "ui/client/exchange_client.h"

#include <QObject>
#include <QUrl>

#include <functional>
#include <memory>
#include <optional>

namespace openbell::shell {

struct HostRequest {
    QString dataDirectory;
    unsigned shards = 1;
    std::optional<quint64> simulationSeed;
    QString recording; ///< a file to replay; empty: none
};

struct HostOutcome {
    std::unique_ptr<client::FrameTransport> transport; ///< null: see error
    client::SignInData signIn;
    QString error;
};

struct HostFunctions {
    /// Stops the venue that runs, if any, opens another beside the GUI thread, then calls back on it.
    std::function<void(const HostRequest&, std::function<void(HostOutcome)>)> start;
    /// Drains and closes the hosted venue beside the GUI thread, then calls back on it.
    std::function<void(std::function<void()>)> stop;
};

struct RemoteRequest {
    QUrl address;
    client::SignInData signIn;
};

class VenueControl final : public QObject {
    Q_OBJECT
public:
    enum class Kind { None, Hosted, Recording, Remote };

    VenueControl(client::ExchangeClient& client, HostFunctions host, QObject* parent = nullptr);

    void hostHere(const HostRequest& request);
    void connectRemote(const RemoteRequest& request);
    /// Leaves the exchange and stops a hosted one; stopped() follows.
    void shutDown();

    Kind kind() const { return m_kind; }
    /// What is being opened or was last asked for.
    const HostRequest& hostRequest() const { return m_host; }
    const RemoteRequest& remoteRequest() const { return m_remote; }
    /// A hosted venue is being opened at this moment.
    bool isOpening() const { return m_opening; }
    bool canHost() const { return static_cast<bool>(m_functions.start); }

Q_SIGNALS:
    void kindChanged();
    /// Opening a hosted venue failed; `text` says what happened and what to do.
    void failed(const QString& text);
    void stopped();

private:
    client::ExchangeClient& m_client;
    HostFunctions m_functions;
    Kind m_kind = Kind::None;
    HostRequest m_host;
    RemoteRequest m_remote;
    bool m_opening = false;
    int m_attempt = 0;
};

} // namespace openbell::shell
