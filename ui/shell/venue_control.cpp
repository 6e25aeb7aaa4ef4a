#include "ui/shell/venue_control.h"

#include "ui/client/web_socket_transport.h"

#include <QPointer>

namespace openbell::shell {

VenueControl::VenueControl(client::ExchangeClient& client, HostFunctions host, QObject* parent)
    : QObject(parent), m_client(client), m_functions(std::move(host)) {}

void VenueControl::hostHere(const HostRequest& request) {
    // A recording may turn out to be unreadable: what runs goes on until it is known not to be.
    const bool mayStay = !request.recording.isEmpty();
    const Kind kindBefore = m_kind;
    const HostRequest hostBefore = m_host;
    if (!mayStay)
        m_client.leave();
    m_kind = mayStay ? Kind::Recording : Kind::Hosted;
    m_host = request;
    m_opening = true;
    const int attempt = ++m_attempt;
    Q_EMIT kindChanged();
    const QPointer<VenueControl> self(this);
    m_functions.start(request, [=](HostOutcome outcome) {
        if (!self || attempt != self->m_attempt)
            return;
        self->m_opening = false;
        if (!outcome.transport) {
            if (mayStay) {
                self->m_kind = kindBefore;
                self->m_host = hostBefore;
                Q_EMIT self->kindChanged();
            }
            Q_EMIT self->failed(outcome.error);
            return;
        }
        if (mayStay)
            self->m_client.leave();
        self->m_client.connectTo(std::move(outcome.transport), std::move(outcome.signIn));
        Q_EMIT self->kindChanged();
    });
}

void VenueControl::connectRemote(const RemoteRequest& request) {
    m_client.leave();
    m_kind = Kind::Remote;
    m_remote = request;
    m_opening = false;
    ++m_attempt;
    Q_EMIT kindChanged();
    m_client.connectTo(std::make_unique<client::WebSocketTransport>(m_remote.address),
                       m_remote.signIn);
    if (m_functions.stop)
        m_functions.stop([] {});
}

void VenueControl::shutDown() {
    m_client.leave();
    ++m_attempt;
    m_opening = false;
    m_kind = Kind::None;
    const QPointer<VenueControl> self(this);
    const auto done = [self] {
        if (self)
            Q_EMIT self->stopped();
    };
    if (m_functions.stop)
        m_functions.stop(done);
    else
        done();
}

} // namespace openbell::shell
