// What the home stage notes when an order leaves for its book, and that it can be taken back: how
// batches are cut where one order may depend on what another one brings.
#include "engine/core/shard.h"
#include "tests/unit/core/one_market.h"

#include <QTest>

using namespace openbell;
using namespace openbell::core;
using api::RejectReason;
using api::Side;
using Kind = Reservation::Kind;

namespace {

constexpr ReserveConditions kExact{true, true};
constexpr ReserveConditions kInBatch{false, true};

/// A market in which Ann has a resting order, and what may come next from her.
struct Waiting {
    Waiting() { resting = market.place(kAnn, Side::Buy, 100, 10); }

    Reservation reserve(const api::Command& command, const ReserveConditions& conditions) {
        Reservation reservation;
        market.venue.shard(0).reserve({next(market.venue.lastSequence()), market.now, UserId()},
                                      command, conditions, reservation);
        return reservation;
    }
    /// Taken back if it was made.
    Kind outcome(const api::Command& command, const ReserveConditions& conditions) {
        const Reservation reservation = reserve(command, conditions);
        market.venue.shard(0).undo(reservation);
        return reservation.kind;
    }

    api::PlaceOrder order(std::int64_t price, std::uint64_t clientOrderId) const {
        api::PlaceOrder placed = OneMarket::order(kAnn, Side::Buy, price, 10);
        placed.clientOrderId = ClientOrderId(clientOrderId);
        return placed;
    }
    api::AmendOrder amendment(std::int64_t price) const {
        return {kAnn, kMarket, resting, Price(price), Quantity(10), Price(0)};
    }
    api::ReplaceOrder replacement(std::int64_t price, std::uint64_t clientOrderId) const {
        api::ReplaceOrder replaced;
        replaced.account = kAnn;
        replaced.instrument = kMarket;
        replaced.order = resting;
        replaced.clientOrderId = ClientOrderId(clientOrderId);
        replaced.price = Price(price);
        replaced.quantity = Quantity(10);
        return replaced;
    }
    /// Leaves her with what 10 at that price cost.
    void impoverish(std::int64_t price) {
        OPENBELL_ASSERT(market.apply(api::Withdraw{
                            kAnn, kUsd, Amount(kRich - 1000 - 10 * price)}) == RejectReason::None);
    }

    OneMarket market;
    OrderId resting;
};

} // namespace

class ReservationTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void takenBackItLeavesNothing();
    void aWantOfFundsIsFinalOnlyInAnExactState();
    void aTakenClientOrderIdIsFinalOnlyInAnExactState();
    void whatNoSettlementCanChangeIsFinalAtOnce();
};

void ReservationTest::takenBackItLeavesNothing() {
    Waiting waiting;
    api::PlaceOrder immediate = waiting.order(100, 0);
    immediate.timeInForce = api::TimeInForce::ImmediateOrCancel;
    api::PlaceOrder sell = waiting.order(200, 7);
    sell.side = Side::Sell;
    for (const api::Command& command : std::initializer_list<api::Command>{
             waiting.order(90, 0), waiting.order(90, 5), immediate, sell, waiting.amendment(99),
             waiting.replacement(98, 0), waiting.replacement(98, 6),
             api::CancelOrder{kAnn, kMarket, waiting.resting}}) {
        api::Bytes before;
        waiting.market.venue.save(before);
        const Reservation reservation = waiting.reserve(command, kInBatch);
        QCOMPARE(reservation.kind, Kind::Forward);
        waiting.market.venue.shard(0).undo(reservation);
        QVERIFY(!waiting.market.venue.checkInvariants());
        api::Bytes after;
        waiting.market.venue.save(after);
        QVERIFY(before == after);
    }
    // The ids are free, the funds are there.
    QCOMPARE(waiting.market.apply(waiting.order(90, 5)), RejectReason::None);
    QCOMPARE(waiting.market.apply(waiting.replacement(98, 6)), RejectReason::None);
}

