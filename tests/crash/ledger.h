// The test's own books: replays the journal of a stopped directory with a venue of its own, step by
// step, and holds every acknowledged command against it.
#pragma once

#include "engine/core/venue.h"
#include "tests/crash/load_client.h"

#include <filesystem>
#include <map>
#include <set>
#include <string>
#include <tuple>

namespace openbell::crash {

/// What a session is shown of the accounts: open orders with what is open of them, and balances.
struct AccountsView {
    using Order = std::tuple<std::uint64_t, std::uint32_t, std::int64_t, std::int64_t>;
    std::set<Order> orders; ///< id, account, price, open quantity
    std::map<std::pair<std::uint32_t, std::uint32_t>, std::pair<std::int64_t, std::int64_t>>
        balances; ///< account and asset: available and held
    friend bool operator==(const AccountsView&, const AccountsView&) = default;
    std::string text() const;
};

class Ledger {
public:
    /// Replays what the journal has beyond the last call, and checks the acknowledgements: each
    /// must be in the journal at its sequence number, the same command of the same user with the
    /// same outcome. An empty string, or the first thing that is wrong.
    std::string check(const std::filesystem::path& directory,
                      const std::vector<Acknowledged>& acknowledged);

    Sequence last() const { return m_venue.lastSequence(); }
    std::string stateHash() const;
    AccountsView accounts() const;

private:
    std::string checkOne(const Acknowledged& acknowledged) const;

    struct Worked {
        api::Bytes command; ///< its binary form
        UserId actor;
        api::RejectReason reason = api::RejectReason::None;
    };
    core::Venue m_venue;
    std::map<Sequence, Worked> m_recent; ///< of the last call: acknowledgements are of that time
};

} // namespace openbell::crash
