#include "engine/gateway/listening_socket.h"

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <unistd.h>

namespace openbell::gateway {

namespace asio = boost::asio;
using tcp = asio::ip::tcp;

Result<ListeningSocket, Error> ListeningSocket::open(const std::string& address,
                                                     std::uint16_t port) {
    const auto failed = [&](const std::string& why) {
        return Unexpected{Error{"Cannot listen on " + address + " port " + std::to_string(port) +
                                ": " + why +
                                ". Choose another address or port, or 0 for any free port."}};
    };
    boost::system::error_code error;
    const auto ip = asio::ip::make_address(address, error);
    if (error)
        return failed("not an IP address");
    asio::io_context context;
    tcp::acceptor acceptor(context);
    const tcp::endpoint endpoint(ip, port);
    acceptor.open(endpoint.protocol(), error);
    if (!error)
        acceptor.set_option(asio::socket_base::reuse_address(true), error);
    if (!error)
        acceptor.bind(endpoint, error);
    if (!error)
        acceptor.listen(asio::socket_base::max_listen_connections, error);
    if (error)
        return failed(error.message());
    ListeningSocket socket;
    socket.m_port = acceptor.local_endpoint().port();
    socket.m_six = ip.is_v6();
    socket.m_loopback = ip.is_loopback();
    socket.m_descriptor = acceptor.release();
    return socket;
}

ListeningSocket::~ListeningSocket() {
    if (m_descriptor >= 0)
        ::close(m_descriptor);
}

} // namespace openbell::gateway
