#include "ui/models/trading_actions.h"

#include "ui/models/reference_data.h"
#include "ui/models/texts.h"

#include <QDateTime>

namespace openbell::models {

TradingActions::TradingActions(client::ExchangeClient& client, const ReferenceData& reference,
                               const Format& format, QObject* parent)
    : QObject(parent), m_client(client), m_reference(reference), m_format(format),
      m_nextClientOrderId(static_cast<std::uint64_t>(QDateTime::currentMSecsSinceEpoch()) * 1000) {
    connect(&client, &client::ExchangeClient::stateChanged, this,
            &TradingActions::permissionsChanged);
}

AccountId TradingActions::account() const {
    return m_client.identity().account;
}

bool TradingActions::canTrade() const {
    const api::Role role = m_client.identity().role;
    return m_client.isOnline() && !account().isNone() &&
           (role == api::Role::Operator || role == api::Role::Trader);
}

QString TradingActions::whyNotTrade() const {
    if (canTrade())
        return {};
    if (!m_client.isOnline())
        return tr("Not connected. Orders can be placed again once the connection is back.");
    if (account().isNone())
        return tr("This user has no account to trade on.");
    return tr("%1 may look but not trade. Sign in as a trader or operator to place orders.")
        .arg(Texts::role(m_client.identity().role));
}

bool TradingActions::canControlMarkets() const {
    return m_client.isOperator();
}

QString TradingActions::actorText() const {
    const api::SignedIn& who = m_client.identity();
    return tr("%1 (%2)").arg(QString::fromStdString(who.name), Texts::role(who.role));
}

void TradingActions::place(api::PlaceOrder order) {
    order.account = account();
    order.clientOrderId = ClientOrderId(m_nextClientOrderId++);
    submit(order);
}

void TradingActions::place(api::PlaceOrderList list) {
    list.account = account();
    list.first.clientOrderId = ClientOrderId(m_nextClientOrderId++);
    list.second.clientOrderId = ClientOrderId(m_nextClientOrderId++);
    if (list.contingency == api::Contingency::OneTriggersPair)
        list.third.clientOrderId = ClientOrderId(m_nextClientOrderId++);
    submit(list);
}

void TradingActions::cancel(const api::OrderView& order) {
    submit(api::CancelOrder{order.account, order.instrument, order.order});
}

void TradingActions::amend(const api::OrderView& order, Price price, Quantity quantity) {
    submit(api::AmendOrder{order.account, order.instrument, order.order, price, quantity});
}

void TradingActions::cancelMine(InstrumentId instrument) {
    if (account().isNone()) {
        Q_EMIT reported(tr("This user has no account, so there are no own orders to cancel."),
                        Severity::Warning);
        return;
    }
    submit(api::CancelAll{account(), instrument});
}

void TradingActions::cancelEverybodys(InstrumentId instrument) {
    submit(api::CancelAll{AccountId(), instrument});
}

void TradingActions::halt(InstrumentId instrument, const QString& reason) {
    submit(api::HaltInstrument{instrument, api::Note(reason.toStdString())});
}

void TradingActions::resume(InstrumentId instrument, const QString& reason) {
    submit(api::ResumeInstrument{instrument, api::Note(reason.toStdString())});
}

void TradingActions::run(const api::Command& command) {
    submit(command);
}

void TradingActions::submit(const api::Command& command) {
    m_client.submit(command, this, [this, command](const client::CommandAnswer& answer) {
        const QString what = Texts::command(command, m_reference, m_format);
        if (answer.lost) {
            Q_EMIT reported(tr("The connection was lost before the answer to “%1” came. Check the "
                               "open orders before trying again.")
                                .arg(what),
                            Severity::Problem);
        } else if (answer.accepted()) {
            Q_EMIT accepted(command, answer.result.sequence);
            Q_EMIT reported(tr("Done: %1.").arg(what), Severity::Success);
        } else {
            const QString more = QString::fromStdString(answer.result.text);
            Q_EMIT rejected(command, answer.result.reason);
            Q_EMIT reported(
                tr("Refused: %1. %2")
                    .arg(what, more.isEmpty() ? Texts::rejectReason(answer.result.reason, command)
                                        : more),
                Severity::Problem);
        }
    });
}

} // namespace openbell::models
