#include "engine/core/ledger.h"

#include "engine/core/stages.h"

#include <algorithm>

namespace openbell::core {

HomeAccount& Ledger::openAccount(AccountId account) {
    return m_accounts.add(account, HomeAccount{account});
}

Amount Ledger::usable(AccountId account, AssetId asset) const {
    const HomeAccount* holder = m_accounts.find(account);
    return holder ? holder->usable(asset) : Amount(0);
}

Amount Ledger::owned(AccountId account, AssetId asset) const {
    const Balance* balance = find(account, asset);
    return balance ? balance->available + balance->held : Amount(0);
}

void Ledger::deposit(AccountId account, AssetId asset, Amount amount) {
    HomeAccount& holder = *m_accounts.find(account);
    Balance& balance = open(holder, asset);
    touch(holder, balance);
    transfer(m_house[asset.value()].external, balance.available, amount);
}

bool Ledger::withdraw(AccountId account, AssetId asset, Amount amount) {
    HomeAccount& holder = *m_accounts.find(account);
    Balance* balance = holder.find(asset);
    if (!balance || balance->usable() < amount)
        return false;
    touch(holder, *balance);
    transfer(balance->available, m_house[asset.value()].external, amount);
    return true;
}

bool Ledger::promise(AccountId account, AssetId asset, Amount amount) {
    return promise(*m_accounts.find(account), asset, amount);
}

void Ledger::unpromise(AccountId account, AssetId asset, Amount amount) {
    if (amount.isZero())
        return;
    Balance* balance = find(account, asset);
    OPENBELL_ASSERT(balance && balance->promised >= amount);
    balance->promised -= amount;
}

void Ledger::book(AccountId account, AssetId asset, const Movement& movement) {
    book(*m_accounts.find(account), asset, movement);
}

void Ledger::publish(api::EventStamp stamp, api::EventBuffer& events) {
    if (m_touched.size() > 1)
        std::sort(m_touched.begin(), m_touched.end());
    events.setStamp(stamp);
    for (const Touched& touched : m_touched) {
        const AccountId account = touched.account->id;
        Balance& balance = *touched.account->find(touched.asset());
        balance.touched = false;
        if (balance.available == touched.available && balance.held == touched.held)
            continue;
        events.setOrder(settleOrder(account));
        events.emplace<api::BalanceChanged>(account, balance.asset, balance.available,
                                            balance.held);
    }
    m_touched.clear();
}

void Ledger::restore(AccountId account, AssetId asset, Amount available, Amount held) {
    Balance& balance = open(*m_accounts.find(account), asset);
    Amount& external = m_house[asset.value()].external;
    transfer(external, balance.available, available);
    transfer(external, balance.held, held);
}

void Ledger::restoreClearing(AssetId asset, Amount amount) {
    if (asset.value() >= m_house.size())
        m_house.resize(asset.value() + 1);
    HouseAccounts& house = m_house[asset.value()];
    transfer(house.external, house.clearing, amount);
}

Amount Ledger::external(AssetId asset) const {
    return asset.value() < m_house.size() ? m_house[asset.value()].external : Amount(0);
}

Amount Ledger::clearing(AssetId asset) const {
    return asset.value() < m_house.size() ? m_house[asset.value()].clearing : Amount(0);
}

const std::vector<Balance>& Ledger::balances(AccountId account) const {
    static const std::vector<Balance> kNone;
    const HomeAccount* holder = m_accounts.find(account);
    return holder ? holder->balances : kNone;
}

const Balance* Ledger::find(AccountId account, AssetId asset) const {
    const HomeAccount* holder = m_accounts.find(account);
    return holder ? holder->find(asset) : nullptr;
}

Balance* Ledger::find(AccountId account, AssetId asset) {
    return const_cast<Balance*>(std::as_const(*this).find(account, asset));
}

Balance& Ledger::insert(HomeAccount& account, AssetId asset) {
    if (asset.value() >= m_house.size())
        m_house.resize(asset.value() + 1);
    const auto place =
        std::lower_bound(account.balances.begin(), account.balances.end(), asset,
                         [](const Balance& balance, AssetId id) { return balance.asset < id; });
    Balance& balance = *account.balances.insert(place, Balance{});
    balance.asset = asset;
    return balance;
}

} // namespace openbell::core
