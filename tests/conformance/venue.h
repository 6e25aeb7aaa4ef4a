// A whole venue in a temporary folder for protocol tests, as the daemon assembles it, listening on
// a free port.
#pragma once

#include "engine/host/host.h"
#include "tests/conformance/transports.h"

#include <QTemporaryDir>

#include <memory>
#include <string>

namespace openbell::conformance {

class TestVenue {
public:
    static constexpr const char* kPassword = "correct horse";

    TestVenue();

    /// Opens the venue in its folder; again after stop() it recovers.
    void start();
    void stop();

    /// Nothing when the server refuses the connection.
    std::unique_ptr<Client> connect(Transport transport);
    std::unique_ptr<Client> connectOperator(Transport transport);
    std::unique_ptr<Client> connectAs(Transport transport, const std::string& user);
    /// An operator's submits, each accepted: a user with kPassword, and its account unless none.
    void createUser(Client& asOperator, UserId user, const std::string& name, api::Role role,
                    AccountId account);
    /// Assets 1 (scale 8) and 2 (scale 2), instrument 1 trading one for the other.
    void createMarket(Client& asOperator);

    std::uint16_t port() const { return m_host->port(); }

private:
    QTemporaryDir m_directory;
    std::unique_ptr<host::Host> m_host;
};

} // namespace openbell::conformance
