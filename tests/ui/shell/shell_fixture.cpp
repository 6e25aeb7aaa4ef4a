#include "tests/ui/shell/shell_fixture.h"

#include "ui/views/panels.h"

#include <QTest>
#include <QTimer>

namespace openbell::shell {

PaperExchange::PaperExchange(Behaviour behaviour, std::vector<api::Command>& submitted)
    : m_behaviour(std::move(behaviour)), m_submitted(submitted) {}

void PaperExchange::open() {
    QTimer::singleShot(0, this, &FrameTransport::opened);
}

void PaperExchange::close() {
    drop();
}

void PaperExchange::drop() {
    QTimer::singleShot(0, this, [this] { Q_EMIT closed(QStringLiteral("The cable was pulled.")); });
}

void PaperExchange::takeFrames(std::vector<client::Frame>& frames) {
    frames.insert(frames.end(), m_waiting.begin(), m_waiting.end());
    m_waiting.clear();
}

void PaperExchange::push(const api::ServerMessage& message) {
    m_waiting.push_back(std::make_shared<const api::Bytes>(api::toBinary(message)));
    QTimer::singleShot(0, this, &FrameTransport::framesReady);
}

void PaperExchange::send(api::Bytes frame) {
    if (const auto message = api::fromBinary<api::ClientMessage>(frame))
        handle(*message);
}

void PaperExchange::handle(const api::ClientMessage& message) {
    std::visit(api::Overloaded{
                   [this](const api::Hello&) {
                       push(api::Welcome{api::kProtocolVersion, "paper", m_behaviour.mode});
                       api::VenueStatus status;
                       status.phase = m_behaviour.phase;
                       status.sequence = Sequence(100);
                       push(status);
                   },
                   [this](const api::SignIn&) {
                       if (m_behaviour.signInRefusal.empty())
                           push(api::SignedIn{UserId(1), "demo", m_behaviour.role, AccountId(7)});
                       else
                           push(api::SignInRefused{m_behaviour.signInRefusal});
                   },
                   [this](const api::Subscribe& request) { push(snapshot(request)); },
                   [this](const api::Submit& request) {
                       m_submitted.push_back(request.command);
                       push(api::CommandResult{request.request, Sequence(101),
                                               api::RejectReason::None, ""});
                   },
                   [this](const api::Query& request) {
                       api::QueryResult result;
                       result.request = request.request;
                       push(result);
                   },
                   [](const auto&) {},
               },
               message);
}

api::TopicUpdate PaperExchange::snapshot(const api::Subscribe& request) const {
    api::TopicUpdate update;
    update.subscription = request.subscription;
    update.snapshot = true;
    update.to = Sequence(100);
    switch (request.topic.kind) {
    case api::TopicKind::ReferenceData: {
        update.assets = {{AssetId(1), api::AssetCode("BTC"), 8}, {AssetId(2), api::AssetCode("USD"), 4}};
        api::InstrumentDefined market;
        market.definition.base = AssetId(1);
        market.definition.quote = AssetId(2);
        market.definition.priceScale = 2;
        market.definition.tickSize = 50;
        market.definition.lotSize = 100'000;
        market.definition.maxPrice = Price(1'000'000);
        market.definition.maxQuantity = Quantity(1'000'000);
        market.tickValue = 5;
        for (const char* symbol : {"BTC-USD", "ETH-USD"}) {
            market.definition.instrument = InstrumentId(market.definition.instrument.value() + 1);
            market.definition.symbol = api::Symbol(symbol);
            update.instruments.push_back(market);
        }
        update.instruments.front().state = m_behaviour.marketState;
        break;
    }
    case api::TopicKind::Book:
        for (int i = 0; i < 20; ++i) {
            update.levels.push_back({api::Side::Buy, Price(128'000 - i), Quantity(100 + i), 1});
            update.levels.push_back({api::Side::Sell, Price(128'001 + i), Quantity(100 + i), 1});
        }
        break;
    case api::TopicKind::Orders: {
        api::OrderView order;
        order.order = OrderId(5);
        order.account = AccountId(7);
        order.instrument = InstrumentId(1);
        order.price = Price(127'990);
        order.quantity = Quantity(10);
        update.orders = {order};
        break;
    }
    default: break;
    }
    return update;
}

ShellFixture::ShellFixture(PaperExchange::Behaviour behaviour) : m_behaviour(std::move(behaviour)) {
    make();
}

ShellFixture::~ShellFixture() = default;

void ShellFixture::make() {
    ConsoleOptions options;
    options.settingsFile = m_folder.filePath(QStringLiteral("console.ini"));
    options.host.dataDirectory = m_folder.filePath(QStringLiteral("venue"));
    options.host.simulationSeed = 1;
    HostFunctions host;
    host.start = [this](const HostRequest&, const std::function<void(HostOutcome)>& done) {
        HostOutcome outcome;
        outcome.error = m_hostError;
        if (m_hostError.isEmpty()) {
            auto exchange = std::make_unique<PaperExchange>(m_behaviour, m_submitted);
            m_exchange = exchange.get();
            outcome.transport = std::move(exchange);
        }
        done(std::move(outcome));
    };
    host.stop = [](const std::function<void()>& done) { done(); };
    m_console = std::make_unique<Console>(options, views::panels(), host);
    m_console->languages().use(QStringLiteral("en"));
}

bool ShellFixture::start() {
    m_console->start();
    return QTest::qWaitFor([this] {
        return m_console->client().isOnline() &&
               !m_console->context().selection.instrument().isNone();
    });
}

void ShellFixture::restart() {
    m_console->window().close();
    m_console.reset();
    m_exchange = nullptr;
    make();
}

} // namespace openbell::shell
