#include "engine/runtime/logger.h"

#include <chrono>
#include <cstdio>
#include <ctime>

namespace openbell::runtime {
namespace {

std::string_view nameOf(LogLevel level) {
    switch (level) {
    case LogLevel::Debug:
        return "debug";
    case LogLevel::Info:
        return "info";
    case LogLevel::Warning:
        return "warning";
    case LogLevel::Error:
        return "error";
    }
    return "";
}

std::string timeText() {
    using namespace std::chrono;
    const auto now = system_clock::now();
    const std::time_t seconds = system_clock::to_time_t(now);
    const auto ms = duration_cast<milliseconds>(now.time_since_epoch()).count() % 1000;
    std::tm parts{};
    gmtime_r(&seconds, &parts);
    char text[48];
    const std::size_t size = std::strftime(text, sizeof text, "%Y-%m-%dT%H:%M:%S", &parts);
    std::snprintf(text + size, sizeof text - size, ".%03dZ", static_cast<int>(ms));
    return text;
}

} // namespace

Logger::Logger(LogLevel least)
    : Logger(least, [](std::string_view line) {
        std::fwrite(line.data(), 1, line.size(), stderr);
        std::fflush(stderr);
    }) {}

Logger::Logger(LogLevel least, Sink sink) : m_least(least), m_sink(std::move(sink)) {}

void Logger::write(LogLevel level, std::string_view part, std::string_view text) {
    if (level < m_least)
        return;
    std::string line = timeText();
    line.append(" ").append(nameOf(level)).append(" ").append(part).append(": ");
    for (const char c : text)
        line.push_back(c == '\n' || c == '\r' ? ' ' : c);
    line.push_back('\n');
    const std::lock_guard lock(m_mutex);
    m_sink(line);
}

} // namespace openbell::runtime
