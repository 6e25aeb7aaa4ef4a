#include "engine/gateway/origin_check.h"

namespace openbell::gateway {
namespace {

bool allDigits(std::string_view text) {
    return text.find_first_not_of("0123456789") == std::string_view::npos;
}

} // namespace

bool isLocalHost(std::string_view host) {
    for (const std::string_view name : {"localhost", "127.0.0.1", "[::1]"}) {
        if (!host.starts_with(name))
            continue;
        const std::string_view rest = host.substr(name.size());
        if (rest.empty() || (rest.size() > 1 && rest.front() == ':' && allDigits(rest.substr(1))))
            return true;
    }
    return false;
}

bool isLocalOrigin(std::string_view origin) {
    if (origin.empty())
        return true;
    for (const std::string_view scheme : {"http://", "https://"})
        if (origin.starts_with(scheme))
            return isLocalHost(origin.substr(scheme.size()));
    return false;
}

} // namespace openbell::gateway
