// A venue with one market, COF/USD, and two rich traders, for tests that place a few orders and
// look at what comes of them. One tick times one lot is one atom of USD; nothing costs a fee unless
// the test says so.
#pragma once

#include "engine/core/venue.h"

#include <map>
#include <optional>
#include <vector>

namespace openbell::core {

inline constexpr AccountId kAnn{1};
inline constexpr AccountId kBob{2};
inline constexpr AssetId kUsd{1};
inline constexpr AssetId kCof{2};
inline constexpr InstrumentId kMarket{1};
inline constexpr std::int64_t kRich = 1'000'000'000'000'000;

/// The definition of the market unless a test changes it.
inline api::CreateInstrument plainInstrument() {
    api::CreateInstrument c;
    c.instrument = kMarket;
    c.symbol = api::Symbol("COF/USD");
    c.base = kCof;
    c.quote = kUsd;
    c.maxPrice = Price(1'000'000);
    c.maxQuantity = Quantity(1'000'000);
    return c;
}

class OneMarket {
public:
    explicit OneMarket(const api::CreateInstrument& instrument = plainInstrument())
        : venue({1, false}) {
        apply(api::CreateAsset{kUsd, api::AssetCode("USD"), 0});
        apply(api::CreateAsset{kCof, api::AssetCode("COF"), 0});
        apply(instrument);
        for (const AccountId account : {kAnn, kBob}) {
            apply(api::CreateAccount{account, api::Name("trader")});
            for (const AssetId asset : {kUsd, kCof})
                apply(api::Deposit{account, asset, Amount(kRich)});
        }
    }

    /// The id that the next order gets.
    OrderId nextOrder() const { return OrderId(venue.lastSequence().value() + 1); }

    /// Works a command at `now`; gives the reason of its refusal, None when it was accepted.
    api::RejectReason apply(const api::Command& command) {
        events.clear();
        venue.apply({next(venue.lastSequence()), now, UserId()}, command, events);
        for (const api::BookLevelChanged& change : all<api::BookLevelChanged>()) {
            auto& side = published[change.side];
            if (change.orders == 0)
                side.erase(change.price);
            else
                side[change.price] = change.quantity;
        }
        const auto refused = all<api::CommandRejected>();
        return refused.empty() ? api::RejectReason::None : refused.front().reason;
    }

    /// The events of the last command of that type.
    template<class Event>
    std::vector<Event> all() const {
        std::vector<Event> found;
        events.forEach([&](const api::EventStamp&, const auto& event) {
            if constexpr (std::is_same_v<std::remove_cvref_t<decltype(event)>, Event>)
                found.push_back(event);
        });
        return found;
    }

    static api::PlaceOrder order(AccountId account, api::Side side, std::int64_t price,
                                 std::int64_t quantity) {
        api::PlaceOrder placed;
        placed.account = account;
        placed.instrument = kMarket;
        placed.side = side;
        placed.price = Price(price);
        placed.quantity = Quantity(quantity);
        return placed;
    }
    /// Places a limit order, which must be accepted, and gives its id.
    OrderId place(AccountId account, api::Side side, std::int64_t price, std::int64_t quantity) {
        const OrderId id = nextOrder();
        OPENBELL_ASSERT(apply(order(account, side, price, quantity)) == api::RejectReason::None);
        return id;
    }
    api::RejectReason cancel(AccountId account, OrderId id) {
        return apply(api::CancelOrder{account, kMarket, id});
    }
    /// Both trade once at that price, which becomes the last price.
    void tradeAt(std::int64_t price) {
        place(kAnn, api::Side::Sell, price, 1);
        place(kBob, api::Side::Buy, price, 1);
    }

    /// The best price as a reader of the book's events sees it.
    std::optional<std::int64_t> best(api::Side side) const {
        const auto levels = published.find(side);
        if (levels == published.end() || levels->second.empty())
            return std::nullopt;
        return side == api::Side::Buy ? levels->second.rbegin()->first.value()
                                      : levels->second.begin()->first.value();
    }

    Amount held(AccountId account, AssetId asset) const {
        api::EventBuffer described;
        venue.describe(described);
        Amount found;
        described.forEach([&](const api::EventStamp&, const auto& event) {
            if constexpr (std::is_same_v<std::remove_cvref_t<decltype(event)>, api::BalanceChanged>)
                if (event.account == account && event.asset == asset)
                    found = event.held;
        });
        return found;
    }

    Venue venue;
    api::EventBuffer events; ///< of the last command
    Timestamp now{1'000 * kNsPerSecond};
    std::map<api::Side, std::map<Price, Quantity>> published; ///< from the book's events alone
};

} // namespace openbell::core
