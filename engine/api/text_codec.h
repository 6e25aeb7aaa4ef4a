// The text form, for scenarios, logs and the audit log: `PlaceOrder account=1 side=Buy price=100`.
// Fields with their default value may be left out when reading; writing leaves none out. Texts
// with spaces, quotes or nothing in them are quoted, with \" \\ \n \t and \r inside.
#pragma once

#include "engine/api/events.h"
#include "engine/base/result.h"

#include <string>
#include <string_view>

namespace openbell::api {

std::string toText(const Command& command);
std::string toText(const Event& event);

/// The fields only, without the name in front; the audit log's details.
std::string fieldsToText(const Command& command);

/// Parses one command; the error names the field or the name that is wrong.
Result<Command, Error> commandFromText(std::string_view line);
Result<Event, Error> eventFromText(std::string_view line);

} // namespace openbell::api
