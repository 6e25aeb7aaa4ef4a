// Assets, instruments, accounts and users: what every shard needs to know and none may change while
// orders are worked. One copy per process, changed between commands only.
#pragma once

#include "engine/api/commands.h"
#include "engine/api/events.h"
#include "engine/core/id_table.h"
#include "engine/core/order_terms.h"

#include <optional>
#include <set>

namespace openbell::core {

struct Asset {
    api::CreateAsset definition;
};

struct Instrument {
    api::CreateInstrument definition; ///< with the current fee rates
    Terms terms;
    std::int64_t highestFeePpm() const {
        return std::max(definition.makerFeePpm, definition.takerFeePpm);
    }
};

struct Account {
    AccountId id;
    TradeGroupId tradeGroup;
    api::Name name; ///< for people; need not be unique
};

struct User {
    api::UserDefined definition;
};

/// Quote atoms per tick and lot; nullopt when they are no whole number in [1, kMaxAmount).
/// One tick is tickSize 10^-priceScale quote units per base unit and one lot is lotSize
/// 10^-baseScale base units, so the product is tickSize lotSize 10^(quoteScale - priceScale -
/// baseScale) quote atoms. Precondition: sizes in [1, 10^18], scales at most 18.
std::optional<std::int64_t> tickValueOf(std::int64_t tickSize, std::int64_t lotSize, int exponent);

class ReferenceData {
public:
    /// Each checks the whole command in a fixed order and changes nothing unless it gives None.
    api::RejectReason create(const api::CreateAsset& command);
    api::RejectReason create(const api::CreateInstrument& command);
    api::RejectReason create(const api::CreateAccount& command);
    api::RejectReason create(const api::CreateUser& command);
    api::RejectReason change(const api::ChangeUser& command);
    /// A user as a snapshot has it, disabled or not, whoever else is there yet.
    api::RejectReason restore(const api::UserDefined& user);
    api::RejectReason change(const api::SetInstrumentFees& command);
    api::RejectReason change(const api::SetTradeGroup& command);

    /// True when the base asset of that instrument is also the base or quote of another one.
    bool isTradedElsewhere(const Instrument& instrument) const {
        return m_uses[instrument.definition.base.value()] > 1;
    }

    const IdTable<AssetId, Asset>& assets() const { return m_assets; }
    const IdTable<InstrumentId, Instrument>& instruments() const { return m_instruments; }
    const IdTable<AccountId, Account>& accounts() const { return m_accounts; }
    const IdTable<UserId, User>& users() const { return m_users; }

private:
    bool isLastOperator(UserId user) const;

    IdTable<AssetId, Asset> m_assets;
    IdTable<InstrumentId, Instrument> m_instruments;
    IdTable<AccountId, Account> m_accounts;
    IdTable<UserId, User> m_users;
    std::vector<std::uint32_t> m_uses; ///< instruments that trade an asset, by asset id
    std::set<api::AssetCode> m_codes;
    std::set<api::Symbol> m_symbols;
    std::set<api::Name> m_userNames;
};

} // namespace openbell::core
