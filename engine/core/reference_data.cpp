#include "engine/core/reference_data.h"

namespace openbell::core {
namespace {

using api::RejectReason;

constexpr int kMaxScale = 18;
constexpr std::int64_t kMaxStep = 1'000'000'000'000'000'000; ///< bound of tick and lot sizes

template<class Id>
bool isUsable(Id id) {
    return !id.isNone() && id.value() < kMaxReferenceId;
}

bool isFeeRate(std::int64_t ppm) {
    return ppm >= 0 && ppm < kPpm;
}

bool isStep(std::int64_t size) {
    return size >= 1 && size <= kMaxStep;
}

bool hasValidLimits(const api::CreateInstrument& d) {
    return d.minPrice.value() >= 1 && d.maxPrice >= d.minPrice && d.maxPrice.value() < kMaxAmount &&
           d.minQuantity.value() >= 1 && d.maxQuantity >= d.minQuantity &&
           d.maxQuantity.value() < kMaxAmount && d.minValue.value() >= 0 &&
           d.maxPosition.value() >= 0 &&
           baseAmount(Terms{0, d.lotSize}, d.maxPosition).has_value();
}

bool isValidDefinition(const api::CreateInstrument& d) {
    return isUsable(d.instrument) && !d.symbol.empty() && d.base != d.quote &&
           d.priceScale <= kMaxScale && isStep(d.tickSize) && isStep(d.lotSize) &&
           hasValidLimits(d) && isFeeRate(d.makerFeePpm) && isFeeRate(d.takerFeePpm);
}

} // namespace

std::optional<std::int64_t> tickValueOf(std::int64_t tickSize, std::int64_t lotSize, int exponent) {
    Int128 value = static_cast<Int128>(tickSize) * lotSize;
    for (; exponent < 0; ++exponent) {
        if (value % 10 != 0)
            return std::nullopt;
        value /= 10;
    }
    for (; exponent > 0 && value < kMaxAmount; --exponent)
        value *= 10;
    if (value >= kMaxAmount)
        return std::nullopt;
    return static_cast<std::int64_t>(value);
}

RejectReason ReferenceData::create(const api::CreateAsset& command) {
    if (!isUsable(command.asset) || command.code.empty() || command.scale > kMaxScale)
        return RejectReason::InvalidDefinition;
    if (m_assets.find(command.asset) || m_codes.contains(command.code))
        return RejectReason::AlreadyExists;
    m_assets.add(command.asset, Asset{command});
    m_codes.insert(command.code);
    return RejectReason::None;
}

RejectReason ReferenceData::create(const api::CreateInstrument& command) {
    if (!isValidDefinition(command))
        return RejectReason::InvalidDefinition;
    const Asset* base = m_assets.find(command.base);
    const Asset* quote = m_assets.find(command.quote);
    if (!base || !quote)
        return RejectReason::UnknownAsset;
    const auto tickValue =
        tickValueOf(command.tickSize, command.lotSize,
                    quote->definition.scale - command.priceScale - base->definition.scale);
    if (!tickValue)
        return RejectReason::InvalidDefinition;
    if (m_instruments.find(command.instrument) || m_symbols.contains(command.symbol))
        return RejectReason::AlreadyExists;
    m_instruments.add(command.instrument, Instrument{command, Terms{*tickValue, command.lotSize}});
    m_symbols.insert(command.symbol);
    for (const AssetId asset : {command.base, command.quote}) {
        if (asset.value() >= m_uses.size())
            m_uses.resize(asset.value() + 1, 0);
        ++m_uses[asset.value()];
    }
    return RejectReason::None;
}

RejectReason ReferenceData::create(const api::CreateAccount& command) {
    if (!isUsable(command.account))
        return RejectReason::InvalidDefinition;
    if (m_accounts.find(command.account))
        return RejectReason::AlreadyExists;
    m_accounts.add(command.account, Account{command.account, TradeGroupId(), command.name});
    return RejectReason::None;
}

RejectReason ReferenceData::create(const api::CreateUser& command) {
    if (!isUsable(command.user) || command.name.empty())
        return RejectReason::InvalidDefinition;
    if (!command.account.isNone() && !m_accounts.find(command.account))
        return RejectReason::UnknownAccount;
    if (m_users.find(command.user) || m_userNames.contains(command.name))
        return RejectReason::AlreadyExists;
    m_users.add(command.user, User{{command.user, command.name, command.role, command.account}});
    m_userNames.insert(command.name);
    return RejectReason::None;
}

RejectReason ReferenceData::restore(const api::UserDefined& user) {
    const RejectReason reason =
        create(api::CreateUser{user.user, user.name, user.role, user.account});
    if (reason == RejectReason::None)
        m_users.find(user.user)->definition.enabled = user.enabled;
    return reason;
}

/// True when nobody else could sign in as an operator and undo what is done to this one.
bool ReferenceData::isLastOperator(UserId user) const {
    bool itself = false;
    bool another = false;
    m_users.forEach([&](const User& each) {
        const api::UserDefined& other = each.definition;
        if (other.enabled && other.role == api::Role::Operator)
            (other.user == user ? itself : another) = true;
    });
    return itself && !another;
}

RejectReason ReferenceData::change(const api::ChangeUser& command) {
    User* user = m_users.find(command.user);
    if (!user)
        return RejectReason::UnknownUser;
    if (user->definition.role == command.role && user->definition.enabled == command.enabled)
        return RejectReason::NothingToChange;
    if (!(command.enabled && command.role == api::Role::Operator) && isLastOperator(command.user))
        return RejectReason::LastOperator;
    user->definition.role = command.role;
    user->definition.enabled = command.enabled;
    return RejectReason::None;
}

RejectReason ReferenceData::change(const api::SetTradeGroup& command) {
    Account* account = m_accounts.find(command.account);
    if (!account)
        return RejectReason::UnknownAccount;
    if (account->tradeGroup == command.group)
        return RejectReason::NothingToChange;
    account->tradeGroup = command.group;
    return RejectReason::None;
}

RejectReason ReferenceData::change(const api::SetInstrumentFees& command) {
    Instrument* instrument = m_instruments.find(command.instrument);
    if (!instrument)
        return RejectReason::UnknownInstrument;
    if (!isFeeRate(command.makerFeePpm) || !isFeeRate(command.takerFeePpm))
        return RejectReason::InvalidDefinition;
    api::CreateInstrument& definition = instrument->definition;
    if (definition.makerFeePpm == command.makerFeePpm &&
        definition.takerFeePpm == command.takerFeePpm)
        return RejectReason::NothingToChange;
    definition.makerFeePpm = command.makerFeePpm;
    definition.takerFeePpm = command.takerFeePpm;
    return RejectReason::None;
}

} // namespace openbell::core
