#include "tests/scenarios/runner.h"

#include "engine/api/text_codec.h"
#include "engine/core/venue.h"

#include <fstream>
#include <map>
#include <sstream>

namespace openbell::scenarios {
namespace {

bool startsWith(const std::string& text, std::string_view prefix) {
    return text.compare(0, prefix.size(), prefix) == 0;
}

void eraseWord(std::string& text, const std::string& word) {
    const std::size_t at = text.find(" " + word + " ");
    if (at != std::string::npos)
        text.erase(at, word.size() + 1);
}

std::string shown(const api::Event& event) {
    std::string text = api::toText(event) + " ";
    for (const char* silent :
         {"clientOrderId=0", "postOnly=No", "selfTradePrevention=None", "triggerPrice=0",
          "trailBy=0", "filled=0", "expiry=0", "until=0", "auction=false", "displayQuantity=0",
          "displayVariance=0", "hidden=false", "waitsFor=0", "cancels=0", "maxPosition=0",
          "quoteAmount=0", "peg=None", "pegOffset=0", "pegPrice=0"})
        eraseWord(text, silent);
    if (std::holds_alternative<api::OrderAccepted>(event)) {
        const std::size_t time = text.find(" time=");
        text.erase(time, text.find(' ', time + 1) - time);
    }
    if (std::holds_alternative<api::CommandRejected>(event))
        for (const char* none : {"account=0", "instrument=0", "order=0", "clientOrderId=0"})
            eraseWord(text, none);
    text.pop_back();
    return text;
}

/// A scenario being run.
class Run {
public:
    explicit Run(unsigned shards) : m_venue({shards, true}) {}

    Result<Done, Error> file(const std::filesystem::path& path, std::string* listing) {
        std::ifstream in(path);
        if (!in)
            return Unexpected{Error{path.string() + " cannot be read"}};
        std::string line;
        for (int number = 1; std::getline(in, line); ++number)
            if (auto done = this->line(line, path, listing); !done)
                return Unexpected{Error{path.filename().string() + ":" + std::to_string(number) +
                                        ": " + done.error().message}};
        return Done{};
    }

    /// Nothing, or what is wrong with saving the state and loading it again.
    std::string checkSnapshot() const {
        api::Bytes saved;
        m_venue.save(saved);
        core::Venue loaded({2, true});
        if (const auto done = loaded.load(saved); !done)
            return done.error().message;
        api::Bytes again;
        loaded.save(again);
        return again == saved ? "" : "saving, loading and saving again changed the bytes";
    }

private:
    Result<Done, Error> line(const std::string& line, const std::filesystem::path& path,
                             std::string* listing) {
        if (startsWith(line, " "))
            return Done{}; // events of an earlier run
        if (listing)
            *listing += line + "\n";
        if (line.empty() || line.front() == '#')
            return Done{};
        if (startsWith(line, "include "))
            return file(path.parent_path() / line.substr(8), nullptr);
        if (startsWith(line, "skip ")) {
            for (int i = std::stoi(line.substr(5)); i > 0; --i)
                apply(api::AdvanceTime{});
            return Done{};
        }
        if (startsWith(line, "at ")) {
            m_seconds = std::stoll(line.substr(3)) - 1;
            return Done{};
        }
        if (startsWith(line, "session ")) {
            m_session = SessionId(static_cast<std::uint32_t>(std::stoul(line.substr(8))));
            return Done{};
        }
        const auto command = parse(line);
        if (!command)
            return Unexpected{command.error()};
        apply(*command);
        if (listing)
            list(*listing);
        return Done{};
    }

    Result<api::Command, Error> parse(std::string line) {
        const std::size_t colon = line.find(": ");
        if (colon != std::string::npos && colon < line.find(' ')) {
            m_names[line.substr(0, colon)] = m_sequence + 1;
            line.erase(0, colon + 2);
        }
        const std::size_t order = line.find(" order=");
        if (order != std::string::npos) {
            const std::size_t from = order + 7;
            const std::size_t to = std::min(line.find(' ', from), line.size());
            std::string name = line.substr(from, to - from);
            unsigned place = 1; // "list.2": the second order of that list
            if (const std::size_t point = name.find('.'); point != std::string::npos) {
                place = static_cast<unsigned>(std::stoul(name.substr(point + 1)));
                name.erase(point);
            }
            if (const auto named = m_names.find(name); named != m_names.end())
                line.replace(
                    from, to - from,
                    std::to_string(legId(Sequence(named->second), place - 1).value()));
        }
        return api::commandFromText(line);
    }

    void apply(const api::Command& command) {
        ++m_sequence;
        m_events.clear();
        ++m_seconds;
        m_venue.apply({Sequence(m_sequence), Timestamp(m_seconds * kNsPerSecond), UserId(),
                       m_session},
                      command, m_events);
    }

    void list(std::string& listing) const {
        m_events.forEach([&](const api::EventStamp&, const auto& event) {
            listing += "    " + shown(event) + "\n";
        });
        if (m_events.empty())
            listing += "    (nothing)\n";
    }

    core::Venue m_venue;
    api::EventBuffer m_events;
    std::uint64_t m_sequence = 0;
    std::int64_t m_seconds = 0; ///< since 1970, of the last command
    SessionId m_session;
    std::map<std::string, std::uint64_t> m_names;
};

} // namespace

Result<std::string, Error> rewritten(const std::filesystem::path& file, unsigned shards) {
    Run run(shards);
    std::string listing;
    if (auto done = run.file(file, &listing); !done)
        return Unexpected{done.error()};
    if (const std::string problem = run.checkSnapshot(); !problem.empty())
        return Unexpected{Error{file.filename().string() + ": " + problem}};
    return listing;
}

} // namespace openbell::scenarios
