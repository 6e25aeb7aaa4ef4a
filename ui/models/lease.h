// Shared use of a live model: the feed keeps it subscribed while at least one Lease is alive.
#pragma once

#include <functional>
#include <utility>

namespace openbell::models {

template <class T>
class Lease {
public:
    Lease() = default;
    Lease(T* object, std::function<void()> release)
        : m_object(object), m_release(std::move(release)) {}
    Lease(Lease&& other) noexcept
        : m_object(std::exchange(other.m_object, nullptr)),
          m_release(std::exchange(other.m_release, nullptr)) {}
    Lease& operator=(Lease&& other) noexcept {
        if (this != &other) {
            reset();
            m_object = std::exchange(other.m_object, nullptr);
            m_release = std::exchange(other.m_release, nullptr);
        }
        return *this;
    }
    ~Lease() { reset(); }

    void reset() {
        m_object = nullptr;
        if (const auto release = std::exchange(m_release, nullptr))
            release();
    }
    T* get() const { return m_object; }
    T* operator->() const { return m_object; }
    T& operator*() const { return *m_object; }
    explicit operator bool() const { return m_object != nullptr; }

private:
    T* m_object = nullptr;
    std::function<void()> m_release;
};

} // namespace openbell::models
