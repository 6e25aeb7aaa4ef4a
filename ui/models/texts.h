// Words for everything the exchange names: no enumeration name ever reaches the screen raw.
#pragma once

#include "engine/api/protocol.h"

#include <QCoreApplication>
#include <QString>

namespace openbell::models {

class ReferenceData;
class Format;

class Texts {
    Q_DECLARE_TR_FUNCTIONS(Texts)
public:
    static QString side(api::Side side);              ///< Buy, Sell
    static QString orderType(api::OrderType type);
    static QString selfTrade(api::SelfTradePrevention mode); ///< what happens at an own order
    static QString timeInForce(api::TimeInForce value);      ///< Good till cancelled
    static QString timeInForceShort(api::TimeInForce value); ///< GTC
    static QString postOnly(api::PostOnly value); ///< what happens where it would trade at once
    static QString orderKind(const api::OrderView& order); ///< Limit GTC, post, iceberg
    /// What it waits for and which order it ends: "waits for order 2500"; empty: it stands alone.
    static QString orderLinks(const api::OrderView& order);
    /// What the price of a pegged order follows; empty: nothing.
    static QString peg(api::PegReference reference);
    /// When the order ends by itself: a date and time, or the auction; empty: it does not.
    static QString orderEnd(const api::OrderView& order, const Format& format);
    static QString instrumentState(api::InstrumentState state);
    static QString role(api::Role role);
    static QString orderStatus(api::OrderStatus status);
    static QString cancelReason(api::CancelReason reason);
    static QString interval(api::CandleInterval interval);   ///< 1 min
    static QString venueMode(api::VenueMode mode);
    static QString venuePhase(api::VenuePhase phase);
    /// One sentence: what was refused and what to do next.
    static QString rejectReason(api::RejectReason reason);
    /// The same, worded for what was asked.
    static QString rejectReason(api::RejectReason reason, const api::Command& command);
    /// A word or two for a table cell.
    static QString rejectReasonShort(api::RejectReason reason);

    /// What a command does, with names and formatted numbers: "Buy 0.500 BTC-USD at 64260.50".
    static QString command(const api::Command& command, const ReferenceData& reference,
                           const Format& format);
    /// An audit line in plain words, without time and actor.
    static QString audit(const api::AuditView& entry, const ReferenceData& reference,
                         const Format& format);
};

} // namespace openbell::models
