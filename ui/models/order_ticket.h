// The order being written: which fields apply to it, what is wrong with them, the order that they
// make, what it would cost and what it would do. GUI thread.
//
// Another field is an entry of TicketField, a rule in applies(), a reader in check() and a row in
// ui/views/ticket_fields.cpp; what does not apply is neither shown nor read.
#pragma once

#include "ui/models/format.h"

#include "engine/api/commands.h"

#include <QCoreApplication>

#include <map>
#include <optional>
#include <vector>

namespace openbell::models {

/// The fields in the order in which a person fills them in.
enum class TicketField {
    Type,
    TrailBy,
    Trigger,
    Peg,
    PegOffset,
    Price,
    SizedBy,
    Quantity,
    Amount,
    TimeInForce,
    Expiry,
    Attached,
    TakeProfit,
    StopLoss,
    OtherTrigger,
    OtherWorst,
    Showing,
    DisplayQuantity,
    DisplayVariance,
    PostOnly,
    ReduceOnly,
    SelfTrade,
};
inline constexpr int kTicketFields = static_cast<int>(TicketField::SelfTrade) + 1;

/// How much of a resting order others see.
enum class Showing { All, Parts, Nothing };

/// What the size of a market order is given in.
enum class SizedBy { Quantity, Amount };

/// The orders that are placed together with a limit order.
enum class Attached {
    None,
    Exits, ///< once it is filled: a take profit, a stop loss or both
    Stop,  ///< a stop of the same side; whichever comes first ends the other
};

/// What the person has entered.
struct TicketInput {
    api::Side side = api::Side::Buy;
    api::OrderType type = api::OrderType::Limit;
    api::TimeInForce timeInForce = api::TimeInForce::GoodTillCancelled;
    api::PostOnly postOnly = api::PostOnly::No;
    QString price;   ///< of what is or becomes a market order: the worst acceptable, may be empty
    QString trigger; ///< of the types that wait; of a trailing stop it may be empty
    QString trailBy; ///< of a trailing stop
    QString quantity;
    api::SelfTradePrevention selfTrade = api::SelfTradePrevention::None;
    Timestamp expiry{}; ///< of an order that is good till a time
    Showing showing = Showing::All;
    QString displayQuantity; ///< of an iceberg: shown at a time
    QString displayVariance; ///< of an iceberg: each part differs by up to this; may be empty
    SizedBy sizedBy = SizedBy::Quantity;
    QString amount; ///< of a market order that is sized by it
    api::PegReference peg = api::PegReference::None;
    QString pegOffset; ///< may be empty where the order may stand at its reference
    bool reduceOnly = false;
    Attached attached = Attached::None;
    QString takeProfit;   ///< of the exits: a limit price
    QString stopLoss;     ///< of the exits: a trigger price
    QString otherTrigger; ///< of the stop
    QString otherWorst;   ///< of the stop, if it buys: the worst acceptable
};

/// What surrounds it.
struct TicketContext {
    Price bestBid;
    Price bestAsk;
    Price last;
    Amount availableBase;
    Amount availableQuote;
    bool knowsFunds = false;
    Timestamp now{}; ///< zero: not looked at
};

struct TicketCheck {
    bool ok = false;
    std::map<TicketField, QString> problems; ///< sentences, by the field that they are about
    QString problem;       ///< about the order as a whole
    QString summary;       ///< what the order will do, in plain words; empty while fields are wrong
    api::PlaceOrder order; ///< valid when ok; with others its own terms
    /// The order and the others, when there are any.
    std::optional<api::PlaceOrderList> list;
    QString value;         ///< "32,130.25 USD"; empty when unknown
    QString fee;           ///< at most
    QString needs;         ///< funds that will be held

    QString problemOf(TicketField field) const;
    /// The first problem, in the order in which a person would fix them.
    QString firstProblem() const;
};

/// What the price field of an order means.
enum class PriceMeaning {
    Limit,
    Worst,         ///< of what becomes a market order; must be there because funds are held for it
    WorstOptional, ///< of a market order
};

class OrderTicket {
    Q_DECLARE_TR_FUNCTIONS(OrderTicket)
public:
    /// An iceberg has at most so many parts; core/icebergs.h has the rule.
    static constexpr std::int64_t kMaxParts = 1000;

    /// Whether an order such as this one has the field.
    static bool applies(TicketField field, const TicketInput& input);
    static PriceMeaning priceMeaning(api::OrderType type, api::Side side);
    static bool waitsForTrigger(api::OrderType type);
    /// What is placed together with an order such as this one.
    static Attached attachedTo(const TicketInput& input);
    /// The times in force that go with a type, the usual one first; none: it has no choice.
    static std::vector<api::TimeInForce> timesOf(api::OrderType type);
    static TicketCheck check(const TicketInput& input, const InstrumentInfo& market,
                             const TicketContext& context, const Format& format);

private:
    static QString whyNotInState(const TicketInput& input, const InstrumentInfo& market);
    /// Value, fee and funds; a problem when there are not enough.
    static void reckon(const InstrumentInfo& market, const TicketContext& context,
                       const Format& format, TicketCheck& check);
    static void reckonAmount(const InstrumentInfo& market, const TicketContext& context,
                             const Format& format, TicketCheck& check);
};

} // namespace openbell::models
