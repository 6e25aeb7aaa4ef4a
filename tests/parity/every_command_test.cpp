// Every kind of command as a client sends it: the transport and the number of shards make no
// difference to the journal, to the answers and to the state that the journal gives.
#include "tests/oracle/random_commands.h"
#include "tests/parity/clients.h"
#include "tests/parity/serving_host.h"

#include <algorithm>
#include <map>

using namespace openbell;
using namespace openbell::parity;

namespace {

constexpr std::uint64_t kSeed = 20'260'105;
constexpr std::uint32_t kRandomAccounts = 6;

/// The opening of a random stream, its beginning, and of the rarer kinds of commands the first few
/// after it. Nobody's role changes: who sends the commands must keep his.
std::vector<api::Command> commandsOfEveryKind() {
    constexpr std::size_t kBeginning = 500;
    constexpr int kOfEachKind = 3;
    std::vector<api::Command> kept;
    std::map<std::size_t, int> kinds;
    const oracle::RandomMarketOptions options{.seed = kSeed, .accounts = kRandomAccounts};
    for (const api::Command& command : oracle::randomStream(options, 40'000)) {
        if (kept.size() >= kBeginning && kinds[command.index()] >= kOfEachKind)
            continue;
        const bool changesRole = std::holds_alternative<api::ChangeUser>(command);
        kept.push_back(changesRole ? api::AdvanceTime{} : command);
        ++kinds[command.index()];
    }
    if (kinds.size() != std::variant_size_v<api::Command>)
        qFatal("a kind of command is missing in the random stream");
    return kept;
}

/// Sends each command as somebody who may: orders as the account's trader, the rest as an operator.
template<class AnyClient>
class Everybody {
public:
    explicit Everybody(ServingHost& host) : m_host(host), m_operator(*host) {
        const host::LocalOperator local = m_host->localOperator();
        if (!m_operator.signIn(local.user, local.password))
            qFatal("the operator cannot sign in");
    }

    api::CommandResult answerTo(const api::Command& command) {
        return answer(m_operator, api::Submit{{}, command});
    }
    /// Once there are accounts.
    void addTraders() {
        constexpr std::uint32_t kFirst = 1000; // the random users are before it
        for (std::uint32_t i = 1; i <= kRandomAccounts; ++i) {
            const std::string name = "trader" + std::to_string(i);
            answerTo(api::CreateUser{UserId(kFirst + i), api::Name(name), api::Role::Trader,
                                     AccountId(i)});
            answer(m_operator, api::SetPassword{{}, UserId(kFirst + i), "", name + " comes in"});
            auto trader = std::make_unique<AnyClient>(*m_host);
            if (!trader->signIn(name, name + " comes in"))
                qFatal("%s cannot sign in", name.c_str());
            m_traders[AccountId(i)] = std::move(trader);
        }
    }
    /// An order of nobody who is there becomes a clock tick.
    api::CommandResult place(AccountId account, const api::Command& command) {
        const auto trader = m_traders.find(account);
        if (trader == m_traders.end())
            return answerTo(api::AdvanceTime{});
        return answer(*trader->second, api::Submit{{}, command});
    }

private:
    static api::CommandResult answer(AnyClient& client, const api::ClientMessage& message) {
        const auto result = client.answerTo(message);
        if (!result)
            qFatal("%s", result.error().message.c_str());
        return *result;
    }

    ServingHost& m_host;
    AnyClient m_operator;
    std::map<AccountId, std::unique_ptr<AnyClient>> m_traders;
};

/// One command at a time.
template<class AnyClient>
Outcome runEveryKind(unsigned shards) {
    ServingHost host(shards);
    Outcome outcome;
    auto everybody = std::make_unique<Everybody<AnyClient>>(host);
    std::uint64_t ahead = 0; // of the stream's sequence numbers, which it has for order ids
    std::size_t number = 0;
    for (api::Command command : commandsOfEveryKind()) {
        const bool isOrder = std::holds_alternative<api::PlaceOrder>(command) ||
                             std::holds_alternative<api::AmendOrder>(command) ||
                             std::holds_alternative<api::ReplaceOrder>(command) ||
                             std::holds_alternative<api::PlaceOrderList>(command) ||
                             std::holds_alternative<api::PlaceQuote>(command);
        if (isOrder && ahead == 0) {
            everybody->addTraders();
            ahead = everybody->answerTo(api::AdvanceTime{}).sequence.value() - number;
        }
        const api::CommandResult result = std::visit(
            [&](auto& each) {
                if constexpr (requires { OrderId(each.order); })
                    each.order = OrderId(each.order.value() + ahead);
                if constexpr (requires { each.account; })
                    if (isOrder)
                        return everybody->place(each.account, each);
                return everybody->answerTo(each);
            },
            command);
        ++number;
        outcome.answers.emplace_back(result.sequence.value(), result.reason);
    }
    everybody.reset();
    host.stop();
    addHashes(host.directory(), outcome);
    return outcome;
}

} // namespace

class EveryCommandTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everyKindOfCommandGivesTheSameJournalAndState() {
        const Outcome one = runEveryKind<LoopbackClient>(1);
        const auto accepted =
            std::count_if(one.answers.begin(), one.answers.end(), [](const auto& answer) {
                return answer.second == api::RejectReason::None;
            });
        qInfo("%d of %zu accepted", int(accepted), one.answers.size());
        QVERIFY(accepted > 150);
        QVERIFY(runEveryKind<WebSocketClient>(1) == one);
        QVERIFY(runEveryKind<WebSocketClient>(2) == one);
        QVERIFY(runEveryKind<LoopbackClient>(4) == one);
    }
};

QTEST_GUILESS_MAIN(EveryCommandTest)
#include "every_command_test.moc"
