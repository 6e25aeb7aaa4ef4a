// One market for tests of quotes and positions: what a command leads to as plain values.
#pragma once

#include "engine/api/text_codec.h"
#include "engine/core/venue.h"

#include <QTest>

#include <map>

namespace openbell::core::test {

inline constexpr AccountId kMaker{1};
inline constexpr AccountId kTaker{2};
inline constexpr InstrumentId kMarket{1};

/// One tick and one lot are one atom each: positions in lots are balances in atoms.
class QuoteMarket {
public:
    explicit QuoteMarket(Quantity maxPosition = {}) : venue({1, true}) {
        api::CreateInstrument instrument;
        instrument.instrument = kMarket;
        instrument.symbol = api::Symbol("COF/USD");
        instrument.base = AssetId(2);
        instrument.quote = AssetId(1);
        instrument.maxPrice = Price(1000);
        instrument.maxQuantity = Quantity(1000);
        instrument.maxPosition = maxPosition;
        for (const api::Command& command : std::initializer_list<api::Command>{
                 api::CreateAsset{AssetId(1), api::AssetCode("USD"), 0},
                 api::CreateAsset{AssetId(2), api::AssetCode("COF"), 0}, instrument,
                 api::CreateAccount{kMaker, api::Name("mia")},
                 api::CreateAccount{kTaker, api::Name("tom")},
                 api::Deposit{kMaker, AssetId(1), Amount(100'000)},
                 api::Deposit{kMaker, AssetId(2), Amount(100)},
                 api::Deposit{kTaker, AssetId(1), Amount(100'000)},
                 api::Deposit{kTaker, AssetId(2), Amount(100'000)}})
            apply(command);
    }

    static api::PlaceQuote quote(std::int64_t bid, std::int64_t bidQuantity, std::int64_t ask,
                                 std::int64_t askQuantity) {
        api::PlaceQuote quote;
        quote.account = kMaker;
        quote.instrument = kMarket;
        quote.bidPrice = Price(bid);
        quote.bidQuantity = Quantity(bidQuantity);
        quote.askPrice = Price(ask);
        quote.askQuantity = Quantity(askQuantity);
        return quote;
    }
    static api::PlaceOrder order(AccountId account, api::Side side, std::int64_t price,
                                 std::int64_t quantity) {
        api::PlaceOrder order;
        order.account = account;
        order.instrument = kMarket;
        order.side = side;
        order.price = Price(price);
        order.quantity = Quantity(quantity);
        return order;
    }

    /// None when it was not refused. `text` is what happened, an event a line.
    api::RejectReason apply(const api::Command& command) {
        api::EventBuffer events;
        venue.apply({next(venue.lastSequence()), time, UserId()}, command, events);
        text.clear();
        counts.clear();
        api::RejectReason reason = api::RejectReason::None;
        events.forEach([&](const api::EventStamp&, const auto& event) {
            using Event = std::remove_cvref_t<decltype(event)>;
            if constexpr (std::is_same_v<Event, api::CommandRejected>)
                reason = event.reason;
            if constexpr (std::is_same_v<Event, api::OrderCancelled>)
                ++counts[std::string(api::nameOf(event.reason))];
            ++counts[std::string(Event::kName)];
            text += api::toText(api::Event(event)) + "\n";
        });
        return reason;
    }

    OrderId lastOrder() const { return OrderId(venue.lastSequence().value()); }
    OrderId lastAsk() const { return legId(venue.lastSequence(), 1); }

    void saveAndLoad() {
        api::Bytes bytes;
        venue.save(bytes);
        Venue loaded;
        QVERIFY(loaded.load(bytes).hasValue());
        api::Bytes again;
        loaded.save(again);
        QVERIFY(again == bytes);
        QVERIFY(venue.load(bytes).hasValue());
    }

    Venue venue;
    Timestamp time{0};
    std::string text;
    std::map<std::string, int> counts; ///< events by name, cancels also by reason
};

} // namespace openbell::core::test
