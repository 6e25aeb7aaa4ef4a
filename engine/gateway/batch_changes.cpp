#include "engine/gateway/batch_changes.h"

#include <algorithm>
#include <type_traits>

namespace openbell::gateway {
namespace {

template<class Map, class Key, class Row>
void putRow(Map& places, const Key& key, std::vector<Row>& rows, const Row& row) {
    const auto [at, added] = places.try_emplace(key, rows.size());
    if (added)
        rows.push_back(row);
    else
        rows[at->second] = row;
}

} // namespace

void BatchChanges::gatherForAnswers(const api::EventBuffer& events) {
    events.forEach([this]<class E>(const api::EventStamp& stamp, const E& event) {
        if constexpr (std::is_same_v<E, api::UserDefined>) {
            users.push_back(event);
        } else if constexpr (std::is_same_v<E, api::CommandRejected>) {
            const bool repeats = event.reason == api::RejectReason::DuplicateOrder;
            rejections.push_back({stamp.sequence, event.reason, repeats ? event.order : OrderId()});
        }
    });
}

void BatchChanges::putInstrument(const api::InstrumentDefined& instrument) {
    const auto same = [&](const api::InstrumentDefined& other) {
        return other.definition.instrument == instrument.definition.instrument;
    };
    const auto at = std::find_if(instruments.begin(), instruments.end(), same);
    if (at != instruments.end())
        *at = instrument;
    else
        instruments.push_back(instrument);
}

void BatchChanges::putOrder(const api::OrderView& order) {
    if (m_wantsOrders)
        putRow(m_orderAt, order.order, orders, order);
}

void BatchChanges::putBalance(const api::BalanceChanged& balance) {
    if (!m_wantsBalances)
        return;
    const std::uint64_t key = std::uint64_t{balance.account.value()} << 32U | balance.asset.value();
    putRow(m_balanceAt, key, balances, balance);
}

BatchChanges::Rejection BatchChanges::rejectionOf(Sequence sequence) const {
    const auto at = std::lower_bound(
        rejections.begin(), rejections.end(), sequence,
        [](const Rejection& rejection, Sequence wanted) { return rejection.sequence < wanted; });
    return at != rejections.end() && at->sequence == sequence ? *at : Rejection{sequence};
}

void BatchChanges::clear() {
    assets.clear();
    instruments.clear();
    schedules.clear();
    tradingDays.clear();
    priceControls.clear();
    priceBands.clear();
    users.clear();
    trades.clear();
    orders.clear();
    balances.clear();
    rejections.clear();
    m_orderAt.clear();
    m_balanceAt.clear();
}

} // namespace openbell::gateway
