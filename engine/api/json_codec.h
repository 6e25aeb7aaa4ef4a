// The JSON form of protocol messages, for text frames and tools: an object with "message" (its name) and one
// member per field; enumerations by name, integers as numbers, nested messages alike.
#pragma once

#include "engine/api/protocol.h"
#include "engine/base/result.h"

#include <string>
#include <string_view>

namespace openbell::api {

std::string toJson(const ClientMessage& message);
std::string toJson(const ServerMessage& message);
std::string toJson(const Command& command);

/// Parses one message. Members that are absent keep their defaults; unknown members, wrong types,
/// numbers out of range and unknown names are errors that say which member.
Result<ClientMessage, Error> clientMessageFromJson(std::string_view text);
Result<ServerMessage, Error> serverMessageFromJson(std::string_view text);
Result<Command, Error> commandFromJson(std::string_view text);

} // namespace openbell::api
