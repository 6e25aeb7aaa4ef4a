// One journal record: a command with its place, time and actor, as bytes.
//   u32 length of what follows the checksum | u32 CRC32C of it | u64 sequence | i64 time ns |
//   u32 actor | command (u16 type code and its fields)
#pragma once

#include "engine/api/binary_codec.h"
#include "engine/api/commands.h"

namespace openbell::journal {

struct Record {
    api::CommandContext context;
    api::Command command;
};

/// Appends the record's bytes to a batch.
void encodeRecord(const api::CommandContext& context, const api::Command& command,
                  api::Bytes& batch);

} // namespace openbell::journal
