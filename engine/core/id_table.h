// Things with small ids, found by index and iterated in id order. Ids stay below kMaxReferenceId,
// which bounds every table. Entries never move, so references stay good.
#pragma once

#include <cstdint>
#include <deque>
#include <utility>
#include <vector>

namespace openbell::core {

/// Upper bound (exclusive) of the ids of assets, instruments, accounts and users. Twenty bits also
/// leave room for an id in EventStamp::order beside the stage.
inline constexpr std::uint32_t kMaxReferenceId = 1U << 20;

template<class Id, class T>
class IdTable {
public:
    /// Null when there is no entry with that id.
    const T* find(Id id) const { return id.value() < m_byId.size() ? m_byId[id.value()] : nullptr; }
    T* find(Id id) { return const_cast<T*>(std::as_const(*this).find(id)); }

    /// Precondition: id in (0, kMaxReferenceId), not taken.
    T& add(Id id, T entry) {
        if (id.value() >= m_byId.size())
            m_byId.resize(id.value() + 1, nullptr);
        m_entries.push_back(std::move(entry));
        m_byId[id.value()] = &m_entries.back();
        return m_entries.back();
    }

    /// Calls f(entry) in ascending id order.
    template<class F>
    void forEach(F&& f) const {
        for (const T* entry : m_byId)
            if (entry)
                f(*entry);
    }
    template<class F>
    void forEach(F&& f) {
        for (T* entry : m_byId)
            if (entry)
                f(*entry);
    }

    std::size_t size() const { return m_entries.size(); }

private:
    std::deque<T> m_entries;
    std::vector<T*> m_byId;
};

} // namespace openbell::core
