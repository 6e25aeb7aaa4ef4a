#include "engine/store/reference_rows.h"

#include "engine/api/text_codec.h"

namespace openbell::store {

ReferenceRows::ReferenceRows(Database& database)
    : m_asset(database, "INSERT OR REPLACE INTO assets VALUES (?1, ?2, ?3)")
    , m_instrument(database, "INSERT OR REPLACE INTO instruments VALUES "
                             "(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, "
                             "?16, ?17, ?18)")
    , m_instrumentState(database, "UPDATE instruments SET state = ?2, until = ?3 WHERE id = ?1")
    , m_account(database, "INSERT OR REPLACE INTO accounts VALUES (?1, ?2)")
    , m_user(database, "INSERT OR REPLACE INTO users VALUES (?1, ?2, ?3, ?4, ?5)")
    , m_balance(database, "INSERT OR REPLACE INTO balances VALUES (?1, ?2, ?3, ?4)")
    , m_audit(database, "INSERT OR REPLACE INTO audit VALUES (?1, ?2, ?3, ?4, ?5, ?6)")
    , m_outcome(database, "UPDATE audit SET outcome = ?2 WHERE sequence = ?1") {}

void ReferenceRows::on(const api::AssetCreated& event) {
    m_asset.run(event.asset, event.code.view(), event.scale);
}

void ReferenceRows::on(const api::InstrumentDefined& event) {
    const api::CreateInstrument& d = event.definition;
    m_instrument.run(d.instrument, d.symbol.view(), d.base, d.quote, d.priceScale, d.tickSize,
                     d.lotSize, d.minPrice, d.maxPrice, d.minQuantity, d.maxQuantity, d.minValue,
                     d.makerFeePpm, d.takerFeePpm, d.maxPosition, event.tickValue, event.state, event.until);
}

void ReferenceRows::on(const api::InstrumentStateChanged& event) {
    m_instrumentState.run(event.instrument, event.state, event.until);
}

void ReferenceRows::on(const api::AccountCreated& event) {
    m_account.run(event.account, event.name.view());
}

void ReferenceRows::on(const api::UserDefined& event) {
    m_user.run(event.user, event.name.view(), event.role, event.account, event.enabled);
}

void ReferenceRows::on(const api::BalanceChanged& event) {
    m_balances[{event.account, event.asset}] = event;
}

void ReferenceRows::audit(const api::CommandContext& context, const api::Command& command) {
    const std::string details = api::fieldsToText(command);
    const std::string_view action =
        std::visit([](const auto& alternative) { return alternative.kName; }, command);
    m_audit.run(context.sequence, context.time, context.actor, action, details,
                api::RejectReason::None);
    m_lastAudited = context.sequence;
}

void ReferenceRows::onRejected(Sequence sequence, api::RejectReason reason) {
    // A command's events come before the next command or in the same batch as it: later ones than
    // the last audited command cannot be in the table.
    if (sequence <= m_lastAudited)
        m_outcome.run(sequence, reason);
}

void ReferenceRows::flush() {
    for (const auto& [key, balance] : m_balances)
        m_balance.run(balance.account, balance.asset, balance.available, balance.held);
    m_balances.clear();
}

} // namespace openbell::store
