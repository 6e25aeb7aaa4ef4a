#include "engine/recording/itch_source.h"

#include "engine/recording/calendar.h"

#include <cstring>

namespace openbell::recording {
namespace {

constexpr std::size_t kBufferBytes = 256 * 1024;
constexpr std::size_t kFrameHeader = 2;

/// The frame's length field.
std::size_t frameLength(const std::uint8_t* bytes) {
    return static_cast<std::size_t>(bytes[0]) << 8 | bytes[1];
}

} // namespace

ItchSource::ItchSource(std::unique_ptr<ByteSource> bytes, RecordingInfo info, Timestamp midnight)
    : m_bytes(std::move(bytes))
    , m_info(std::move(info))
    , m_midnight(midnight)
    , m_buffer(kBufferBytes) {}

Result<std::unique_ptr<ItchSource>, Error> ItchSource::open(const std::filesystem::path& path) {
    auto bytes = openFile(path);
    if (!bytes)
        return Unexpected{bytes.error()};
    RecordingInfo info{.format = Format::Itch,
                       .fileName = path.filename().string(),
                       .symbols = {},
                       .quoteCode = "USD",
                       .priceScale = 4,
                       .quantityScale = 0};
    const Timestamp midnight = findDate(info.fileName).value_or(Timestamp(0));
    return std::unique_ptr<ItchSource>(
        new ItchSource(std::move(*bytes), std::move(info), midnight));
}

Unexpected<Error> ItchSource::failure(const std::string& text) const {
    return Unexpected{
        Error{m_bytes->name() + ": offset " + std::to_string(m_offset) + ": " + text}};
}

Result<bool, Error> ItchSource::ensure(std::size_t count) {
    while (m_end - m_begin < count) {
        std::memmove(m_buffer.data(), m_buffer.data() + m_begin, m_end - m_begin);
        m_end -= m_begin;
        m_begin = 0;
        auto got = m_bytes->read(std::span(m_buffer).subspan(m_end));
        if (!got)
            return Unexpected{got.error()};
        if (*got == 0)
            return false;
        m_end += *got;
    }
    return true;
}

Result<bool, Error> ItchSource::next(RecordedEvent& event) {
    auto header = ensure(kFrameHeader);
    if (!header)
        return header;
    if (!*header) {
        if (m_begin == m_end && m_messages > 0)
            return false;
        return failure(m_messages == 0 ? "the file is too short for a single message"
                                       : "the file is cut short in a message's length");
    }
    const std::size_t length = frameLength(m_buffer.data() + m_begin);
    if (length == 0 || length > kMaxItchMessage)
        return failure("a message of " + std::to_string(length) +
                       " bytes does not exist in NASDAQ ITCH 5.0");
    auto body = ensure(kFrameHeader + length);
    if (!body)
        return body;
    if (!*body)
        return failure("the file is cut short in a message of " + std::to_string(length) +
                       " bytes");
    const std::span message(m_buffer.data() + m_begin + kFrameHeader, length);
    const ItchType* type = findItchType(message[0]);
    if (type == nullptr && m_messages == 0)
        return failure("the first message is of no type of NASDAQ ITCH 5.0");
    if (type != nullptr && type->length != length)
        return failure(std::string("a message '") + type->code + "' (" + std::string(type->name) +
                       ") has " + std::to_string(length) + " bytes instead of " +
                       std::to_string(type->length));
    event = {};
    if (type != nullptr)
        translate(ItchFields(message), event);
    else
        m_unknownBytes += length;
    ++m_counts[message[0]];
    ++m_messages;
    m_begin += kFrameHeader + length;
    m_offset += kFrameHeader + length;
    return true;
}

void ItchSource::translate(const ItchFields& fields, RecordedEvent& event) {
    event.time = m_midnight + Duration(fields.nsSinceMidnight());
    event.instrument = fields.locate();
    switch (fields.type()) {
    case 'R':
        if (m_info.symbols.size() <= event.instrument)
            m_info.symbols.resize(event.instrument + std::size_t{1});
        m_info.symbols[event.instrument] = fields.text(11, 8);
        break;
    case 'H':
        event.kind = fields.text(19, 1) == "T" ? RecordedKind::Resume : RecordedKind::Halt;
        break;
    case 'A':
    case 'F':
        event.kind = RecordedKind::Add;
        event.reference = fields.number(11, 8);
        event.side = fields.side(19);
        event.quantity = fields.measure(20);
        event.price = fields.measure(32);
        break;
    case 'E':
    case 'C':
        event.kind = RecordedKind::Execute;
        event.reference = fields.number(11, 8);
        event.quantity = fields.measure(19);
        event.price = fields.type() == 'C' ? fields.measure(32) : 0;
        break;
    case 'X':
        event.kind = RecordedKind::Reduce;
        event.reference = fields.number(11, 8);
        event.quantity = fields.measure(19);
        break;
    case 'D':
        event.kind = RecordedKind::Delete;
        event.reference = fields.number(11, 8);
        break;
    case 'U':
        event.kind = RecordedKind::Replace;
        event.reference = fields.number(11, 8);
        event.related = fields.number(19, 8);
        event.quantity = fields.measure(27);
        event.price = fields.measure(31);
        break;
    case 'P':
        event.kind = RecordedKind::HiddenExecution;
        event.side = fields.side(19);
        event.quantity = fields.measure(20);
        event.price = fields.measure(32);
        break;
    default: // every other type leaves the book alone
        break;
    }
}

} // namespace openbell::recording
