// What sessions use of the rest of the gateway. Gateway thread.
#pragma once

#include "engine/gateway/access_log.h"
#include "engine/gateway/authenticator.h"
#include "engine/gateway/back_off.h"
#include "engine/gateway/engine_port.h"
#include "engine/gateway/gateway.h"
#include "engine/gateway/hub.h"
#include "engine/gateway/query_service.h"
#include "engine/gateway/refused_sign_ins.h"
#include "engine/gateway/user_directory.h"

namespace openbell::gateway {

struct SessionServices {
    const GatewayOptions& options;
    EnginePort& engine;
    Hub& hub; ///< only through engine.postToPublisher
    Authenticator& authenticator;
    AccessLog& accessLog;
    QueryService& queries;
    std::function<std::int64_t()> now; ///< steady nanoseconds
    /// Closes every other session of a user whose password was changed.
    std::function<void(UserId, runtime::SessionToken except)> passwordChanged;
    ReplayControl* replay = nullptr;

    /// A number for a session that no other one has had, in this run or an earlier one.
    SessionId nextSession() {
        newestSession = SessionId(std::max(newestSession, engine.recoveredSession()).value() + 1);
        return newestSession;
    }

    SessionId newestSession{};
    UserDirectory users{};
    UserBackOff userBackOff{};
    RefusedSignIns refusedSignIns{accessLog, now()};
    api::VenueStatus status{};
};

/// What a refusal before the journal means, for a person.
std::string refusalText(api::RejectReason reason);

} // namespace openbell::gateway
