// Whole event streams as comparable bytes: stamps included, padding not.
#pragma once

#include "engine/api/event_buffer.h"

namespace openbell::simulation {

/// Appends sequence, time, actor, order and event of each.
inline void encodeEvents(const api::EventBuffer& events, api::Bytes& out) {
    api::BinaryWriter writer(out);
    events.forEach([&](const api::EventStamp& stamp, const auto& event) {
        writer.write(stamp.sequence);
        writer.write(stamp.time);
        writer.write(stamp.actor);
        writer.write(stamp.order);
        writer.write(std::remove_cvref_t<decltype(event)>::kType);
        writer.write(event);
    });
}

inline api::Bytes encodedEvents(const api::EventBuffer& events) {
    api::Bytes bytes;
    encodeEvents(events, bytes);
    return bytes;
}

} // namespace openbell::simulation
