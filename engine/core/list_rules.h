// The checks of a list of orders that need nothing but the command and the instrument.
#pragma once

#include "engine/api/commands.h"
#include "engine/core/reference_data.h"

namespace openbell::core {

/// How many orders any one command may add.
inline constexpr std::size_t kMostOrdersPerCommand = 3;
/// How many that one may.
template<class Command>
constexpr std::size_t mostOrdersOf() {
    const bool many = std::is_same_v<Command, api::PlaceOrderList> ||
                      std::is_same_v<Command, api::PlaceQuote>;
    return many ? kMostOrdersPerCommand : 1;
}

/// One order of the list as if it were placed alone.
api::PlaceOrder placementOf(const api::PlaceOrderList& list, const api::ListedOrder& order);

/// The orders that the list has, in their order; `use(order, leg)` for each.
template<class F>
void forEachListed(const api::PlaceOrderList& list, F&& use) {
    use(list.first, 0u);
    use(list.second, 1u);
    if (list.contingency == api::Contingency::OneTriggersPair)
        use(list.third, 2u);
}

/// What checkOrder says of each, or InvalidCombination, InvalidQuantity (a later order is larger
/// than the one that brings its funds), InsufficientFunds (that one may bring too little).
api::RejectReason checkList(const Instrument& instrument, const api::PlaceOrderList& list,
                            Timestamp now);

/// What two orders hold together of which only one will trade.
Amount holdOfPair(const Instrument& instrument, const api::ListedOrder& one,
                  const api::ListedOrder& other);
Amount holdOfListed(const Instrument& instrument, const api::ListedOrder& order);

} // namespace openbell::core
