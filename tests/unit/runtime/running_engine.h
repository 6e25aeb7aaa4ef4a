// An engine on a temporary directory with a recording consumer, for tests.
#pragma once

#include "engine/runtime/clock.h"
#include "tests/unit/runtime/fakes.h"
#include "tests/unit/runtime/market_commands.h"

#include <filesystem>
#include <string>

namespace openbell::runtime::test {

struct RunningEngine {
    RecordingConsumer consumer;
    std::vector<std::string> log; ///< read after the engine stopped
    std::shared_ptr<ManualClock> clock = std::make_shared<ManualClock>(Timestamp(1000));
    std::unique_ptr<Engine> engine;
    std::uint64_t submitted = 0;

    static EngineOptions options(const std::filesystem::path& directory) {
        EngineOptions made;
        made.dataDirectory = directory;
        made.syncToDisk = false; // what is tested here does not depend on the disk's speed
        return made;
    }

    explicit RunningEngine(EngineOptions engineOptions, ProjectionSink* projection = nullptr) {
        engineOptions.logger = std::make_shared<Logger>(
            LogLevel::Info, [this](std::string_view line) { log.emplace_back(line); });
        if (!engineOptions.clock)
            engineOptions.clock = clock;
        engine = std::make_unique<Engine>(std::move(engineOptions), consumer, projection);
        engine->start();
    }

    bool goesLive() { return consumer.waitForPhase(api::VenuePhase::Live); }

    api::RejectReason submit(const api::Command& command,
                             Engine::Wake wake = Engine::Wake::Now) {
        Submission submission;
        submission.session = 7;
        submission.request = RequestId(submitted + 1);
        submission.command = command;
        const api::RejectReason answer = engine->trySubmit(std::move(submission), wake);
        submitted += answer == api::RejectReason::None ? 1U : 0U;
        return answer;
    }

    /// Submits and, while the input is full, waits for the publisher to get on.
    bool submitPatiently(const api::Command& command) {
        while (true) {
            const api::RejectReason answer = submit(command);
            if (answer != api::RejectReason::Busy)
                return answer == api::RejectReason::None;
            const Sequence last = consumer.with([](auto& seen) { return seen.lastPublished(); });
            if (!consumer.waitForSequence(next(last)))
                return false;
        }
    }

    /// Sets the market up and runs `count` orders and cancels; false when something was refused.
    bool trade(std::uint64_t count, std::uint64_t seed) {
        for (const api::Command& command : marketSetup())
            if (!submitPatiently(command))
                return false;
        OrderStream stream(seed);
        for (std::uint64_t i = 0; i < count; ++i)
            if (!submitPatiently(stream.next(Sequence(submitted + 1))))
                return false;
        return consumer.waitForSequence(Sequence(submitted));
    }

    bool logged(const std::string& part) const {
        return std::any_of(log.begin(), log.end(), [&](const std::string& line) {
            return line.find(part) != std::string::npos;
        });
    }
};

} // namespace openbell::runtime::test
