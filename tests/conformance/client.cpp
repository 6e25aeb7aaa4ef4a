#include "tests/conformance/client.h"

#include "engine/api/json_codec.h"
#include "engine/base/assertion.h"

namespace openbell::conformance {

void Client::send(const api::ClientMessage& message) {
    if (!text())
        return sendRaw(api::toBinary(message), false);
    const std::string json = api::toJson(message);
    sendRaw(api::Bytes(json.begin(), json.end()), true);
}

bool Client::waitUntilClosed() {
    std::unique_lock lock(m_mutex);
    return m_changed.wait_for(lock, kPatience, [this] { return m_closed; });
}

bool Client::signIn(const std::string& user, const std::string& password) {
    hello();
    const auto live = next<api::VenueStatus>(
        [](const api::VenueStatus& status) { return status.phase == api::VenuePhase::Live; });
    if (!live)
        return false;
    send(api::SignIn{user, password});
    return next<api::SignedIn>().has_value();
}

std::optional<api::CommandResult> Client::submit(const api::Command& command) {
    const RequestId request(++m_lastRequest);
    send(api::Submit{request, command});
    return next<api::CommandResult>(
        [request](const api::CommandResult& result) { return result.request == request; });
}

void Client::received(const std::uint8_t* data, std::size_t size, bool isText) {
    std::optional<api::ServerMessage> message;
    if (isText) {
        auto parsed = api::serverMessageFromJson({reinterpret_cast<const char*>(data), size});
        if (parsed)
            message = std::move(*parsed);
    } else {
        message = api::fromBinary<api::ServerMessage>({data, size});
    }
    OPENBELL_ASSERT(message.has_value() && isText == text());
    const std::lock_guard lock(m_mutex);
    m_messages.push_back(std::move(*message));
    m_changed.notify_all();
}

void Client::closed() {
    const std::lock_guard lock(m_mutex);
    m_closed = true;
    m_changed.notify_all();
}

} // namespace openbell::conformance
