#include "engine/gateway/frame.h"

#include "engine/api/json_codec.h"
#include "engine/base/assertion.h"

#include <cstring>
#include <string_view>

namespace openbell::gateway {
namespace {

// Binary: u16 type code, then TopicUpdate's first fields (u32 subscription, u8 snapshot, u64 from).
constexpr std::size_t kSubscriptionAt = 2;
constexpr std::size_t kFromAt = 7;

// No text value can contain these: a quote inside a JSON text is escaped.
constexpr std::string_view kJsonSubscription = "\"subscription\":0";
constexpr std::string_view kJsonFrom = "\"from\":0";

void replaceZero(std::string& json, std::string_view member, std::uint64_t value) {
    const std::size_t at = json.find(member);
    OPENBELL_ASSERT(at != std::string::npos);
    json.replace(at + member.size() - 1, 1, std::to_string(value));
}

api::Bytes toBytes(std::string_view text) {
    return {text.begin(), text.end()};
}

} // namespace

api::Bytes encodeFrame(const api::ServerMessage& message, Encoding encoding) {
    return encoding == Encoding::Binary ? api::toBinary(message) : toBytes(api::toJson(message));
}

Result<api::ClientMessage, Error> decodeFrame(std::span<const std::uint8_t> frame,
                                              Encoding encoding) {
    if (encoding == Encoding::Json)
        return api::clientMessageFromJson(
            {reinterpret_cast<const char*>(frame.data()), frame.size()});
    auto message = api::fromBinary<api::ClientMessage>(frame);
    if (!message)
        return Unexpected{Error{"not a known message with its fields"}};
    return std::move(*message);
}

UpdateFrame::UpdateFrame(api::TopicUpdate update)
    : m_message(std::in_place_type<api::TopicUpdate>, std::move(update)) {
    auto& kept = std::get<api::TopicUpdate>(m_message);
    kept.subscription = SubscriptionId();
    kept.from = Sequence();
}

api::Bytes UpdateFrame::addressedTo(Encoding encoding, SubscriptionId subscription, Sequence from) {
    return encoding == Encoding::Binary ? binaryFor(subscription, from)
                                        : jsonFor(subscription, from);
}

api::Bytes UpdateFrame::binaryFor(SubscriptionId subscription, Sequence from) {
    if (m_binary.empty())
        m_binary = api::toBinary(m_message);
    api::Bytes frame = m_binary;
    const auto id = subscription.value();
    const auto first = from.value();
    std::memcpy(frame.data() + kSubscriptionAt, &id, sizeof id);
    std::memcpy(frame.data() + kFromAt, &first, sizeof first);
    return frame;
}

api::Bytes UpdateFrame::jsonFor(SubscriptionId subscription, Sequence from) {
    if (m_json.empty())
        m_json = api::toJson(m_message);
    std::string frame = m_json;
    replaceZero(frame, kJsonSubscription, subscription.value());
    replaceZero(frame, kJsonFrom, from.value());
    return toBytes(frame);
}

} // namespace openbell::gateway
