#include "engine/journal/record.h"

#include "engine/api/text_codec.h"
#include "engine/journal/frame.h"

namespace openbell::journal {

void encodeRecord(const api::CommandContext& context, const api::Command& command,
                  api::Bytes& batch) {
    const std::size_t start = batch.size();
    batch.resize(start + kRecordPrefixBytes);
    api::BinaryWriter writer(batch);
    writer.write(context);
    writer.write(command);
    finishFrame(batch, start);
}

std::string toText(const Record& record) {
    return std::to_string(record.context.sequence.value()) + ' ' +
           std::to_string(record.context.time.value()) +
           " actor=" + std::to_string(record.context.actor.value()) + ' ' +
           api::toText(record.command);
}

} // namespace openbell::journal
