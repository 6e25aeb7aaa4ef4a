#include "app/console/hosted_venue.h"

#include "app/console/loopback_transport.h"

#include <QDir>
#include <QFileInfo>

namespace openbell::console {

namespace {

QString text(const std::string& utf8) {
    return QString::fromStdString(utf8);
}

host::HostOptions optionsFor(const shell::HostRequest& request) {
    host::HostOptions options;
    options.dataDirectory = request.dataDirectory.toStdString();
    options.shards = request.shards;
    if (request.simulationSeed)
        options.simulationSeed = *request.simulationSeed;
    if (!request.recording.isEmpty())
        options.recording = request.recording.toStdString();
    return options;
}

} // namespace

HostedVenue::HostedVenue(QObject* parent) : QObject(parent) {
    m_thread.setObjectName(QStringLiteral("host"));
    m_worker.moveToThread(&m_thread);
    m_thread.start();
}

HostedVenue::~HostedVenue() {
    post([this] {
        if (m_host)
            m_host->stop();
        m_host.reset();
    });
    m_thread.quit();
    m_thread.wait();
}

shell::HostFunctions HostedVenue::functions() {
    return {[this](const shell::HostRequest& request,
                   std::function<void(shell::HostOutcome)> done) {
                start(request, std::move(done));
            },
            [this](std::function<void()> done) { stop(std::move(done)); }};
}

void HostedVenue::post(std::function<void()> task) {
    QMetaObject::invokeMethod(&m_worker, std::move(task), Qt::QueuedConnection);
}

void HostedVenue::start(const shell::HostRequest& request,
                        std::function<void(shell::HostOutcome)> done) {
    post([this, request, done = std::move(done)] {
        const auto stopOld = [this] {
            if (m_host)
                m_host->stop();
            m_host.reset();
        };
        // A recording gets a folder of its own, so that it can be read through while the venue
        // that runs goes on; the same folder cannot be opened twice.
        const bool besides = !request.recording.isEmpty();
        if (!besides)
            stopOld();
        QString error;
        client::SignInData signIn;
        QDir().mkpath(QFileInfo(request.dataDirectory).path());
        auto opened = host::Host::open(optionsFor(request));
        if (opened) {
            stopOld();
            m_host = std::move(opened).value();
            const auto started = m_host->start();
            if (!started) {
                error = text(started.error().message);
                m_host.reset();
            } else {
                const host::LocalOperator local = m_host->localOperator();
                signIn = {text(local.user), text(local.password)};
            }
        } else {
            error = text(opened.error().message);
        }
        // The transport belongs to the GUI thread: made there, holding the venue weakly, so that a
        // reconnection after the venue has stopped finds nothing instead of something dying.
        const std::weak_ptr<host::Host> weak = m_host;
        const QString place = QDir::toNativeSeparators(request.dataDirectory);
        QMetaObject::invokeMethod(
            this,
            [done, error, signIn, weak, place] {
                shell::HostOutcome outcome;
                outcome.error = error;
                outcome.signIn = signIn;
                if (error.isEmpty())
                    outcome.transport = std::make_unique<LoopbackTransport>(
                        [weak](gateway::LoopbackCallbacks callbacks)
                            -> std::unique_ptr<gateway::LoopbackConnection> {
                            const auto venue = weak.lock();
                            return venue ? venue->connectLoopback(std::move(callbacks)) : nullptr;
                        },
                        place);
                done(std::move(outcome));
            },
            Qt::QueuedConnection);
    });
}

void HostedVenue::stop(std::function<void()> done) {
    post([this, done = std::move(done)] {
        if (m_host)
            m_host->stop();
        m_host.reset();
        QMetaObject::invokeMethod(this, done, Qt::QueuedConnection);
    });
}

} // namespace openbell::console
