// Runs scenario files: readable commands in, events out.
//
//   # a comment, kept; blank lines too
//   include setup/market.txt        works that file's commands without listing their events
//   bid: PlaceOrder account=1 ...   a command, with a name for its order if it has one;
//                                   fields with their default value may be left out
//       OrderAccepted order=9 ...   its events, indented
//       (nothing)                   a command without events
//   CancelOrder order=bid ...       an order by its name, or by its number; bid.2: the second order
//                                   of a list
//   session 3                       the following commands come in that session
//   skip 12                         that many AdvanceTime commands, not listed
//
// A command's time is its sequence number in seconds. OrderAccepted is shown without its time, and
// clientOrderId, postOnly and filled only where they say something.
#pragma once

#include "engine/base/result.h"

#include <filesystem>
#include <string>

namespace openbell::scenarios {

/// The scenario's text with the events that a venue with that many shards gives now, all
/// invariants checked after every command. An error names the file and the line.
Result<std::string, Error> rewritten(const std::filesystem::path& file, unsigned shards);

} // namespace openbell::scenarios
