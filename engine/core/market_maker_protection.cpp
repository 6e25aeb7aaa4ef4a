#include "engine/core/market_maker_protection.h"

namespace openbell::core {
namespace {

using api::RejectReason;

constexpr std::int64_t kNsPerMillisecond = kNsPerSecond / 1'000;

bool isValid(const api::SetMarketMakerProtection& c) {
    const bool on = c.windowMilliseconds != 0;
    const bool limits = !c.quantityLimit.isZero() || c.tradeLimit != 0;
    return c.windowMilliseconds <= MarketMakerProtection::kMostMilliseconds &&
           c.freezeMilliseconds <= MarketMakerProtection::kMostMilliseconds && on == limits &&
           (on || c.freezeMilliseconds == 0) && c.quantityLimit.value() >= 0 &&
           c.quantityLimit.value() < kMaxAmount &&
           c.tradeLimit <= MarketMakerProtection::kMostTrades;
}

Quantity shortened(Int128 quantity) {
    return Quantity(static_cast<std::int64_t>(std::min<Int128>(quantity, kMaxAmount - 1)));
}

} // namespace

RejectReason MarketMakerProtection::set(const api::SetMarketMakerProtection& settings) {
    if (!isValid(settings))
        return RejectReason::InvalidDefinition;
    if (settings.windowMilliseconds == m_settings.windowMilliseconds &&
        settings.quantityLimit == m_settings.quantityLimit &&
        settings.tradeLimit == m_settings.tradeLimit &&
        settings.freezeMilliseconds == m_settings.freezeMilliseconds)
        return RejectReason::NothingToChange;
    m_settings = settings;
    clear();
    if (!isOn())
        m_freeze = {};
    return RejectReason::None;
}

RejectReason MarketMakerProtection::reset() {
    if (!isOn())
        return RejectReason::NothingToChange;
    clear();
    m_freeze = {};
    return RejectReason::None;
}

bool MarketMakerProtection::note(Timestamp time, Quantity quantity) {
    if (!isOn() || isFrozen(time))
        return false;
    const Timestamp since(time.value() - m_settings.windowMilliseconds * kNsPerMillisecond);
    while (!m_fills.empty() && m_fills.front().time <= since) {
        m_quantity -= m_fills.front().quantity.value();
        m_fills.pop_front();
    }
    m_fills.push_back({time, quantity});
    m_quantity += quantity.value();
    const std::uint32_t mostTrades =
        m_settings.tradeLimit == 0 ? kMostTrades : m_settings.tradeLimit;
    const bool reached = !m_settings.quantityLimit.isZero() &&
                         m_quantity >= m_settings.quantityLimit.value();
    if (!reached && m_fills.size() < mostTrades)
        return false;
    const Duration length(m_settings.freezeMilliseconds * kNsPerMillisecond);
    m_freeze = {length.value() == 0 ? kNever : time + length, shortened(m_quantity),
                static_cast<std::uint32_t>(m_fills.size())};
    clear();
    return true;
}

bool MarketMakerProtection::restore(const Freeze& freeze) {
    m_freeze = freeze;
    return freeze.until.value() >= 0 && freeze.quantity.value() >= 0 &&
           freeze.trades <= kMostTrades;
}

bool MarketMakerProtection::restore(const Fill& fill) {
    if (m_fills.size() + 1 >= kMostTrades || fill.quantity.value() <= 0 ||
        (!m_fills.empty() && fill.time < m_fills.back().time))
        return false;
    m_fills.push_back(fill);
    m_quantity += fill.quantity.value();
    return true;
}

void MarketMakerProtection::clear() {
    m_fills.clear();
    m_quantity = 0;
}

api::MarketMakerProtectionTriggered triggeredBy(const MarketMakerProtection& protection,
                                                AccountId account, InstrumentId instrument) {
    const MarketMakerProtection::Freeze& freeze = protection.freeze();
    return {account, instrument, freeze.quantity, freeze.trades,
            freeze.until == kNever ? Timestamp() : freeze.until};
}

} // namespace openbell::core
