// The process's structured log: one line per entry on standard error (or a sink given by a test),
//   2026-01-31T12:00:00.123Z warning journal: text key=value ...
// Thread-safe. Never pass it a password or anything a client sent unchecked.
#pragma once

#include <cstdint>
#include <functional>
#include <mutex>
#include <string>
#include <string_view>

namespace openbell::runtime {

enum class LogLevel : std::uint8_t { Debug, Info, Warning, Error };

class Logger {
public:
    using Sink = std::function<void(std::string_view line)>;

    /// Writes to standard error.
    explicit Logger(LogLevel least = LogLevel::Info);
    /// Writes to `sink`, which is called under the logger's lock.
    Logger(LogLevel least, Sink sink);

    void debug(std::string_view part, std::string_view text) { write(LogLevel::Debug, part, text); }
    void info(std::string_view part, std::string_view text) { write(LogLevel::Info, part, text); }
    void warning(std::string_view part, std::string_view text) {
        write(LogLevel::Warning, part, text);
    }
    void error(std::string_view part, std::string_view text) { write(LogLevel::Error, part, text); }

    /// `part` names what speaks ("journal", "recovery"). Line breaks in the text become spaces.
    void write(LogLevel level, std::string_view part, std::string_view text);

private:
    LogLevel m_least;
    Sink m_sink;
    std::mutex m_mutex;
};

} // namespace openbell::runtime
