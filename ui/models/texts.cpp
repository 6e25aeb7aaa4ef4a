#include "ui/models/texts.h"

#include "ui/models/format.h"
#include "ui/models/reference_data.h"

#include "engine/api/text_codec.h"

namespace openbell::models {

QString Texts::side(api::Side side) {
    switch (side) {
    case api::Side::Buy: return tr("Buy");
    case api::Side::Sell: return tr("Sell");
    }
    return {};
}

QString Texts::orderType(api::OrderType type) {
    switch (type) {
    case api::OrderType::Limit: return tr("Limit");
    case api::OrderType::Market: return tr("Market");
    case api::OrderType::Stop: return tr("Stop");
    case api::OrderType::StopLimit: return tr("Stop limit");
    case api::OrderType::TakeProfit: return tr("Take profit");
    case api::OrderType::TakeProfitLimit: return tr("Take profit limit");
    case api::OrderType::TrailingStop: return tr("Trailing stop");
    }
    return {};
}

QString Texts::selfTrade(api::SelfTradePrevention mode) {
    switch (mode) {
    case api::SelfTradePrevention::None: return tr("Trade with them");
    case api::SelfTradePrevention::CancelTaker: return tr("Cancel this order");
    case api::SelfTradePrevention::CancelMaker: return tr("Cancel the resting order");
    case api::SelfTradePrevention::CancelBoth: return tr("Cancel both");
    case api::SelfTradePrevention::Decrement: return tr("Reduce both");
    }
    return {};
}

QString Texts::timeInForce(api::TimeInForce value) {
    switch (value) {
    case api::TimeInForce::GoodTillCancelled: return tr("Good till cancelled");
    case api::TimeInForce::ImmediateOrCancel: return tr("Immediate or cancel");
    case api::TimeInForce::FillOrKill: return tr("Fill or kill");
    case api::TimeInForce::GoodTillTime: return tr("Good till a time");
    case api::TimeInForce::Day: return tr("Day");
    case api::TimeInForce::AtOpen: return tr("At the open");
    case api::TimeInForce::AtClose: return tr("At the close");
    }
    return {};
}

QString Texts::timeInForceShort(api::TimeInForce value) {
    switch (value) {
    case api::TimeInForce::GoodTillCancelled: return tr("GTC");
    case api::TimeInForce::ImmediateOrCancel: return tr("IOC");
    case api::TimeInForce::FillOrKill: return tr("FOK");
    case api::TimeInForce::GoodTillTime: return tr("GTT");
    case api::TimeInForce::Day: return tr("Day");
    case api::TimeInForce::AtOpen: return tr("at open");
    case api::TimeInForce::AtClose: return tr("at close");
    }
    return {};
}

QString Texts::postOnly(api::PostOnly value) {
    switch (value) {
    case api::PostOnly::No: return tr("No");
    case api::PostOnly::Reject: return tr("Yes, else refuse");
    case api::PostOnly::Slide: return tr("Yes, else move");
    }
    return {};
}

QString Texts::orderKind(const api::OrderView& order) {
    using enum api::OrderType;
    QString text = orderType(order.type);
    // What becomes a market order never rests; its time in force says nothing while it waits.
    if (order.type != Stop && order.type != TakeProfit && order.type != TrailingStop)
        text += u' ' + timeInForceShort(order.timeInForce);
    if (order.postOnly != api::PostOnly::No)
        text += u' ' + (order.postOnly == api::PostOnly::Slide ? tr("slide") : tr("post"));
    if (order.hidden)
        text += u' ' + tr("hidden");
    else if (!order.displayQuantity.isZero())
        text += u' ' + tr("iceberg");
    switch (order.peg) {
    case api::PegReference::None: break;
    case api::PegReference::Primary: return text + u' ' + tr("primary peg");
    case api::PegReference::Mid: return text + u' ' + tr("mid peg");
    case api::PegReference::Market: return text + u' ' + tr("market peg");
    }
    return text;
}

QString Texts::orderLinks(const api::OrderView& order) {
    if (order.status != api::OrderStatus::Open)
        return {};
    const QString first = Format::orderId(order.waitsFor);
    const QString other = Format::orderId(order.cancels);
    if (order.waitsFor.isNone())
        return order.cancels.isNone() ? QString() : tr("ends order %1").arg(other);
    return order.cancels.isNone() ? tr("waits for order %1").arg(first)
                                  : tr("waits for %1, ends %2", "orders").arg(first, other);
}

QString Texts::peg(api::PegReference reference) {
    switch (reference) {
    case api::PegReference::None: return {};
    case api::PegReference::Primary: return tr("the best price of its own side");
    case api::PegReference::Mid: return tr("the middle between the best prices");
    case api::PegReference::Market: return tr("the best price of the other side");
    }
    return {};
}

QString Texts::orderEnd(const api::OrderView& order, const Format& format) {
    if (!order.expiry.isZero())
        return format.dateTimeSeconds(order.expiry);
    if (order.timeInForce == api::TimeInForce::AtOpen)
        return tr("Opening auction");
    return order.timeInForce == api::TimeInForce::AtClose ? tr("Closing auction") : QString();
}

QString Texts::instrumentState(api::InstrumentState state) {
    switch (state) {
    case api::InstrumentState::Trading: return tr("Trading");
    case api::InstrumentState::Halted: return tr("Halted");
    case api::InstrumentState::PreOpen: return tr("Pre-open");
    case api::InstrumentState::OpeningAuction: return tr("Opening auction");
    case api::InstrumentState::VolatilityAuction: return tr("Volatility auction");
    case api::InstrumentState::ClosingAuction: return tr("Closing auction");
    case api::InstrumentState::CancelOnly: return tr("Cancel only");
    case api::InstrumentState::Closed: return tr("Closed");
    case api::InstrumentState::Delisted: return tr("Delisted");
    }
    return {};
}

QString Texts::role(api::Role role) {
    switch (role) {
    case api::Role::Operator: return tr("Operator");
    case api::Role::Compliance: return tr("Compliance");
    case api::Role::Trader: return tr("Trader");
    case api::Role::Viewer: return tr("Viewer");
    }
    return {};
}

QString Texts::orderStatus(api::OrderStatus status) {
    switch (status) {
    case api::OrderStatus::Open: return tr("Open");
    case api::OrderStatus::Filled: return tr("Filled");
    case api::OrderStatus::Cancelled: return tr("Cancelled");
    }
    return {};
}

QString Texts::cancelReason(api::CancelReason reason) {
    switch (reason) {
    case api::CancelReason::Requested: return tr("On request");
    case api::CancelReason::MassCancel: return tr("Cancel all");
    case api::CancelReason::UnfilledRemainder: return tr("Unfilled rest");
    case api::CancelReason::NotFillableAtOnce: return tr("Not fillable at once");
    case api::CancelReason::SelfTrade: return tr("Would trade with its owner");
    case api::CancelReason::Expired: return tr("Its time was over");
    case api::CancelReason::AuctionOver: return tr("Its auction was over");
    case api::CancelReason::Delisted: return tr("The market was delisted");
    case api::CancelReason::OutsideBand: return tr("Its price was outside the price band");
    case api::CancelReason::Replaced: return tr("Replaced by another order");
    case api::CancelReason::ListEnded: return tr("Another order of its list traded or ended");
    case api::CancelReason::MarketMakerProtection:
        return tr("Market-maker protection ended the quote");
    }
    return {};
}

QString Texts::interval(api::CandleInterval interval) {
    switch (interval) {
    case api::CandleInterval::Second1: return tr("1s");
    case api::CandleInterval::Second5: return tr("5s");
    case api::CandleInterval::Second15: return tr("15s");
    case api::CandleInterval::Minute1: return tr("1m");
    case api::CandleInterval::Minute5: return tr("5m");
    case api::CandleInterval::Minute15: return tr("15m");
    case api::CandleInterval::Hour1: return tr("1h");
    case api::CandleInterval::Hour4: return tr("4h");
    case api::CandleInterval::Day1: return tr("1d");
    case api::CandleInterval::Minute30: return tr("30m");
    case api::CandleInterval::Week1: return tr("1w");
    case api::CandleInterval::Month1: return tr("1M");
    }
    return {};
}

QString Texts::venueMode(api::VenueMode mode) {
    switch (mode) {
    case api::VenueMode::Normal: return tr("Live venue");
    case api::VenueMode::Simulation: return tr("Simulation");
    case api::VenueMode::Recording: return tr("Recording");
    }
    return {};
}

QString Texts::venuePhase(api::VenuePhase phase) {
    switch (phase) {
    case api::VenuePhase::Starting: return tr("Starting");
    case api::VenuePhase::Recovering: return tr("Recovering");
    case api::VenuePhase::Live: return tr("Live");
    case api::VenuePhase::DiskFull: return tr("Disk full");
    case api::VenuePhase::Failed: return tr("Stopped by a fault");
    case api::VenuePhase::Stopping: return tr("Stopping");
    }
    return {};
}

QString Texts::rejectReason(api::RejectReason reason) {
    using R = api::RejectReason;
    switch (reason) {
    case R::None: return tr("Accepted.");
    case R::UnknownAsset: return tr("The asset does not exist. Choose one from the list.");
    case R::UnknownInstrument: return tr("The market does not exist. Choose one from the markets list.");
    case R::UnknownAccount: return tr("The account does not exist. Ask an operator to create it.");
    case R::UnknownUser: return tr("The user does not exist. Check the name.");
    case R::UnknownOrder:
        return tr("The order is no longer open: it was filled or cancelled. Look at the fills.");
    case R::AlreadyExists: return tr("It exists already. Choose another number or name.");
    case R::InvalidDefinition: return tr("The definition contradicts itself. Check its numbers.");
    case R::InvalidAmount: return tr("The amount must be above zero. Enter another one.");
    case R::InvalidPrice: return tr("The price is missing or not above zero. Enter a price.");
    case R::InvalidQuantity: return tr("The quantity must be above zero. Enter a quantity.");
    case R::PriceOutsideLimits:
        return tr("The price is outside the market's limits. Move it closer to the market.");
    case R::QuantityOutsideLimits:
        return tr("The quantity is outside the market's limits. Choose another quantity.");
    case R::ValueOutsideLimits:
        return tr("The order's value is outside the market's limits. Change its quantity.");
    case R::InsufficientFunds:
        return tr("The account does not have enough available funds. Lower the quantity or cancel "
                  "another order.");
    case R::MarketHalted:
        return tr("The market is halted. Orders can be cancelled; place new ones when it resumes.");
    case R::WouldTakeLiquidity:
        return tr("A post-only order must not trade at once. Choose a price further from the "
                  "other side.");
    case R::NoLiquidity:
        return tr("Nobody is on the other side at this price. Use a limit order, or try again "
                  "later.");
    case R::NothingToChange: return tr("It is so already; nothing was changed.");
    case R::AmountOverflow: return tr("The numbers are too large. Use a smaller quantity.");
    case R::TooManyOpenOrders:
        return tr("The account has too many open orders, or the market too many pegged ones. Cancel "
                  "some before placing more.");
    case R::InvalidCombination:
        return tr("These order options do not go together. Change the type or the time in force.");
    case R::NotPermitted:
        return tr("Your role does not permit this. Ask an operator, or sign in as another user.");
    case R::NotSignedIn: return tr("You are not signed in. Sign in first.");
    case R::Busy: return tr("The exchange has more commands waiting than it accepts. Try again in "
                            "a moment.");
    case R::RateLimited: return tr("Too many commands in a short time. Wait a moment and try again.");
    case R::DiskFull:
        return tr("The exchange's disk is full; nothing was lost. Make room, then it resumes by "
                  "itself.");
    case R::JournalFailed:
        return tr("The exchange cannot write its journal and has stopped. What was confirmed is "
                  "kept; check the disk and restart it.");
    case R::NotReady:
        return tr("The exchange is not ready or not connected. Try again when it shows as live.");
    case R::WouldTriggerAtOnce: return tr("The last price has reached the trigger already. Choose a trigger price on "
                                          "the other side of it, or place the order without one.");
    case R::OrderWaits: return tr("The order waits for its trigger price and cannot be replaced. Amend it, or cancel it and place "
                                  "another.");
    case R::NotInThisState:
        return tr("The market does not take this in its present state. Look at the state in the "
                  "auction panel, and try again when it changes.");
    case R::InvalidExpiry:
        return tr("The time is missing, in the past, or not wanted here. Enter a time in the "
                  "future.");
    case R::PriceOutsideBand:
        return tr("The price is beyond the band in which the market trades now. Move it inside; the "
                  "band is in the auction panel.");
    case R::PriceOutsideCollar:
        return tr("The price is too far from the last price. Move it closer.");
    case R::DuplicateOrder: return tr("The very same order was accepted before; nothing was placed twice. Look for it "
                                      "among your orders.");
    case R::ClientOrderIdUsed: return tr("Another of your orders has this client order id; nothing was placed. Send "
                                         "the order with another id.");
    case R::PartOfList:
        return tr("The order belongs to a list whose orders act on each other. Cancel it and place "
                  "the list anew.");
    case R::NothingToReduce:
        return tr("There is nothing to sell off: a reduce-only order sells what is available, and "
                  "never buys.");
    case R::PositionLimit:
        return tr("With this and your other open buy orders you could come to own more than this "
                  "market allows; nothing was placed. Buy less, cancel other buys, or sell first.");
    case R::ProtectionActive:
        return tr("Market-maker protection has ended your quotes here; no quote was placed. Reset "
                  "the protection, or wait until the freeze is over.");
    case R::LastOperator: return tr("Nobody could run the exchange any more. Make another user an "
                                    "operator first.");
    case R::Malformed: return tr("The exchange could not read the request. Check that both sides "
                                 "have the same version.");
    }
    return {};
}

QString Texts::rejectReasonShort(api::RejectReason reason) {
    using R = api::RejectReason;
    switch (reason) {
    case R::None: return tr("Done");
    case R::UnknownAsset: return tr("Unknown asset");
    case R::UnknownInstrument: return tr("Unknown market");
    case R::UnknownAccount: return tr("Unknown account");
    case R::UnknownUser: return tr("Unknown user");
    case R::UnknownOrder: return tr("Order not open");
    case R::AlreadyExists: return tr("Exists already");
    case R::InvalidDefinition: return tr("Wrong definition");
    case R::InvalidAmount: return tr("Wrong amount");
    case R::InvalidPrice: return tr("Wrong price");
    case R::InvalidQuantity: return tr("Wrong quantity");
    case R::PriceOutsideLimits: return tr("Price outside limits");
    case R::QuantityOutsideLimits: return tr("Quantity outside limits");
    case R::ValueOutsideLimits: return tr("Value outside limits");
    case R::InsufficientFunds: return tr("Not enough funds");
    case R::MarketHalted: return tr("Market halted");
    case R::WouldTakeLiquidity: return tr("Would trade at once");
    case R::NoLiquidity: return tr("Nobody to trade with");
    case R::NothingToChange: return tr("Nothing to change");
    case R::AmountOverflow: return tr("Numbers too large");
    case R::TooManyOpenOrders: return tr("Too many open orders");
    case R::InvalidCombination: return tr("Options do not combine");
    case R::NotPermitted: return tr("Not permitted");
    case R::NotSignedIn: return tr("Not signed in");
    case R::Busy: return tr("Busy");
    case R::RateLimited: return tr("Too many commands");
    case R::DiskFull: return tr("Disk full");
    case R::JournalFailed: return tr("Journal failed");
    case R::NotReady: return tr("Not ready");
    case R::Malformed: return tr("Not readable");
    case R::LastOperator: return tr("Last operator");
    case R::WouldTriggerAtOnce: return tr("Trigger already reached");
    case R::OrderWaits: return tr("Waits for its trigger");
    case R::NotInThisState: return tr("Not in this state");
    case R::InvalidExpiry: return tr("Wrong time");
    case R::PriceOutsideCollar: return tr("Price too far away");
    case R::PriceOutsideBand: return tr("Price outside band");
    case R::DuplicateOrder: return tr("Placed already");
    case R::ClientOrderIdUsed: return tr("Client id in use");
    case R::PartOfList: return tr("Part of a list");
    case R::NothingToReduce: return tr("Nothing to reduce");
    case R::PositionLimit: return tr("Position too large");
    case R::ProtectionActive: return tr("Protection active");
    }
    return {};
}

} // namespace openbell::models
