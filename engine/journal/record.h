// One journal record: a command with its place, time and actor, as bytes.
//   u32 length of what follows the checksum | u32 CRC32C of the length and of what follows it |
//   u64 sequence | i64 time ns | u32 actor | command (u16 type code and its fields)
#pragma once

#include "engine/api/binary_codec.h"
#include "engine/api/commands.h"

#include <string>

namespace openbell::journal {

struct Record {
    api::CommandContext context;
    api::Command command;
};

/// Bytes of length and checksum in front of every record.
inline constexpr std::size_t kRecordPrefixBytes = 8;
/// Bounds of the length field: context and type code at least; commands are a few hundred bytes.
inline constexpr std::size_t kMinRecordBody = 22;
inline constexpr std::size_t kMaxRecordBody = 4096;

/// Appends the record's bytes to a batch.
void encodeRecord(const api::CommandContext& context, const api::Command& command,
                  api::Bytes& batch);

/// One line for a person: `42 1700000000000000000 actor=3 PlaceOrder account=1 ...`.
std::string toText(const Record& record);

} // namespace openbell::journal
