// The exchange inside the console: opened, stopped and drained on a thread of its own, so that the
// GUI thread never waits for it.
#pragma once

#include "engine/host/host.h"
#include "ui/shell/venue_control.h"

#include <QObject>
#include <QThread>

namespace openbell::console {

class HostedVenue final : public QObject {
    Q_OBJECT
public:
    explicit HostedVenue(QObject* parent = nullptr);
    ~HostedVenue() override; ///< stops and joins

    shell::HostFunctions functions();

private:
    void start(const shell::HostRequest& request,
               std::function<void(shell::HostOutcome)> done);
    void stop(std::function<void()> done);
    /// Runs a task on the host thread.
    void post(std::function<void()> task);

    QThread m_thread;
    QObject m_worker; ///< lives on m_thread
    std::shared_ptr<host::Host> m_host; ///< touched on m_thread only
};

} // namespace openbell::console
