#include "engine/host/preparation.h"

#include <arpa/inet.h>

namespace openbell::host {

VenueKind wantedKind(const HostOptions& options) {
    VenueKind kind;
    if (options.simulationSeed) {
        kind.mode = api::VenueMode::Simulation;
        kind.simulationSeed = *options.simulationSeed;
    } else if (options.recording) {
        kind.mode = api::VenueMode::Recording;
        kind.recording = options.recording->filename().string();
    }
    return kind;
}

bool isLoopback(const std::string& address) {
    in_addr four{};
    if (::inet_pton(AF_INET, address.c_str(), &four) == 1)
        return (ntohl(four.s_addr) >> 24U) == 127;
    in6_addr six{};
    return ::inet_pton(AF_INET6, address.c_str(), &six) == 1 && IN6_IS_ADDR_LOOPBACK(&six);
}

namespace {

bool isIpAddress(const std::string& address) {
    in_addr four{};
    in6_addr six{};
    return ::inet_pton(AF_INET, address.c_str(), &four) == 1 ||
           ::inet_pton(AF_INET6, address.c_str(), &six) == 1;
}

Result<Done, Error> checkOptions(const HostOptions& options) {
    if (!options.unfinished && isUnfinished(options.dataDirectory))
        return Unexpected{Error{options.dataDirectory.string() +
                                " is what an unfinished import has made so far; only a part of "
                                "the recording is in it. Nothing was changed. Import the "
                                "recording again, or choose another data directory."}};
    if (options.shards < 1 || options.shards > 64)
        return Unexpected{Error{"The number of shards must be from 1 to 64."}};
    if (options.simulationSeed && options.recording)
        return Unexpected{Error{"A venue either simulates a market or replays a recording, not "
                                "both."}};
    return Done{};
}

Result<Done, Error> takePort(HostOptions& options) {
    const std::string& address = options.listen->address;
    if (isIpAddress(address) && !isLoopback(address))
        return Unexpected{Error{
            "Refusing to listen on " + address +
            ": without TLS, passwords and orders would cross the network in the clear, and TLS is "
            "not available yet. Listen on 127.0.0.1 or ::1 and reach it through a tunnel."}};
    auto socket = gateway::ListeningSocket::open(address, options.listen->port);
    if (!socket)
        return Unexpected{socket.error()};
    options.listening = std::make_shared<gateway::ListeningSocket>(std::move(*socket));
    return Done{};
}

} // namespace

Result<Done, Error> prepareToServe(HostOptions& options) {
    if (auto valid = checkOptions(options); !valid)
        return valid;
    return options.listen && !options.listening ? takePort(options) : Done{};
}

Result<VenueKind, Error> settleKind(const DataPaths& paths, const VenueKind& wanted) {
    const auto stored = readKind(paths);
    if (!stored)
        return Unexpected{stored.error()};
    if (!*stored && std::filesystem::exists(paths.directory / "journal"))
        return Unexpected{Error{
            paths.directory.string() +
            " holds a journal but no venue.conf, so nobody knows whether "
            "its orders were real. Nothing was changed. Restore the file; its first line reads "
            "like \"mode Normal\"."}};
    if (!*stored) {
        if (auto written = writeKind(paths, wanted); !written)
            return Unexpected{written.error()};
        return wanted;
    }
    if (wanted.mode == api::VenueMode::Normal || wanted == **stored)
        return **stored;
    return Unexpected{
        Error{paths.directory.string() + " holds a venue of another kind (" +
              std::string(api::nameOf((*stored)->mode)) +
              (wanted.mode == (*stored)->mode ? ", with another seed or recording" : "") +
              "). Nothing was changed. Open it as it is, or choose another data directory."}};
}

Result<LocalOperator, Error> prepareOperator(const DataPaths& paths,
                                             store::Credentials& credentials) {
    auto stored = readPassword(paths.operatorPassword());
    if (!stored)
        return Unexpected{stored.error()};
    LocalOperator local{std::string(kOperatorName), {}};
    if (*stored && credentials.hasPassword(kOperator)) {
        local.password = **stored;
        return local;
    }
    if (*stored) {
        local.password = **stored;
    } else {
        auto made = makePassword(paths.operatorPassword());
        if (!made)
            return Unexpected{made.error()};
        local.password = *made;
    }
    if (auto set = credentials.setPassword(kOperator, local.password); !set)
        return Unexpected{set.error()};
    return local;
}

} // namespace openbell::host
