// The newest N items of an endless row; older ones fall off.
#pragma once

#include <cstddef>
#include <deque>

namespace openbell::gateway {

template <class T, std::size_t N>
class Ring {
public:
    static constexpr std::size_t kCapacity = N;
    void push(const T& item) {
        if (m_items.size() == N)
            m_items.pop_front();
        m_items.push_back(item);
    }
    /// Oldest first.
    const std::deque<T>& items() const { return m_items; }
    void clear() { m_items.clear(); }

private:
    std::deque<T> m_items;
};

} // namespace openbell::gateway
