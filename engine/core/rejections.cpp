#include "engine/core/rejections.h"

#include "engine/api/field_list.h"

namespace openbell::core {

api::CommandRejected rejectionOf(const api::Command& command, api::RejectReason reason,
                                 OrderId original) {
    api::CommandRejected event;
    event.reason = reason;
    std::visit(
        [&event](const auto& named) {
            if constexpr (requires { named.account; })
                event.account = named.account;
            if constexpr (requires { named.instrument; })
                event.instrument = named.instrument;
            if constexpr (requires { named.order; })
                event.order = named.order;
            if constexpr (requires { named.clientOrderId; })
                event.clientOrderId = named.clientOrderId;
            if constexpr (requires { named.first.clientOrderId; })
                event.clientOrderId = named.first.clientOrderId;
        },
        command);
    if (!original.isNone())
        event.order = original;
    return event;
}

} // namespace openbell::core
