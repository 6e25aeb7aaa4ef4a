// The order being written: reads the fields, checks them against the market's filters and the
// account's funds, and says in plain words what is wrong and what it would cost.
#pragma once

#include "ui/models/format.h"

#include "engine/api/commands.h"

#include <QCoreApplication>

#include <vector>

namespace openbell::models {

/// What the person has entered.
struct TicketInput {
    api::Side side = api::Side::Buy;
    api::OrderType type = api::OrderType::Limit;
    api::TimeInForce timeInForce = api::TimeInForce::GoodTillCancelled;
    bool postOnly = false;
    QString price;   ///< of what is or becomes a market order: the worst acceptable, may be empty
    QString trigger; ///< of the types that wait; of a trailing stop it may be empty
    QString trailBy; ///< of a trailing stop
    QString quantity;
    api::SelfTradePrevention selfTrade = api::SelfTradePrevention::None;
    Timestamp expiry{}; ///< of an order that is good till a time
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
    QString priceProblem;    ///< a sentence; empty when fine
    QString triggerProblem;
    QString quantityProblem;
    QString expiryProblem;
    QString problem;         ///< about the order as a whole
    QString note;            ///< worth knowing, no obstacle
    api::PlaceOrder order;   ///< valid when ok
    QString value;           ///< "32,130.25 USD"; empty when unknown
    QString fee;             ///< at most
    QString needs;           ///< funds that will be held

    /// The first problem, in the order in which a person would fix them.
    QString firstProblem() const;
};

/// Which fields a type has.
struct TicketFields {
    bool trigger = false;
    bool trailBy = false;
    bool priceNeeded = true;
    bool becomesLimit = true; ///< its price is a limit, not a protection
};

class OrderTicket {
    Q_DECLARE_TR_FUNCTIONS(OrderTicket)
public:
    static TicketFields fieldsOf(api::OrderType type, api::Side side);
    /// The times in force that go with a type, the usual one first; none: it has no choice.
    static std::vector<api::TimeInForce> timesOf(api::OrderType type);
    static TicketCheck check(const TicketInput& input, const InstrumentInfo& market,
                             const TicketContext& context, const Format& format);

private:
    static QString whyNotInState(const TicketInput& input, const InstrumentInfo& market);
    struct PriceField;
    static QString readPrice(PriceField& field, const InstrumentInfo& market,
                             const Format& format);
    static QString checkTrigger(const TicketInput& input, const InstrumentInfo& market,
                                const TicketContext& context, const Format& format,
                                api::PlaceOrder& order);
};

} // namespace openbell::models
