// A topic being followed; it ends with this object. GUI thread.
#pragma once

#include <QPointer>

#include <cstdint>

namespace openbell::client {

class ExchangeClient;

class Subscription {
public:
    Subscription() = default;
    Subscription(Subscription&& other) noexcept;
    Subscription& operator=(Subscription&& other) noexcept;
    ~Subscription() { reset(); }

    /// Stops following.
    void reset();
    bool isActive() const { return m_handle != 0; }

private:
    friend class ExchangeClient;
    Subscription(ExchangeClient* client, std::uint32_t handle);

    QPointer<ExchangeClient> m_client;
    std::uint32_t m_handle = 0;
};

} // namespace openbell::client
