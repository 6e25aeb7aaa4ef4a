// What an instrument takes in which state: the one table that the book, the documentation
// (app/docs/trading-phases.md) and the tests go by.
#pragma once

#include "engine/api/commands.h"
#include "engine/core/waiting_orders.h"

#include <array>

namespace openbell::core {

/// What a request wants of a market, as far as its state decides about it.
enum class Wish : std::uint8_t {
    Rest,         ///< a limit order that may stay in the book
    TradeAtOnce,  ///< market, immediate or cancel, fill or kill
    WaitForPrice, ///< stops, take-profits and pegged orders
    TakeOpening,  ///< at the open
    TakeClosing,  ///< at the close
    Amend,
    Cancel,
};
inline constexpr std::size_t kWishes = 7;

inline constexpr std::array<std::array<bool, kWishes>, api::kEnumSize<api::InstrumentState>>
    kStateTakes{{
        // rest, at once, wait, opening, closing, amend, cancel
        {true, true, true, false, true, true, true},       // Trading
        {false, false, false, false, false, false, true},  // Halted
        {true, false, true, true, true, true, true},       // PreOpen
        {true, false, true, true, true, true, true},       // OpeningAuction
        {true, false, true, false, true, true, true},      // VolatilityAuction
        {true, false, true, false, true, true, true},      // ClosingAuction
        {false, false, false, false, false, false, true},  // CancelOnly
        {false, false, false, false, false, false, true},  // Closed
        {false, false, false, false, false, false, false}, // Delisted
    }};

constexpr bool stateTakes(api::InstrumentState state, Wish wish) {
    return kStateTakes[static_cast<std::size_t>(state)][static_cast<std::size_t>(wish)];
}

/// Why a state refuses.
constexpr api::RejectReason stateRefusal(api::InstrumentState state) {
    return state == api::InstrumentState::Halted ? api::RejectReason::MarketHalted
                                                 : api::RejectReason::NotInThisState;
}

/// What an order with that effective time in force wants.
constexpr Wish wishOf(api::OrderType type, api::TimeInForce effective) {
    using enum api::TimeInForce;
    if (waitsForTrigger(type))
        return Wish::WaitForPrice;
    switch (effective) {
    case GoodTillCancelled:
    case GoodTillTime:
    case Day:
        return Wish::Rest;
    case ImmediateOrCancel:
    case FillOrKill:
        return Wish::TradeAtOnce;
    case AtOpen:
        return Wish::TakeOpening;
    case AtClose:
        return Wish::TakeClosing;
    }
    return Wish::TradeAtOnce;
}

/// True for the states in which orders are collected and end in one price.
constexpr bool isAuction(api::InstrumentState state) {
    return state == api::InstrumentState::OpeningAuction ||
           state == api::InstrumentState::VolatilityAuction ||
           state == api::InstrumentState::ClosingAuction;
}

} // namespace openbell::core
