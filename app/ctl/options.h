// The tool's command line: a command, then options with or without a value, then plain words.
#pragma once

#include "engine/base/result.h"

#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace openbell::ctl {

inline constexpr int kDone = 0;
inline constexpr int kFailure = 1;
inline constexpr int kBadArguments = 2;

class Options {
public:
    /// `valued` and `plain` name the options that the command knows ("--data"); anything else that
    /// starts with -- is an error.
    static Result<Options, Error> parse(std::span<const char* const> arguments,
                                        std::span<const std::string_view> valued,
                                        std::span<const std::string_view> plain = {});

    bool has(std::string_view option) const;
    /// Empty when it was not given.
    std::string text(std::string_view option) const;
    /// Nothing when it was not given; an error when it is not a whole number.
    Result<std::optional<std::uint64_t>, Error> number(std::string_view option) const;
    const std::vector<std::string>& words() const { return m_words; }

private:
    std::map<std::string, std::string, std::less<>> m_options;
    std::vector<std::string> m_words;
};

/// Prints the error as the tool's own and gives the exit code for bad arguments or for a failure.
int badArguments(const Error& error);
int failed(const Error& error);

} // namespace openbell::ctl
