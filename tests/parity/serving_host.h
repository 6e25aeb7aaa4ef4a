// A host of its own for a test, and what its run comes to in the end.
#pragma once

#include "engine/core/venue.h"
#include "engine/host/host.h"
#include "engine/journal/reader.h"
#include "engine/runtime/clock.h"

#include <QTemporaryDir>
#include <QtTest>

#include <future>

namespace openbell::parity {

/// A host on a temporary directory whose clock stands still.
class ServingHost {
public:
    explicit ServingHost(unsigned shards = 1) {
        host::HostOptions options;
        options.dataDirectory = directory();
        options.shards = shards;
        options.syncToDisk = false;
        options.listen = host::ListenAddress{};
        options.clock = std::make_shared<runtime::ManualClock>(Timestamp(1'000'000));
        options.logger = std::make_shared<runtime::Logger>(runtime::LogLevel::Warning);
        options.onState = [this](host::HostState state) { m_state.set_value(state); };
        auto opened = host::Host::open(std::move(options));
        if (!opened)
            qFatal("%s", opened.error().message.c_str());
        m_host = std::move(*opened);
        if (const auto started = m_host->start(); !started)
            qFatal("%s", started.error().message.c_str());
        if (m_state.get_future().get() != host::HostState::Serving)
            qFatal("the venue does not serve");
    }

    host::Host& operator*() { return *m_host; }
    host::Host* operator->() { return m_host.get(); }
    std::filesystem::path directory() const { return m_temporary.path().toStdString() + "/venue"; }
    void stop() { m_host->stop(); }

private:
    QTemporaryDir m_temporary;
    std::promise<host::HostState> m_state;
    std::unique_ptr<host::Host> m_host;
};

struct Outcome {
    std::vector<std::pair<std::uint64_t, api::RejectReason>> answers;
    std::string journal; ///< hash
    std::string state;   ///< hash of a replay
    friend bool operator==(const Outcome&, const Outcome&) = default;
};

/// From the journal of a host that has stopped.
inline void addHashes(const std::filesystem::path& directory, Outcome& outcome) {
    auto reader = journal::JournalReader::open(directory, Sequence(1));
    QVERIFY(reader);
    core::Venue venue;
    api::EventBuffer events;
    while (reader->next() == journal::ReadStatus::Record) {
        events.clear();
        venue.apply(reader->record().context, reader->record().command, events);
    }
    const auto broken = venue.checkInvariants();
    QVERIFY2(!broken, broken.value_or("").c_str());
    api::Bytes saved;
    venue.save(saved);
    outcome.journal = journal::toHex(reader->hash());
    outcome.state = journal::toHex(journal::stateHash(saved));
}

} // namespace openbell::parity
