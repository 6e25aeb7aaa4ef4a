// One user who trades over the WebSocket until the connection is gone, and who remembers every
// command that the venue acknowledged. One thread.
#pragma once

#include "engine/api/protocol.h"
#include "engine/base/random.h"

#include <chrono>
#include <map>
#include <string>
#include <vector>

namespace openbell::ctl {
class ProtocolClient;
}

namespace openbell::crash {

struct Acknowledged {
    Sequence sequence;
    UserId actor;
    api::Command command;
    api::RejectReason reason = api::RejectReason::None;
};

struct LoadUser {
    std::string name;
    std::string password;
    UserId user;
    AccountId account; ///< none: the operator, who deposits and withdraws
};

class LoadClient {
public:
    LoadClient(LoadUser user, std::uint64_t seed) : m_user(std::move(user)), m_random(seed) {}

    /// Works until the connection breaks or the time is over.
    void run(const std::string& url, std::chrono::steady_clock::time_point until);

    /// What was acknowledged since the last call.
    std::vector<Acknowledged> takeAcknowledged();

private:
    struct OpenOrder {
        OrderId order;
        Price price;
        Quantity quantity;
    };

    api::Command draw();
    api::Command drawFunds();
    api::Command drawOrder();
    void onResult(const api::CommandResult& result);

    LoadUser m_user;
    Random m_random;
    std::uint64_t m_lastRequest = 0;
    std::map<RequestId, api::Command> m_waiting;
    std::vector<OpenOrder> m_open; ///< as far as this user knows
    std::vector<Acknowledged> m_acknowledged;
};

inline constexpr std::uint32_t kTraders = 4;

/// The market that the clients trade in, and their users.
std::vector<api::Command> marketSetup();
std::vector<LoadUser> traders();

} // namespace openbell::crash
