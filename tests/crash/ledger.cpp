#include "tests/crash/ledger.h"

#include "engine/api/text_codec.h"
#include "engine/journal/digest.h"
#include "engine/journal/reader.h"

#include <type_traits>

namespace openbell::crash {

std::string AccountsView::text() const {
    std::string text = std::to_string(orders.size()) + " open orders;";
    for (const auto& [key, value] : balances)
        text += " account " + std::to_string(key.first) + " asset " + std::to_string(key.second) +
                ": " + std::to_string(value.first) + "+" + std::to_string(value.second);
    return text;
}

std::string Ledger::check(const std::filesystem::path& directory,
                          const std::vector<Acknowledged>& acknowledged) {
    m_recent.clear();
    auto reader = journal::JournalReader::open(directory, next(m_venue.lastSequence()));
    if (!reader)
        return reader.error().message;
    api::EventBuffer events;
    journal::ReadStatus status = reader->next();
    for (; status == journal::ReadStatus::Record; status = reader->next()) {
        const journal::Record& record = reader->record();
        events.clear();
        m_venue.apply(record.context, record.command, events);
        Worked worked{api::toBinary(record.command), record.context.actor};
        events.forEach([&]<class E>(const api::EventStamp&, const E& event) {
            if constexpr (std::is_same_v<E, api::CommandRejected>)
                worked.reason = event.reason;
        });
        m_recent.emplace(record.context.sequence, std::move(worked));
    }
    if (status == journal::ReadStatus::Failed)
        return reader->error().message;
    for (const Acknowledged& one : acknowledged)
        if (const std::string problem = checkOne(one); !problem.empty())
            return problem;
    return {};
}

std::string Ledger::checkOne(const Acknowledged& acknowledged) const {
    const std::string what = "acknowledged as " + std::to_string(acknowledged.sequence.value()) +
                             ": " + api::toText(acknowledged.command);
    const auto found = m_recent.find(acknowledged.sequence);
    if (found == m_recent.end())
        return what + ", but the journal ends at " + std::to_string(m_venue.lastSequence().value());
    const Worked& worked = found->second;
    if (worked.command != api::toBinary(acknowledged.command) || worked.actor != acknowledged.actor)
        return what + ", but the journal has another command there";
    if (worked.reason != acknowledged.reason)
        return what + ", with outcome " + std::string(api::nameOf(acknowledged.reason)) +
               ", but the replay says " + std::string(api::nameOf(worked.reason));
    return {};
}

std::string Ledger::stateHash() const {
    api::Bytes saved;
    m_venue.save(saved);
    return journal::toHex(journal::stateHash(saved));
}

AccountsView Ledger::accounts() const {
    AccountsView view;
    api::EventBuffer events;
    m_venue.describe(events);
    events.forEach([&]<class E>(const api::EventStamp&, const E& event) {
        if constexpr (std::is_same_v<E, api::OrderAccepted>)
            view.orders.insert({event.order.value(), event.account.value(), event.price.value(),
                                event.quantity.value() - event.filled.value()});
        if constexpr (std::is_same_v<E, api::BalanceChanged>)
            view.balances[{event.account.value(), event.asset.value()}] = {event.available.value(),
                                                                           event.held.value()};
    });
    return view;
}

} // namespace openbell::crash
