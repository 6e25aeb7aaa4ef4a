// The newest N items of an endless row; older ones fall off. Takes no memory while empty.
#pragma once

#include <cstddef>
#include <span>
#include <vector>

namespace openbell::gateway {

template<class T, std::size_t N>
class Ring {
public:
    static constexpr std::size_t kCapacity = N;

    void push(const T& item) {
        // Old items leave in blocks, so that pushing is cheap and the rest stays in one piece.
        if (m_items.size() == 2 * N)
            m_items.erase(m_items.begin(), m_items.begin() + static_cast<std::ptrdiff_t>(N + 1));
        m_items.push_back(item);
    }
    /// Oldest first. Valid until the next change.
    std::span<const T> items() const { return std::span(m_items).last(size()); }
    /// The newest item; must not be empty.
    T& newest() { return m_items.back(); }
    std::size_t size() const { return m_items.size() < N ? m_items.size() : N; }
    bool empty() const { return m_items.empty(); }
    void clear() { m_items.clear(); }

private:
    std::vector<T> m_items;
};

} // namespace openbell::gateway
