#include "engine/core/ledger.h"

#include "engine/core/messages.h"
#include "engine/core/stages.h"

#include <algorithm>

namespace openbell::core {
namespace {

/// The one way money moves. Only `external` and `clearing` may go below zero.
void transfer(Amount& from, Amount& to, Amount amount) {
    OPENBELL_ASSERT(amount.value() >= 0);
    from -= amount;
    to += amount;
}

void assertCovered(const Balance& balance) {
    OPENBELL_ASSERT(balance.promised.value() >= 0 && balance.available >= balance.promised &&
                    balance.held.value() >= 0);
}

} // namespace

void Ledger::openAccount(AccountId account) {
    m_holders.add(account, Holder{account, {}});
}

Amount Ledger::usable(AccountId account, AssetId asset) const {
    const Balance* balance = find(account, asset);
    return balance ? balance->usable() : Amount(0);
}

Amount Ledger::owned(AccountId account, AssetId asset) const {
    const Balance* balance = find(account, asset);
    return balance ? balance->available + balance->held : Amount(0);
}

void Ledger::deposit(AccountId account, AssetId asset, Amount amount) {
    Balance& balance = open(account, asset);
    transfer(house(asset).external, balance.available, amount);
    touch(account, balance);
}

bool Ledger::withdraw(AccountId account, AssetId asset, Amount amount) {
    Balance* balance = find(account, asset);
    if (!balance || balance->usable() < amount)
        return false;
    transfer(balance->available, house(asset).external, amount);
    touch(account, *balance);
    return true;
}

bool Ledger::promise(AccountId account, AssetId asset, Amount amount) {
    Balance* balance = find(account, asset);
    if (!balance || balance->usable() < amount)
        return amount.isZero();
    balance->promised += amount;
    return true;
}

void Ledger::unpromise(AccountId account, AssetId asset, Amount amount) {
    if (amount.isZero())
        return;
    Balance* balance = find(account, asset);
    OPENBELL_ASSERT(balance && balance->promised >= amount);
    balance->promised -= amount;
}

void Ledger::book(AccountId account, AssetId asset, const Movement& movement) {
    if (movement.isNothing())
        return;
    Balance& balance = open(account, asset);
    OPENBELL_ASSERT(movement.held <= movement.promised + movement.received);
    balance.promised -= movement.promised;
    Amount& clearing = house(asset).clearing;
    transfer(clearing, balance.available, movement.received);
    transfer(balance.available, balance.held, movement.held);
    transfer(balance.held, clearing, movement.paid);
    transfer(balance.held, balance.available, movement.released);
    assertCovered(balance);
    touch(account, balance);
}

void Ledger::publish(api::EventStamp stamp, api::EventBuffer& events) {
    if (m_touched.size() > 1)
        std::sort(m_touched.begin(), m_touched.end());
    for (const Touched& touched : m_touched) {
        Balance& balance = *find(touched.account, touched.asset);
        balance.touched = false;
        if (balance.available == balance.publishedAvailable &&
            balance.held == balance.publishedHeld)
            continue;
        balance.publishedAvailable = balance.available;
        balance.publishedHeld = balance.held;
        stamp.order = settleOrder(touched.account);
        events.setStamp(stamp);
        events.append(
            api::BalanceChanged{touched.account, touched.asset, balance.available, balance.held});
    }
    m_touched.clear();
}

void Ledger::restore(AccountId account, AssetId asset, Amount available, Amount held) {
    Balance& balance = open(account, asset);
    transfer(house(asset).external, balance.available, available);
    transfer(house(asset).external, balance.held, held);
    balance.publishedAvailable = available;
    balance.publishedHeld = held;
}

void Ledger::restoreClearing(AssetId asset, Amount amount) {
    transfer(house(asset).external, house(asset).clearing, amount);
}

Amount Ledger::external(AssetId asset) const {
    return asset.value() < m_house.size() ? m_house[asset.value()].external : Amount(0);
}

Amount Ledger::clearing(AssetId asset) const {
    return asset.value() < m_house.size() ? m_house[asset.value()].clearing : Amount(0);
}

const std::vector<Balance>& Ledger::balances(AccountId account) const {
    static const std::vector<Balance> kNone;
    const Holder* holder = m_holders.find(account);
    return holder ? holder->balances : kNone;
}

const Balance* Ledger::find(AccountId account, AssetId asset) const {
    const Holder* holder = m_holders.find(account);
    if (holder)
        for (const Balance& balance : holder->balances)
            if (balance.asset == asset)
                return &balance;
    return nullptr;
}

Balance* Ledger::find(AccountId account, AssetId asset) {
    return const_cast<Balance*>(std::as_const(*this).find(account, asset));
}

Balance& Ledger::open(AccountId account, AssetId asset) {
    if (Balance* found = find(account, asset))
        return *found;
    auto& balances = m_holders.find(account)->balances;
    const auto place =
        std::lower_bound(balances.begin(), balances.end(), asset,
                         [](const Balance& balance, AssetId id) { return balance.asset < id; });
    Balance& balance = *balances.insert(place, Balance{});
    balance.asset = asset;
    return balance;
}

Ledger::HouseAccounts& Ledger::house(AssetId asset) {
    if (asset.value() >= m_house.size())
        m_house.resize(asset.value() + 1);
    return m_house[asset.value()];
}

void Ledger::touch(AccountId account, Balance& balance) {
    if (balance.touched)
        return;
    balance.touched = true;
    m_touched.push_back({account, balance.asset});
}

} // namespace openbell::core
