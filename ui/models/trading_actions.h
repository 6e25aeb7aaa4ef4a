// What a person can do to the exchange from any panel: each action submits one command and reports
// how it went, in words, to the status line. Rules live in the engine; this only asks.
#pragma once

#include "ui/client/exchange_client.h"
#include "ui/models/format.h"

#include <QObject>

namespace openbell::models {

class ReferenceData;

enum class Severity { Info, Success, Warning, Problem };

class TradingActions final : public QObject {
    Q_OBJECT
public:
    TradingActions(client::ExchangeClient& client, const ReferenceData& reference,
                   const Format& format, QObject* parent = nullptr);

    /// Signed in with an account and a role that may place orders.
    bool canTrade() const;
    /// Why not; empty when one can.
    QString whyNotTrade() const;
    bool canControlMarkets() const;
    /// The signed-in user's account; none when there is none.
    AccountId account() const;
    /// "demo (Operator)".
    QString actorText() const;

    /// The account and a client order id are filled in.
    void place(api::PlaceOrder order);
    void place(api::PlaceOrderList list);
    void cancel(const api::OrderView& order);
    void amend(const api::OrderView& order, Price price, Quantity quantity);
    /// The user's own orders in one market, or (none) in all.
    void cancelMine(InstrumentId instrument = {});
    /// Everybody's orders in one market, or (none) in all; operators only.
    void cancelEverybodys(InstrumentId instrument = {});
    void halt(InstrumentId instrument, const QString& reason);
    void resume(InstrumentId instrument, const QString& reason);
    /// Any other command.
    void run(const api::Command& command);

Q_SIGNALS:
    /// For the status line.
    void reported(const QString& text, openbell::models::Severity severity);
    void accepted(const openbell::api::Command& command, openbell::Sequence sequence);
    void rejected(const openbell::api::Command& command, openbell::api::RejectReason reason);
    /// Sign-in, role or connection changed what is possible.
    void permissionsChanged();

private:
    void submit(const api::Command& command);

    client::ExchangeClient& m_client;
    const ReferenceData& m_reference;
    const Format& m_format;
    std::uint64_t m_nextClientOrderId = 0;
};

} // namespace openbell::models
