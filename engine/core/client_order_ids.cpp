#include "engine/core/client_order_ids.h"

#include "engine/api/field_list.h"
#include "engine/base/assertion.h"
#include "engine/core/icebergs.h"

#include <type_traits>
#include <utility>

namespace openbell::core {
namespace {

template<class T>
std::uint64_t bitsOf(const T& value) {
    if constexpr (std::is_enum_v<T> || std::is_integral_v<T>)
        return static_cast<std::uint64_t>(value);
    else
        return static_cast<std::uint64_t>(value.value());
}

template<class Listed>
void mixInto(std::uint64_t& mixed, const Listed& terms) {
    Listed::fields(terms, [&mixed]<class T>(std::string_view, const T& value) {
        if constexpr (api::FieldListed<T>)
            mixInto(mixed, value);
        else
            mixed = mixedBits((mixed ^ bitsOf(value)) + 0x9E3779B97F4A7C15ULL);
    });
}

template<class Command>
std::uint64_t mixedTerms(const Command& command) {
    std::uint64_t mixed = Command::kType;
    mixInto(mixed, command);
    return mixed;
}

} // namespace

std::uint64_t termsOf(const api::PlaceOrder& command) {
    return mixedTerms(command);
}
std::uint64_t termsOf(const api::ReplaceOrder& command) {
    return mixedTerms(command);
}
std::uint64_t termsOf(const api::PlaceOrderList& command) {
    return mixedTerms(command);
}

const ClientOrderIds::Entry* ClientOrderIds::find(ClientOrderId id) const {
    const auto found = m_entries.find(id);
    return found == m_entries.end() ? nullptr : &found->second;
}

void ClientOrderIds::take(ClientOrderId id, OrderId order, std::uint64_t terms) {
    const bool added = m_entries.try_emplace(id, Entry{order, terms, 0, false}).second;
    OPENBELL_ASSERT(added);
}

void ClientOrderIds::giveBack(ClientOrderId id) {
    m_entries.erase(id);
}

void ClientOrderIds::accept(ClientOrderId id, bool isOpen) {
    const auto accepted = m_entries.find(id);
    OPENBELL_ASSERT(accepted != m_entries.end() && accepted->second.number == 0);
    accepted->second.number = ++m_accepted;
    accepted->second.open = isOpen;
    if (m_newest.size() < kRemembered) {
        m_newest.push_back(id);
        return;
    }
    const ClientOrderId oldest = std::exchange(m_newest[(m_accepted - 1) % kRemembered], id);
    const auto passed = m_entries.find(oldest);
    if (!passed->second.open)
        m_entries.erase(passed);
}

void ClientOrderIds::end(ClientOrderId id) {
    const auto ended = m_entries.find(id);
    OPENBELL_ASSERT(ended != m_entries.end() && ended->second.open);
    ended->second.open = false;
    if (m_accepted - ended->second.number >= kRemembered)
        m_entries.erase(ended);
}

} // namespace openbell::core
