// Server messages as frames, in the encoding that a session's Hello chose.
#pragma once

#include "engine/api/binary_codec.h"
#include "engine/api/protocol.h"
#include "engine/base/result.h"

#include <cstdint>
#include <span>
#include <string>

namespace openbell::gateway {

enum class Encoding : std::uint8_t { Binary, Json };

/// One server message as a frame.
api::Bytes encodeFrame(const api::ServerMessage& message, Encoding encoding);

/// One client message from a frame; an error says what is wrong with it.
Result<api::ClientMessage, Error> decodeFrame(std::span<const std::uint8_t> frame,
                                              Encoding encoding);

/// A topic's update for all of its subscribers: encoded at most once per encoding, then copied with
/// the subscriber's own subscription id and `from` written into it. One thread at a time.
class UpdateFrame {
public:
    /// `subscription` and `from` of the update are ignored.
    explicit UpdateFrame(api::TopicUpdate update);

    api::Bytes addressedTo(Encoding encoding, SubscriptionId subscription, Sequence from);

private:
    api::Bytes binaryFor(SubscriptionId subscription, Sequence from);
    api::Bytes jsonFor(SubscriptionId subscription, Sequence from);

    api::ServerMessage m_message;
    api::Bytes m_binary;
    std::string m_json;
};

} // namespace openbell::gateway
