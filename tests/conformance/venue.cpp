#include "tests/conformance/venue.h"

#include "engine/base/assertion.h"
#include "engine/runtime/logger.h"

namespace openbell::conformance {
namespace {

void mustAccept(Client& client, const api::Command& command) {
    const auto result = client.submit(command);
    OPENBELL_ASSERT(result && result->reason == api::RejectReason::None);
}

} // namespace

TestVenue::TestVenue() {
    OPENBELL_ASSERT(m_directory.isValid());
}

void TestVenue::start() {
    host::HostOptions options;
    options.dataDirectory = m_directory.path().toStdString();
    options.syncToDisk = false;
    options.listen = host::ListenAddress{"127.0.0.1", 0};
    options.logger = std::make_shared<runtime::Logger>(runtime::LogLevel::Warning);
    m_host = host::Host::open(options).value();
    OPENBELL_ASSERT(m_host->start().hasValue());
}

void TestVenue::stop() {
    m_host.reset();
}

std::unique_ptr<Client> TestVenue::connect(Transport transport) {
    switch (transport) {
    case Transport::Loopback:
        return connectLoopback([this](gateway::LoopbackCallbacks callbacks) {
            return m_host->connectLoopback(std::move(callbacks));
        });
    case Transport::WebSocketBinary:
        return connectWebSocket({m_host->port(), false, "127.0.0.1", {}});
    case Transport::WebSocketJson:
        return connectWebSocket({m_host->port(), true, "127.0.0.1", {}});
    }
    return nullptr;
}

std::unique_ptr<Client> TestVenue::connectOperator(Transport transport) {
    auto client = connect(transport);
    const host::LocalOperator local = m_host->localOperator();
    OPENBELL_ASSERT(client && client->signIn(local.user, local.password));
    return client;
}

std::unique_ptr<Client> TestVenue::connectAs(Transport transport, const std::string& user) {
    auto client = connect(transport);
    OPENBELL_ASSERT(client && client->signIn(user, kPassword));
    return client;
}

void TestVenue::createUser(Client& asOperator, UserId user, const std::string& name, api::Role role,
                           AccountId account) {
    if (!account.isNone())
        mustAccept(asOperator, api::CreateAccount{account, api::Name(name)});
    mustAccept(asOperator, api::CreateUser{user, api::Name(name), role, account});
    const RequestId request(user.value());
    asOperator.send(api::SetPassword{request, user, {}, kPassword});
    const auto set = asOperator.next<api::CommandResult>(
        [request](const api::CommandResult& result) { return result.request == request; });
    OPENBELL_ASSERT(set && set->reason == api::RejectReason::None);
}

void TestVenue::createMarket(Client& asOperator) {
    mustAccept(asOperator, api::CreateAsset{AssetId(1), api::AssetCode("COIN"), 8});
    mustAccept(asOperator, api::CreateAsset{AssetId(2), api::AssetCode("CASH"), 2});
    api::CreateInstrument create;
    create.instrument = InstrumentId(1);
    create.symbol = api::Symbol("COIN/CASH");
    create.base = AssetId(1);
    create.quote = AssetId(2);
    create.priceScale = 2;
    create.tickSize = 1;
    create.lotSize = 100'000'000;
    create.maxPrice = Price(1'000'000);
    create.maxQuantity = Quantity(1'000'000);
    create.makerFeePpm = 1000;
    create.takerFeePpm = 2000;
    mustAccept(asOperator, create);
}

} // namespace openbell::conformance
