#include "ui/models/reference_data.h"

#include <QDateTime>

#include <algorithm>

namespace openbell::models {

namespace {

QString text(std::string_view utf8) {
    return QString::fromUtf8(utf8.data(), static_cast<qsizetype>(utf8.size()));
}

/// The same scale without decimals that are always zero.
DecimalScale shortest(DecimalScale scale) {
    while (scale.decimals > 0 && scale.step % 10 == 0) {
        scale.step /= 10;
        --scale.decimals;
    }
    return scale;
}

} // namespace

Timestamp ReferenceData::now() const {
    return m_clock ? m_clock() : Timestamp(QDateTime::currentMSecsSinceEpoch() * kNsPerMs);
}

const InstrumentInfo* ReferenceData::instrument(InstrumentId id) const {
    const auto at = m_instruments.find(id);
    return at == m_instruments.end() ? nullptr : &at->second;
}

const InstrumentInfo* ReferenceData::instrument(const QString& symbol) const {
    const auto at = std::find_if(m_instruments.begin(), m_instruments.end(), [&](const auto& entry) {
        return entry.second.symbol.compare(symbol, Qt::CaseInsensitive) == 0;
    });
    return at == m_instruments.end() ? nullptr : &at->second;
}

const AssetInfo* ReferenceData::asset(AssetId id) const {
    const auto at = m_assets.find(id);
    return at == m_assets.end() ? nullptr : &at->second;
}

std::vector<AssetId> ReferenceData::assets() const {
    std::vector<AssetId> ids;
    for (const auto& [id, info] : m_assets)
        ids.push_back(id);
    return ids;
}

QString ReferenceData::accountName(AccountId id) const {
    const auto at = m_accountNames.find(id);
    if (at != m_accountNames.end())
        return at->second;
    return id.isNone() ? QString() : u'#' + QString::number(id.value());
}

QString ReferenceData::userName(UserId id) const {
    const auto at = m_userNames.find(id);
    if (at != m_userNames.end())
        return at->second;
    return id.isNone() ? tr("venue") : u'#' + QString::number(id.value());
}

void ReferenceData::apply(const api::TopicUpdate& update) {
    if (update.snapshot) {
        m_assets.clear();
        m_instruments.clear();
        m_order.clear();
    }
    for (const api::AssetCreated& created : update.assets)
        m_assets[created.asset] = AssetInfo{created.asset, text(created.code.view()),
                                            DecimalScale{1, created.scale}};
    std::vector<InstrumentId> stateChanges;
    for (const api::InstrumentDefined& defined : update.instruments) {
        const api::CreateInstrument& definition = defined.definition;
        const InstrumentId id = definition.instrument;
        const auto [at, isNew] = m_instruments.try_emplace(id);
        if (isNew)
            m_order.push_back(id);
        else if (at->second.state != defined.state)
            stateChanges.push_back(id);
        InstrumentInfo& info = at->second;
        const AssetInfo* base = asset(definition.base);
        const AssetInfo* quote = asset(definition.quote);
        info.id = id;
        info.symbol = text(definition.symbol.view());
        info.baseCode = base ? base->code : QString();
        info.quoteCode = quote ? quote->code : QString();
        info.price = DecimalScale{definition.tickSize, definition.priceScale};
        info.quantity = shortest({definition.lotSize, base ? base->scale.decimals : 0});
        info.quote = quote ? quote->scale : DecimalScale{};
        info.definition = definition;
        info.tickValue = defined.tickValue;
        info.state = defined.state;
        info.until = defined.until;
        info.schedule.instrument = id;
        info.priceControls.instrument = id;
    }
    applyCalendars(update);
    Q_EMIT changed();
    for (const InstrumentId id : stateChanges)
        Q_EMIT instrumentStateChanged(id);
}

void ReferenceData::applyCalendars(const api::TopicUpdate& update) {
    for (const api::SetTradingSchedule& schedule : update.schedules)
        if (const auto at = m_instruments.find(schedule.instrument); at != m_instruments.end())
            at->second.schedule = schedule;
    for (const api::SetTradingDay& day : update.tradingDays) {
        const auto at = m_instruments.find(day.instrument);
        if (at == m_instruments.end())
            continue;
        if (day.kind == api::TradingDayKind::AsScheduled)
            at->second.specialDays.erase(day.day);
        else
            at->second.specialDays[day.day] = day;
    }
    for (const api::SetPriceControls& controls : update.priceControls)
        if (const auto at = m_instruments.find(controls.instrument); at != m_instruments.end())
            at->second.priceControls = controls;
    for (const api::SetPriceBands& bands : update.priceBands)
        if (const auto at = m_instruments.find(bands.instrument); at != m_instruments.end())
            at->second.priceBands[bands.fromDay] = bands;
}

void ReferenceData::setAccounts(const std::vector<api::AccountCreated>& accounts) {
    for (const api::AccountCreated& account : accounts)
        m_accountNames[account.account] = text(account.name.view());
    Q_EMIT namesChanged();
}

void ReferenceData::setUsers(const std::vector<api::UserDefined>& users) {
    for (const api::UserDefined& user : users)
        m_userNames[user.user] = text(user.name.view());
    Q_EMIT namesChanged();
}

void ReferenceData::clear() {
    m_instruments.clear();
    m_order.clear();
    m_assets.clear();
    m_accountNames.clear();
    m_userNames.clear();
    Q_EMIT changed();
}

} // namespace openbell::models
