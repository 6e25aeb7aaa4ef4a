#include "app/ctl/progress.h"

#include <cstdio>
#include <sys/ioctl.h>
#include <unistd.h>

namespace openbell::ctl {
namespace {

/// A line that wraps could not be written over.
std::string_view fitting(std::string_view text) {
    winsize window{};
    if (::ioctl(STDERR_FILENO, TIOCGWINSZ, &window) != 0 || window.ws_col < 2)
        return text;
    return text.substr(0, window.ws_col - 1U);
}

} // namespace

ProgressLine::ProgressLine() : m_terminal(isatty(STDERR_FILENO) != 0) {}

ProgressLine::~ProgressLine() {
    clear();
}

void ProgressLine::clear() {
    if (m_shown)
        std::fputs("\r\033[K", stderr);
    m_shown = false;
}

void ProgressLine::show(std::string_view text) {
    if (!m_terminal)
        return;
    m_shown = true;
    const std::string_view line = fitting(text);
    std::fprintf(stderr, "\r%.*s\033[K", static_cast<int>(line.size()), line.data());
}

void ProgressLine::print(std::string_view text) {
    clear();
    std::fprintf(stderr, "%.*s\n", static_cast<int>(text.size()), text.data());
}

std::string messagesText(std::uint64_t done, std::uint64_t total) {
    if (total == 0)
        return std::to_string(done) + " messages";
    return std::to_string(done) + " of " + std::to_string(total) + " messages (" +
           std::to_string(done * 100 / total) + " %)";
}

std::string percentText(std::uint64_t part, std::uint64_t all) {
    const std::uint64_t permyriad = all == 0 ? 10'000 : part * 10'000 / all;
    std::string hundredths = std::to_string(permyriad % 100);
    if (hundredths.size() < 2)
        hundredths.insert(0, 1, '0');
    return std::to_string(permyriad / 100) + "." + hundredths + " %";
}

} // namespace openbell::ctl
