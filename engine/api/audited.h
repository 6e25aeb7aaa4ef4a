// Which commands the audit log shows: everything that changes who may do what, the markets or
// anybody's money, but not the flow of single orders.
#pragma once

#include "engine/api/commands.h"

namespace openbell::api {

constexpr bool isAudited(const Command& command) {
    return std::visit(
        []<class C>(const C&) {
            return !std::is_same_v<C, AdvanceTime> && !std::is_same_v<C, PlaceOrder> &&
                   !std::is_same_v<C, CancelOrder> && !std::is_same_v<C, AmendOrder> &&
                   !std::is_same_v<C, ReplaceOrder> && !std::is_same_v<C, PlaceQuote>;
        },
        command);
}

} // namespace openbell::api
