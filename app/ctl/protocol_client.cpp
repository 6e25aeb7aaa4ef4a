#include "app/ctl/protocol_client.h"

#include "engine/api/binary_codec.h"

#include <boost/asio/connect.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/beast/core.hpp>
#include <boost/beast/websocket.hpp>

namespace openbell::ctl {

namespace asio = boost::asio;
namespace beast = boost::beast;
using asio::ip::tcp;
using std::chrono::steady_clock;

struct ProtocolClient::Connection {
    asio::io_context context{1};
    beast::websocket::stream<beast::tcp_stream> stream{context};
    beast::flat_buffer buffer;
    bool reading = false; ///< a read is under way, perhaps since an earlier receive()
    bool received = false;
    beast::error_code readProblem;

    void startReading() {
        if (reading || received)
            return;
        reading = true;
        stream.async_read(buffer, [this](beast::error_code problem, std::size_t) {
            reading = false;
            received = true;
            readProblem = problem;
        });
    }

    /// Runs the handlers until `done` or the time is over.
    template<class Condition>
    void runUntil(Condition&& done, steady_clock::time_point deadline) {
        context.restart();
        while (!done() && context.run_one_until(deadline) != 0)
            continue;
    }
};

namespace {

struct Address {
    std::string host;
    std::string port;
};

std::optional<Address> parse(const std::string& url) {
    constexpr std::string_view kScheme = "ws://";
    if (!url.starts_with(kScheme))
        return std::nullopt;
    std::string rest = url.substr(kScheme.size());
    rest = rest.substr(0, rest.find('/'));
    const std::size_t colon = rest.rfind(':');
    if (colon == std::string::npos)
        return std::nullopt;
    std::string host = rest.substr(0, colon);
    if (host.size() > 2 && host.front() == '[' && host.back() == ']')
        host = host.substr(1, host.size() - 2);
    return Address{host, rest.substr(colon + 1)};
}

} // namespace

ProtocolClient::ProtocolClient() = default;
ProtocolClient::~ProtocolClient() = default;

Result<Done, Error> ProtocolClient::connect(const std::string& url, Milliseconds limit) {
    const auto address = parse(url);
    if (!address)
        return Unexpected{Error{url + " is not an address like ws://127.0.0.1:7401."}};
    m_connection = std::make_unique<Connection>();
    Connection& connection = *m_connection;
    beast::error_code problem;
    tcp::resolver resolver(connection.context);
    const auto targets = resolver.resolve(address->host, address->port, problem);
    const auto deadline = steady_clock::now() + limit;
    bool done = false;
    const auto handle = [&](beast::error_code result) {
        problem = result;
        done = true;
    };
    if (!problem) {
        auto& tcpStream = beast::get_lowest_layer(connection.stream);
        tcpStream.expires_after(limit);
        tcpStream.async_connect(
            targets, [&](beast::error_code result, const tcp::endpoint&) { handle(result); });
        connection.runUntil([&] { return done; }, deadline);
        tcpStream.expires_never();
    }
    if (done && !problem) {
        done = false;
        connection.stream.binary(true);
        connection.stream.read_message_max(api::kMaxResponseBytes);
        connection.stream.async_handshake(address->host, "/", handle);
        connection.runUntil([&] { return done; }, deadline);
    }
    if (done && !problem)
        return Done{};
    const std::string why = problem ? problem.message() : "no answer";
    m_connection.reset();
    return Unexpected{Error{"Cannot connect to " + url + ": " + why + "."}};
}

Result<Done, Error> ProtocolClient::send(const api::ClientMessage& message) {
    if (!m_connection)
        return Unexpected{Error{"Not connected."}};
    const api::Bytes frame = api::toBinary(message);
    beast::error_code problem;
    m_connection->stream.write(asio::buffer(frame), problem);
    if (problem)
        return Unexpected{Error{"The connection is lost: " + problem.message() + "."}};
    return Done{};
}

Result<std::optional<api::ServerMessage>, Error> ProtocolClient::receive(Milliseconds limit) {
    if (!m_connection)
        return Unexpected{Error{"Not connected."}};
    Connection& connection = *m_connection;
    connection.startReading();
    connection.runUntil([&] { return connection.received; }, steady_clock::now() + limit);
    if (!connection.received)
        return std::optional<api::ServerMessage>();
    if (connection.readProblem)
        return Unexpected{
            Error{"The connection is lost: " + connection.readProblem.message() + "."}};
    connection.received = false;
    const auto data = connection.buffer.data();
    auto message = api::fromBinary<api::ServerMessage>(
        {static_cast<const std::uint8_t*>(data.data()), data.size()});
    connection.buffer.clear();
    if (!message)
        return Unexpected{Error{"The venue sent a frame this program does not understand."}};
    return message;
}

Result<api::SignedIn, Error>
ProtocolClient::signIn(const std::string& user, const std::string& password, Milliseconds limit) {
    api::Hello hello;
    hello.clientName = "openbell-ctl";
    if (auto sent = send(hello); !sent)
        return Unexpected{sent.error()};
    const auto deadline = steady_clock::now() + limit;
    bool asked = false;
    while (steady_clock::now() < deadline) {
        auto message = receive(Milliseconds(100));
        if (!message)
            return Unexpected{message.error()};
        if (!*message)
            continue;
        if (const auto* signedIn = std::get_if<api::SignedIn>(&**message))
            return *signedIn;
        if (const auto* refused = std::get_if<api::SignInRefused>(&**message))
            return Unexpected{Error{refused->text}};
        if (const auto* closing = std::get_if<api::Closing>(&**message))
            return Unexpected{Error{closing->text}};
        const auto* status = std::get_if<api::VenueStatus>(&**message);
        if (status == nullptr || asked || status->phase == api::VenuePhase::Starting ||
            status->phase == api::VenuePhase::Recovering)
            continue;
        asked = true;
        if (auto sent = send(api::SignIn{user, password}); !sent)
            return Unexpected{sent.error()};
    }
    return Unexpected{Error{"The venue did not answer in time."}};
}

} // namespace openbell::ctl
