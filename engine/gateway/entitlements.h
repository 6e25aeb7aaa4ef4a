// Who may do what: one table per kind of request, nothing is allowed that it does not name.
// The tables are repeated for people in app/docs/protocol.md.
#pragma once

#include "engine/api/protocol.h"

#include <string>

namespace openbell::gateway {

/// Who is signed in on a session.
struct Principal {
    UserId user;
    std::string name;
    api::Role role = api::Role::Viewer;
    AccountId account; ///< none: trades on no account
};

/// How far a right reaches.
enum class Scope : std::uint8_t {
    Nothing,
    Own, ///< what names the session's own account
    Everything,
};

Scope commandScope(api::Role role, const api::Command& command);
Scope topicScope(api::Role role, api::TopicKind kind);
Scope queryScope(api::Role role, api::QueryKind kind);

bool maySubmit(const Principal& principal, const api::Command& command);
bool maySubscribe(const Principal& principal, const api::Topic& topic);
bool mayAsk(const Principal& principal, const api::Query& query);
bool mayControlReplay(const Principal& principal);
bool maySetPasswordOfOthers(const Principal& principal);

/// True for those who see accounts, orders and fees of everybody.
bool seesEverything(api::Role role);

/// The trade as somebody sees it who may see only `own` (none: no side at all).
api::TradeView blanked(const api::TradeView& trade, AccountId own);

} // namespace openbell::gateway
