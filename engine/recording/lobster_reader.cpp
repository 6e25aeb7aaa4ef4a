#include "engine/recording/lobster_reader.h"

#include "engine/recording/calendar.h"
#include "engine/recording/decimal.h"

#include <algorithm>
#include <array>

namespace openbell::recording {
namespace {

/// What LOBSTER writes into the price of an unoccupied level.
constexpr std::int64_t kNoPrice = 9'999'999'999;
constexpr std::int64_t kMaxPrice = std::int64_t{1} << 40;
constexpr std::int64_t kMaxSize = std::int64_t{1} << 40;

/// Takes the text before the next comma off `rest`.
std::string_view takeField(std::string_view& rest) {
    const std::size_t comma = rest.find(',');
    const std::string_view field = rest.substr(0, comma);
    rest.remove_prefix(comma == std::string_view::npos ? rest.size() : comma + 1);
    return field;
}

std::size_t countFields(std::string_view line) {
    return static_cast<std::size_t>(std::count(line.begin(), line.end(), ',')) + 1;
}

/// The one entry whose name contains `part`; nullptr when there is none or several.
const std::string* findEntry(const std::vector<std::string>& entries, std::string_view part) {
    const std::string* found = nullptr;
    for (const std::string& entry : entries) {
        if (entry.find(part) == std::string::npos || !entry.ends_with(".csv"))
            continue;
        if (found != nullptr)
            return nullptr;
        found = &entry;
    }
    return found;
}

/// "GOOG_2012-06-21_34200000_57600000_message_10.csv", perhaps in a folder: GOOG.
std::string symbolOf(std::string_view entry) {
    entry.remove_prefix(entry.rfind('/') + 1);
    return std::string(entry.substr(0, std::min<std::size_t>(entry.find('_'), 15)));
}

} // namespace

LobsterReader::LobsterReader(std::unique_ptr<ZipArchive> archive,
                             std::unique_ptr<ByteSource> messages,
                             std::unique_ptr<ByteSource> books, RecordingInfo info,
                             Timestamp midnight)
    : m_archive(std::move(archive))
    , m_messages(std::move(messages))
    , m_books(std::move(books))
    , m_info(std::move(info))
    , m_midnight(midnight) {}

Result<std::unique_ptr<LobsterReader>, Error>
LobsterReader::open(const std::filesystem::path& path) {
    auto archive = ZipArchive::open(path);
    if (!archive)
        return Unexpected{archive.error()};
    const std::string file = path.filename().string();
    const std::string* messageEntry = findEntry((*archive)->entries(), "_message_");
    const std::string* bookEntry = findEntry((*archive)->entries(), "_orderbook_");
    if (messageEntry == nullptr || bookEntry == nullptr)
        return Unexpected{Error{file + ": offset 0: not a LOBSTER archive; it must hold one "
                                       "..._message_N.csv and one ..._orderbook_N.csv"}};
    auto messages = (*archive)->openEntry(*messageEntry);
    if (!messages)
        return Unexpected{messages.error()};
    auto books = (*archive)->openEntry(*bookEntry);
    if (!books)
        return Unexpected{books.error()};
    RecordingInfo info{.format = Format::Lobster,
                       .fileName = file,
                       .symbols = {symbolOf(*messageEntry)},
                       .quoteCode = "USD",
                       .priceScale = 4,
                       .quantityScale = 0};
    const Timestamp midnight = findDate(*messageEntry).value_or(Timestamp(0));
    return std::unique_ptr<LobsterReader>(new LobsterReader(
        std::move(*archive), std::move(*messages), std::move(*books), std::move(info), midnight));
}

Result<bool, Error> LobsterReader::next(LobsterRow& row) {
    std::string_view message;
    std::string_view book;
    auto hasMessage = m_messages.next(message);
    if (!hasMessage)
        return hasMessage;
    auto hasBook = m_books.next(book);
    if (!hasBook)
        return hasBook;
    if (*hasMessage != *hasBook) {
        LineReader& shorter = *hasMessage ? m_books : m_messages;
        return shorter.failure("the file ends here, but its partner goes on; it is cut short");
    }
    if (!*hasMessage) {
        if (m_messages.lineNumber() == 0)
            return Unexpected{Error{m_messages.name() + ": line 1: the file is empty"}};
        return false;
    }
    if (auto parsed = parseMessage(message, row.message); !parsed)
        return Unexpected{parsed.error()};
    if (auto parsed = parseBook(book, row); !parsed)
        return Unexpected{parsed.error()};
    return true;
}

Result<Done, Error> LobsterReader::parseMessage(std::string_view line, LobsterMessage& message) {
    const std::size_t fields = countFields(line);
    if (fields != 6)
        return m_messages.failure("expected 6 fields, found " + std::to_string(fields));
    const auto time = parseDecimal(takeField(line), 9, ExtraDigits::Round);
    const auto type = parseInteger(takeField(line));
    const auto order = parseInteger(takeField(line));
    const auto size = parseInteger(takeField(line));
    const auto price = parseInteger(takeField(line));
    const auto direction = parseInteger(takeField(line));
    if (!time || *time < 0 || *time > 200'000 * kNsPerSecond)
        return m_messages.failure("the time is not a number of seconds after midnight");
    if (!type || *type < 1 || *type > 7)
        return m_messages.failure("the event type is not one of 1 to 7");
    if (!order || *order < 0 || !size || *size < 0 || *size > kMaxSize)
        return m_messages.failure("the order id or the size is not a whole number");
    if (!price || *price < -1 || *price > kMaxPrice || (*type <= 5 && (*price < 1 || *size < 1)))
        return m_messages.failure("the price or the size is out of range");
    if (!direction || (*direction != 1 && *direction != -1))
        return m_messages.failure("the direction is neither 1 nor -1");
    message.time = m_midnight + Duration(*time);
    if (message.time < m_lastTime)
        return m_messages.failure("the time runs backwards");
    m_lastTime = message.time;
    message.type = static_cast<int>(*type);
    message.order = static_cast<std::uint64_t>(*order);
    message.size = *size;
    message.price = *price;
    message.side = *direction == 1 ? api::Side::Buy : api::Side::Sell;
    return Done{};
}

Result<Done, Error> LobsterReader::parseBook(std::string_view line, LobsterRow& row) {
    const std::size_t fields = countFields(line);
    if (m_levels == 0 && fields % 4 == 0 && fields / 4 <= kMaxLevels)
        m_levels = fields / 4;
    if (m_levels == 0)
        return m_books.failure(std::to_string(fields) + " fields are not 4 for each level");
    if (fields != m_levels * 4)
        return m_books.failure("expected " + std::to_string(m_levels * 4) + " fields, found " +
                               std::to_string(fields));
    row.asks.resize(m_levels);
    row.bids.resize(m_levels);
    for (std::size_t i = 0; i < m_levels; ++i) {
        for (LobsterLevel* level : {&row.asks[i], &row.bids[i]}) {
            const auto price = parseInteger(takeField(line));
            const auto size = parseInteger(takeField(line));
            const bool empty = price && (*price == kNoPrice || *price == -kNoPrice);
            if (!price || !size || *size < 0 || *size > kMaxSize ||
                (!empty && (*price < 1 || *price > kMaxPrice || *size == 0)))
                return m_books.failure("level " + std::to_string(i + 1) +
                                       " has a wrong price or size");
            *level = empty ? LobsterLevel{} : LobsterLevel{*price, *size};
        }
    }
    return Done{};
}

} // namespace openbell::recording
