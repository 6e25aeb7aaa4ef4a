#include "ui/client/subscription.h"

#include "ui/client/exchange_client.h"

#include <utility>

namespace openbell::client {

Subscription::Subscription(ExchangeClient* client, std::uint32_t handle)
    : m_client(client), m_handle(handle) {}

Subscription::Subscription(Subscription&& other) noexcept
    : m_client(other.m_client), m_handle(std::exchange(other.m_handle, 0)) {}

Subscription& Subscription::operator=(Subscription&& other) noexcept {
    if (this != &other) {
        reset();
        m_client = other.m_client;
        m_handle = std::exchange(other.m_handle, 0);
    }
    return *this;
}

void Subscription::reset() {
    if (m_handle != 0 && m_client)
        m_client->unsubscribe(m_handle);
    m_handle = 0;
}

} // namespace openbell::client
