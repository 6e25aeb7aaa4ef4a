// How a command tells of its progress: on standard error, on one line that is written over when
// that is a terminal.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace openbell::ctl {

class ProgressLine {
public:
    ProgressLine();
    ~ProgressLine(); ///< clears the line
    ProgressLine(const ProgressLine&) = delete;
    ProgressLine& operator=(const ProgressLine&) = delete;

    bool onTerminal() const { return m_terminal; }
    /// Silent when it is no terminal.
    void show(std::string_view text);
    /// A line that stays, terminal or not.
    void print(std::string_view text);

private:
    void clear();

    bool m_terminal;
    bool m_shown = false;
};

/// "12 messages", "12 of 48 messages (25 %)"; `total` 0: not known.
std::string messagesText(std::uint64_t done, std::uint64_t total = 0);

/// "66.45 %" of `all`; of nothing it is everything.
std::string percentText(std::uint64_t part, std::uint64_t all);

} // namespace openbell::ctl
