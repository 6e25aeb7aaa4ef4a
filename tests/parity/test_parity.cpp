// What must not make a difference: the transport, and the number of shards. The same commands at
// the same business time give the same journal, byte for byte, and the same answers.
#include "tests/crash/load_client.h"
#include "tests/parity/clients.h"
#include "tests/parity/serving_host.h"

#include <QtTest>

#include <future>

using namespace openbell;
using namespace openbell::parity;
using crash::LoadUser;

namespace {

constexpr std::uint64_t kSeed = 20'260'105;

/// Orders, amendments and cancels of one trader; the same for the same seed and answers.
class Trader {
public:
    Trader(LoadUser user, std::uint64_t seed) : m_user(std::move(user)), m_random(seed) {}

    const LoadUser& user() const { return m_user; }

    api::Command draw() {
        if (!m_orders.empty() && m_random.chance(1, 3)) {
            const std::size_t index = m_random.below(m_orders.size());
            const OrderId order = m_orders[index];
            if (m_random.chance(1, 3))
                return api::AmendOrder{m_user.account, InstrumentId(1), order,
                                       Price(1000 + m_random.between(-9, 9)),
                                       Quantity(m_random.between(1, 30))};
            m_orders.erase(m_orders.begin() + static_cast<std::ptrdiff_t>(index));
            return api::CancelOrder{m_user.account, InstrumentId(1), order};
        }
        api::PlaceOrder order;
        order.account = m_user.account;
        order.instrument = InstrumentId(1);
        order.side = m_random.chance(1, 2) ? api::Side::Buy : api::Side::Sell;
        order.price = Price(1000 + m_random.between(-9, 9));
        order.quantity = Quantity(m_random.between(1, 30));
        return order;
    }

    void onAnswer(const api::Command& command, const api::CommandResult& result) {
        if (std::holds_alternative<api::PlaceOrder>(command) &&
            result.reason == api::RejectReason::None)
            m_orders.emplace_back(result.sequence.value());
    }

private:
    LoadUser m_user;
    Random m_random;
    std::vector<OrderId> m_orders;
};

template<class AnyClient>
void setUp(host::Host& host) {
    AnyClient client(host);
    const host::LocalOperator local = host.localOperator();
    QVERIFY(client.signIn(local.user, local.password));
    for (const api::Command& command : crash::marketSetup()) {
        const auto answer = client.answerTo(api::Submit{{}, command});
        QVERIFY(answer && answer->reason == api::RejectReason::None);
    }
    for (const LoadUser& trader : crash::traders()) {
        const auto answer = client.answerTo(api::SetPassword{{}, trader.user, "", trader.password});
        QVERIFY(answer && answer->reason == api::RejectReason::None);
    }
}

/// The traders in turn, one command at a time.
template<class AnyClient>
Outcome runOneByOne(int rounds) {
    ServingHost host;
    setUp<AnyClient>(*host);
    Outcome outcome;
    std::vector<Trader> traders;
    std::vector<std::unique_ptr<Client>> clients;
    Random seeds(kSeed);
    for (const LoadUser& user : crash::traders()) {
        traders.emplace_back(user, seeds.next());
        clients.push_back(std::make_unique<AnyClient>(*host));
        if (!clients.back()->signIn(user.name, user.password))
            qFatal("%s cannot sign in", user.name.c_str());
    }
    for (int round = 0; round < rounds; ++round)
        for (std::size_t i = 0; i < traders.size(); ++i) {
            const api::Command command = traders[i].draw();
            const auto answer = clients[i]->answerTo(api::Submit{{}, command});
            if (!answer)
                qFatal("%s", answer.error().message.c_str());
            traders[i].onAnswer(command, *answer);
            outcome.answers.emplace_back(answer->sequence.value(), answer->reason);
        }
    clients.clear();
    host.stop();
    addHashes(host.directory(), outcome);
    return outcome;
}

struct ShardOutcome {
    Outcome outcome;
    std::vector<api::OrderView> orders; ///< as the gateway shows them, from the live events
    std::vector<api::BalanceChanged> balances;
    std::vector<api::LevelView> levels;
};

api::Topic topic(api::TopicKind kind, InstrumentId instrument = {}) {
    api::Topic made;
    made.kind = kind;
    made.instrument = instrument;
    return made;
}

template<class Rows, class Pick>
Rows snapshot(simulation::SessionClient& session, const api::Topic& about, std::uint32_t id,
              Pick pick) {
    session.send(api::Subscribe{SubscriptionId(id), about});
    const auto message = session.nextOther(kPatience);
    const auto* update = message ? std::get_if<api::TopicUpdate>(&*message) : nullptr;
    if (update == nullptr)
        qFatal("no snapshot");
    session.send(api::Unsubscribe{SubscriptionId(id)});
    return pick(*update);
}

/// The traders in turn, many commands at once, so that several shards have work at the same time.
ShardOutcome runInBursts(unsigned shards, int rounds) {
    constexpr int kBurst = 300;
    ServingHost host(shards);
    setUp<LoopbackClient>(*host);
    ShardOutcome result;
    std::vector<Trader> traders;
    std::vector<std::unique_ptr<LoopbackClient>> clients;
    Random seeds(kSeed);
    for (const LoadUser& user : crash::traders()) {
        traders.emplace_back(user, seeds.next());
        clients.push_back(std::make_unique<LoopbackClient>(*host));
        if (!clients.back()->signIn(user.name, user.password))
            qFatal("%s cannot sign in", user.name.c_str());
    }
    for (int round = 0; round < rounds; ++round)
        for (std::size_t i = 0; i < traders.size(); ++i) {
            std::vector<api::Command> commands;
            for (int n = 0; n < kBurst; ++n) {
                commands.push_back(traders[i].draw());
                clients[i]->session().submit(commands.back());
            }
            const auto answers = clients[i]->session().takeResults(kPatience);
            if (!answers)
                qFatal("%s", answers.error().message.c_str());
            for (std::size_t n = 0; n < commands.size(); ++n) {
                traders[i].onAnswer(commands[n], (*answers)[n]);
                result.outcome.answers.emplace_back((*answers)[n].sequence.value(),
                                                    (*answers)[n].reason);
            }
        }
    LoopbackClient looker(*host);
    const host::LocalOperator local = host->localOperator();
    if (!looker.signIn(local.user, local.password))
        qFatal("the operator cannot sign in");
    result.orders = snapshot<std::vector<api::OrderView>>(
        looker.session(), topic(api::TopicKind::Orders), 1,
        [](const api::TopicUpdate& update) { return update.orders; });
    result.balances = snapshot<std::vector<api::BalanceChanged>>(
        looker.session(), topic(api::TopicKind::Balances), 2,
        [](const api::TopicUpdate& update) { return update.balances; });
    result.levels = snapshot<std::vector<api::LevelView>>(
        looker.session(), topic(api::TopicKind::Book, InstrumentId(1)), 3,
        [](const api::TopicUpdate& update) { return update.levels; });
    clients.clear();
    host.stop();
    addHashes(host.directory(), result.outcome);
    return result;
}

template<class Row>
bool same(const std::vector<Row>& a, const std::vector<Row>& b) {
    return api::toBinary(a) == api::toBinary(b);
}

} // namespace

class ParityTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void loopbackAndWebSocketGiveTheSameJournalAndAnswers() {
        const Outcome loopback = runOneByOne<LoopbackClient>(60);
        const Outcome webSocket = runOneByOne<WebSocketClient>(60);
        QCOMPARE(loopback.answers.size(), std::size_t{60 * crash::kTraders});
        QCOMPARE(QString::fromStdString(webSocket.journal),
                 QString::fromStdString(loopback.journal));
        QVERIFY(webSocket == loopback);
    }

    void oneTwoAndFourShardsGiveTheSameBooksTradesAndBalances() {
        const ShardOutcome one = runInBursts(1, 4);
        QVERIFY(!one.orders.empty());
        QVERIFY(!one.levels.empty());
        for (const unsigned shards : {2U, 4U}) {
            const ShardOutcome several = runInBursts(shards, 4);
            QVERIFY(several.outcome == one.outcome);
            QVERIFY(same(several.orders, one.orders));
            QVERIFY(same(several.balances, one.balances));
            QVERIFY(same(several.levels, one.levels));
        }
    }

    void aJournalOfOneShardCountOpensWithAnother() {
        // The number of shards is a start-up option, not a property of the data.
        ServingHost host(4);
        setUp<LoopbackClient>(*host);
        host.stop();
        host::HostOptions options;
        options.dataDirectory = host.directory();
        options.shards = 2;
        std::promise<host::HostState> state;
        options.onState = [&state](host::HostState now) { state.set_value(now); };
        auto again = host::Host::open(std::move(options));
        QVERIFY(again);
        QVERIFY((*again)->start());
        QVERIFY(state.get_future().get() == host::HostState::Serving);
    }
};

QTEST_GUILESS_MAIN(ParityTest)
#include "test_parity.moc"
