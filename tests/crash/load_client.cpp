#include "tests/crash/load_client.h"

#include "app/ctl/protocol_client.h"

namespace openbell::crash {
namespace {

constexpr std::size_t kWindow = 32; ///< requests on their way at once
constexpr std::size_t kMaxOpenOrders = 200;

} // namespace

void LoadClient::run(const std::string& url, std::chrono::steady_clock::time_point until) {
    using std::chrono::milliseconds;
    m_waiting.clear();
    ctl::ProtocolClient client;
    if (!client.connect(url, milliseconds(5000)) ||
        !client.signIn(m_user.name, m_user.password, milliseconds(10'000)))
        return;
    while (std::chrono::steady_clock::now() < until) {
        while (m_waiting.size() < kWindow) {
            api::Submit submit;
            submit.request = RequestId(++m_lastRequest);
            submit.command = draw();
            m_waiting.emplace(submit.request, submit.command);
            if (!client.send(submit))
                return;
        }
        const auto message = client.receive(milliseconds(50));
        if (!message)
            return;
        if (*message)
            if (const auto* result = std::get_if<api::CommandResult>(&**message))
                onResult(*result);
    }
}

std::vector<Acknowledged> LoadClient::takeAcknowledged() {
    return std::exchange(m_acknowledged, {});
}

void LoadClient::onResult(const api::CommandResult& result) {
    const auto found = m_waiting.find(result.request);
    if (found == m_waiting.end())
        return;
    const api::Command command = found->second;
    m_waiting.erase(found);
    if (result.sequence.isNone())
        return; // refused before it was sequenced: nothing to remember
    m_acknowledged.push_back({result.sequence, m_user.user, command, result.reason});
    const auto* order = std::get_if<api::PlaceOrder>(&command);
    if (order != nullptr && result.reason == api::RejectReason::None &&
        m_open.size() < kMaxOpenOrders)
        m_open.push_back({OrderId(result.sequence.value()), order->price, order->quantity});
}

api::Command LoadClient::draw() {
    return m_user.account.isNone() ? drawFunds() : drawOrder();
}

api::Command LoadClient::drawFunds() {
    const AccountId account(static_cast<std::uint32_t>(1 + m_random.below(kTraders)));
    const AssetId asset(static_cast<std::uint32_t>(1 + m_random.below(2)));
    const Amount amount(m_random.between(1, 1000));
    if (m_random.chance(1, 3))
        return api::Withdraw{.account = account, .asset = asset, .amount = amount};
    return api::Deposit{.account = account, .asset = asset, .amount = amount};
}

api::Command LoadClient::drawOrder() {
    const InstrumentId instrument(1);
    if (!m_open.empty() && m_random.chance(4, 10)) {
        const std::size_t index = m_random.below(m_open.size());
        const OpenOrder open = m_open[index];
        if (m_random.chance(1, 4) && open.quantity > Quantity(1)) {
            m_open[index].quantity = Quantity(open.quantity.value() - 1);
            return api::AmendOrder{m_user.account, instrument, open.order, open.price,
                                   m_open[index].quantity};
        }
        m_open[index] = m_open.back();
        m_open.pop_back();
        return api::CancelOrder{m_user.account, instrument, open.order};
    }
    api::PlaceOrder order;
    order.account = m_user.account;
    order.instrument = instrument;
    order.side = m_random.chance(1, 2) ? api::Side::Buy : api::Side::Sell;
    order.price = Price(1000 + m_random.between(-15, 15));
    order.quantity = Quantity(m_random.between(1, 20));
    return order;
}

std::vector<LoadUser> traders() {
    std::vector<LoadUser> users;
    for (std::uint32_t i = 1; i <= kTraders; ++i)
        users.push_back({"trader" + std::to_string(i), "correct horse " + std::to_string(i),
                         UserId(10 + i), AccountId(i)});
    return users;
}

std::vector<api::Command> marketSetup() {
    std::vector<api::Command> commands;
    commands.emplace_back(api::CreateAsset{AssetId(1), api::AssetCode("USD"), 2});
    commands.emplace_back(api::CreateAsset{AssetId(2), api::AssetCode("BTC"), 4});
    api::CreateInstrument instrument;
    instrument.instrument = InstrumentId(1);
    instrument.symbol = api::Symbol("BTC-USD");
    instrument.base = AssetId(2);
    instrument.quote = AssetId(1);
    instrument.lotSize = 100;
    instrument.maxPrice = Price(1'000'000);
    instrument.maxQuantity = Quantity(1'000'000);
    instrument.makerFeePpm = 100;
    instrument.takerFeePpm = 400;
    commands.emplace_back(instrument);
    for (const LoadUser& trader : traders()) {
        commands.emplace_back(api::CreateAccount{trader.account, api::Name(trader.name)});
        commands.emplace_back(api::CreateUser{trader.user, api::Name(trader.name),
                                              api::Role::Trader, trader.account});
        for (std::uint32_t asset = 1; asset <= 2; ++asset)
            commands.emplace_back(
                api::Deposit{trader.account, AssetId(asset), Amount(1'000'000'000'000)});
    }
    return commands;
}

} // namespace openbell::crash
