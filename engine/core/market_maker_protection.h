// Bounds what one account's quotes in one instrument trade within a time. Owned by the shard's
// thread.
//
// Only fills of resting orders of a quote count, whether they are taken or trade in an auction. The
// window is a rolling one of business time: a fill counts until its age is the window. Limits are
// reached, not exceeded: the trade that brings the sum to the limit trips the protection, and may
// bring it beyond. As an account has one order a side in its quote, a match fills one of them only
// and ends before the quote does: nothing is prevented within a match.
#pragma once

#include "engine/api/events.h"
#include "engine/core/phases/trading_calendar.h"

#include <deque>

namespace openbell::core {

class MarketMakerProtection {
public:
    /// Bound of the fills in a window, whatever the limits are.
    static constexpr std::uint32_t kMostTrades = 10'000;
    static constexpr std::uint32_t kMostMilliseconds = 24 * 3'600 * 1'000;

    struct Fill {
        Timestamp time;
        Quantity quantity;
    };
    /// A freeze, and what had been traded when it began.
    struct Freeze {
        Timestamp until; ///< zero: there is none; kNever: until it is reset
        Quantity quantity;
        std::uint32_t trades = 0;
    };

    const api::SetMarketMakerProtection& settings() const { return m_settings; }
    bool isOn() const { return m_settings.windowMilliseconds != 0; }
    /// Of the window, the oldest first; some may be too old by now.
    const std::deque<Fill>& fills() const { return m_fills; }
    const Freeze& freeze() const { return m_freeze; }
    bool isFrozen(Timestamp now) const { return now < m_freeze.until; }

    /// None, InvalidDefinition or NothingToChange.
    api::RejectReason set(const api::SetMarketMakerProtection& settings);
    /// NothingToChange when the protection is off.
    api::RejectReason reset();
    /// Counts a fill; true when it trips the protection, which is frozen then. Counts nothing while
    /// it is off or frozen.
    bool note(Timestamp time, Quantity quantity);

    /// From a snapshot; false when it is not possible.
    bool restore(const Freeze& freeze);
    bool restore(const Fill& fill);

private:
    void clear();

    api::SetMarketMakerProtection m_settings;
    std::deque<Fill> m_fills;
    Int128 m_quantity = 0; ///< of m_fills
    Freeze m_freeze;
};

/// What is told of a protection that has been tripped.
api::MarketMakerProtectionTriggered triggeredBy(const MarketMakerProtection& protection,
                                                AccountId account, InstrumentId instrument);

} // namespace openbell::core
