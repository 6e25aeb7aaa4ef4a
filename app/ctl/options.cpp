#include "app/ctl/options.h"

#include <algorithm>
#include <charconv>
#include <cstdio>

namespace openbell::ctl {
namespace {

bool contains(std::span<const std::string_view> names, std::string_view name) {
    return std::find(names.begin(), names.end(), name) != names.end();
}

} // namespace

Result<Options, Error> Options::parse(std::span<const char* const> arguments,
                                      std::span<const std::string_view> valued,
                                      std::span<const std::string_view> plain) {
    Options options;
    for (std::size_t i = 0; i < arguments.size(); ++i) {
        const std::string_view word = arguments[i];
        if (!word.starts_with("--")) {
            options.m_words.emplace_back(word);
        } else if (contains(plain, word)) {
            options.m_options.insert_or_assign(std::string(word), std::string());
        } else if (!contains(valued, word)) {
            return Unexpected{Error{std::string(word) + " is not an option of this command."}};
        } else if (i + 1 == arguments.size()) {
            return Unexpected{Error{std::string(word) + " needs a value."}};
        } else {
            options.m_options.insert_or_assign(std::string(word), std::string(arguments[++i]));
        }
    }
    return options;
}

bool Options::has(std::string_view option) const {
    return m_options.find(option) != m_options.end();
}

std::string Options::text(std::string_view option) const {
    const auto found = m_options.find(option);
    return found == m_options.end() ? std::string() : found->second;
}

Result<std::optional<std::uint64_t>, Error> Options::number(std::string_view option) const {
    if (!has(option))
        return std::optional<std::uint64_t>();
    const std::string value = text(option);
    std::uint64_t number = 0;
    const auto [end, problem] = std::from_chars(value.data(), value.data() + value.size(), number);
    if (problem != std::errc{} || end != value.data() + value.size())
        return Unexpected{Error{std::string(option) + " needs a whole number."}};
    return std::optional(number);
}

int badArguments(const Error& error) {
    std::fprintf(stderr, "openbell-ctl: %s\n", error.message.c_str());
    return kBadArguments;
}

int failed(const Error& error) {
    std::fprintf(stderr, "openbell-ctl: %s\n", error.message.c_str());
    return kFailure;
}

} // namespace openbell::ctl