void ReservationTest::aWantOfFundsIsFinalOnlyInAnExactState() {
    Waiting waiting;
    waiting.impoverish(50);
    api::PlaceOrder market = waiting.order(0, 0);
    market.type = api::OrderType::Market;
    QCOMPARE(waiting.outcome(waiting.order(50, 0), kInBatch), Kind::Forward);
    QCOMPARE(waiting.outcome(waiting.order(51, 0), kInBatch), Kind::NeedsExactState);
    QCOMPARE(waiting.outcome(waiting.order(51, 0), kExact), Kind::Rejected);
    // All that is available is known in an exact state only.
    QCOMPARE(waiting.outcome(market, kInBatch), Kind::NeedsExactState);
    QCOMPARE(waiting.outcome(market, kExact), Kind::Forward);
    // What the old order holds counts, which the book knows: it decides.
    for (const std::int64_t price : {50, 51}) {
        const Kind inBatch = price == 50 ? Kind::Forward : Kind::NeedsExactState;
        QCOMPARE(waiting.outcome(waiting.amendment(price), kInBatch), inBatch);
        QCOMPARE(waiting.outcome(waiting.amendment(price), kExact), Kind::Forward);
        QCOMPARE(waiting.outcome(waiting.replacement(price, 0), kInBatch), inBatch);
        QCOMPARE(waiting.outcome(waiting.replacement(price, 0), kExact), Kind::Forward);
    }
    QVERIFY(!waiting.market.venue.checkInvariants());
}

void ReservationTest::aTakenClientOrderIdIsFinalOnlyInAnExactState() {
    Waiting waiting;
    const OrderId first = waiting.market.nextOrder();
    QCOMPARE(waiting.market.apply(waiting.order(90, 5)), RejectReason::None);
    QCOMPARE(waiting.outcome(waiting.order(90, 5), kInBatch), Kind::NeedsExactState);
    QCOMPARE(waiting.outcome(waiting.replacement(90, 5), kInBatch), Kind::NeedsExactState);
    const Reservation repeated = waiting.reserve(waiting.order(90, 5), kExact);
    QCOMPARE(repeated.reason, RejectReason::DuplicateOrder);
    QCOMPARE(repeated.original, first);
    const Reservation other = waiting.reserve(waiting.replacement(90, 5), kExact);
    QCOMPARE(other.reason, RejectReason::ClientOrderIdUsed);
    QVERIFY(other.original.isNone());
}

void ReservationTest::whatNoSettlementCanChangeIsFinalAtOnce() {
    Waiting waiting;
    const auto refusal = [&](auto command, AccountId account, InstrumentId instrument) {
        command.account = account;
        command.instrument = instrument;
        const Reservation reservation = waiting.reserve(command, kInBatch);
        return reservation.kind == Kind::Rejected ? reservation.reason : RejectReason::None;
    };
    const api::CancelOrder cancel{kAnn, kMarket, waiting.resting};
    QCOMPARE(refusal(waiting.order(90, 0), AccountId(9), kMarket), RejectReason::UnknownAccount);
    QCOMPARE(refusal(waiting.amendment(90), AccountId(9), kMarket), RejectReason::UnknownAccount);
    QCOMPARE(refusal(waiting.replacement(90, 0), AccountId(9), kMarket),
             RejectReason::UnknownAccount);
    QCOMPARE(refusal(cancel, AccountId(9), kMarket), RejectReason::UnknownAccount);
    constexpr InstrumentId kNowhere{9};
    QCOMPARE(refusal(waiting.order(90, 0), kAnn, kNowhere), RejectReason::UnknownInstrument);
    QCOMPARE(refusal(waiting.amendment(90), kAnn, kNowhere), RejectReason::UnknownInstrument);
    QCOMPARE(refusal(waiting.replacement(90, 0), kAnn, kNowhere), RejectReason::UnknownInstrument);
    QCOMPARE(refusal(cancel, kAnn, kNowhere), RejectReason::UnknownInstrument);
    QCOMPARE(refusal(waiting.order(0, 0), kAnn, kMarket), RejectReason::InvalidPrice);
    QCOMPARE(refusal(waiting.amendment(-1), kAnn, kMarket), RejectReason::InvalidPrice);
    QCOMPARE(refusal(waiting.replacement(0, 0), kAnn, kMarket), RejectReason::InvalidPrice);
}

QTEST_APPLESS_MAIN(ReservationTest)
#include "reservation_test.moc"
