#include "engine/recording/bitstamp_reader.h"

#include "engine/recording/decimal.h"

#include <nlohmann/json.hpp>

#include <array>
#include <utility>

namespace openbell::recording {
namespace {

using nlohmann::json;

constexpr std::array<std::pair<std::string_view, BitstampKind>, 5> kKinds{
    {{"order_created", BitstampKind::Created},
     {"order_changed", BitstampKind::Changed},
     {"order_deleted", BitstampKind::Deleted},
     {"trade", BitstampKind::Trade},
     {"order_book", BitstampKind::OrderBook}}};

/// Takes what a line needs from its JSON without building a tree. Numbers keep their text, so that
/// prices and amounts are read as decimals.
class LineHandler final : public nlohmann::json_sax<json> {
public:
    explicit LineHandler(BitstampLine& line) : m_line(line) {}
    bool complete() const {
        return m_line.kind == BitstampKind::OrderBook ? m_hasBids && m_hasAsks
                                                      : m_hasPrice && m_hasAmount && m_hasId;
    }

    bool null() override { return true; }
    bool boolean(bool) override { return true; }
    bool number_integer(number_integer_t value) override { return text(std::to_string(value)); }
    bool number_unsigned(number_unsigned_t value) override { return text(std::to_string(value)); }
    bool number_float(number_float_t, const string_t& written) override { return text(written); }
    bool string(string_t& value) override { return text(value); }
    bool binary(binary_t&) override { return false; }
    bool start_object(std::size_t) override { return ++m_objects == 1; }
    bool end_object() override { return true; }
    bool key(string_t& value) override {
        m_key = value;
        return true;
    }
    bool start_array(std::size_t) override {
        if (++m_arrays == 2 && levels() != nullptr)
            levels()->emplace_back();
        m_element = 0;
        (m_key == "bids" ? m_hasBids : m_hasAsks) = true;
        return m_arrays <= 2;
    }
    bool end_array() override {
        --m_arrays;
        return true;
    }
    bool parse_error(std::size_t, const std::string&, const json::exception&) override {
        return false;
    }

private:
    std::vector<BitstampLevel>* levels() {
        if (m_key == "bids")
            return &m_line.bids;
        return m_key == "asks" ? &m_line.asks : nullptr;
    }

    bool text(std::string_view value) {
        if (m_arrays > 0)
            return element(value);
        if (m_key == "price")
            return m_hasPrice = number(value, BitstampReader::kPriceScale, m_line.price);
        if (m_key == "amount")
            return m_hasAmount = number(value, BitstampReader::kAmountScale, m_line.amount);
        std::int64_t whole = 0;
        if (m_key == "id") {
            m_hasId = number(value, 0, whole);
            m_line.id = static_cast<std::uint64_t>(whole);
            return m_hasId;
        }
        if (m_key == "order_type") {
            m_line.side = value == "0" ? api::Side::Buy : api::Side::Sell;
            return value == "0" || value == "1";
        }
        return true;
    }

    bool element(std::string_view value) {
        if (levels() == nullptr)
            return true;
        if (m_arrays != 2 || m_element > 1)
            return false;
        BitstampLevel& level = levels()->back();
        return m_element++ == 0 ? number(value, BitstampReader::kPriceScale, level.price)
                                : number(value, BitstampReader::kAmountScale, level.amount);
    }

    static bool number(std::string_view written, unsigned scale, std::int64_t& out) {
        const auto value = parseDecimal(written, scale, ExtraDigits::Round);
        out = value.value_or(0);
        return value && *value >= 0;
    }

    BitstampLine& m_line;
    std::string m_key;
    int m_objects = 0;
    int m_arrays = 0;
    int m_element = 0;
    bool m_hasPrice = false;
    bool m_hasAmount = false;
    bool m_hasId = false;
    bool m_hasBids = false;
    bool m_hasAsks = false;
};

std::optional<BitstampKind> kindOf(std::string_view name) {
    for (const auto& [known, kind] : kKinds)
        if (known == name)
            return kind;
    return std::nullopt;
}

} // namespace

BitstampReader::BitstampReader(std::unique_ptr<ByteSource> bytes, RecordingInfo info)
    : m_lines(std::move(bytes))
    , m_info(std::move(info)) {}

Result<std::unique_ptr<BitstampReader>, Error>
BitstampReader::open(const std::filesystem::path& path) {
    auto bytes = openFile(path);
    if (!bytes)
        return Unexpected{bytes.error()};
    RecordingInfo info{.format = Format::Bitstamp,
                       .fileName = path.filename().string(),
                       .symbols = {"BTC"},
                       .quoteCode = "USD",
                       .priceScale = kPriceScale,
                       .quantityScale = kAmountScale};
    return std::unique_ptr<BitstampReader>(new BitstampReader(std::move(*bytes), std::move(info)));
}

Result<bool, Error> BitstampReader::next(BitstampLine& line) {
    std::string_view text;
    auto has = m_lines.next(text);
    if (!has)
        return has;
    if (!*has) {
        if (m_lines.lineNumber() == 0)
            return Unexpected{Error{m_lines.name() + ": line 1: the file is empty"}};
        return false;
    }
    const std::size_t afterTime = text.find(' ');
    const std::size_t afterEvent = text.find(' ', afterTime + 1);
    if (afterTime == std::string_view::npos || afterEvent == std::string_view::npos)
        return m_lines.failure("expected a time, an event and JSON");
    const auto ms = parseInteger(text.substr(0, afterTime));
    const auto kind = kindOf(text.substr(afterTime + 1, afterEvent - afterTime - 1));
    if (!ms || *ms < 0 || *ms > 100'000'000'000'000)
        return m_lines.failure("the time is not a number of milliseconds");
    if (!kind)
        return m_lines.failure("the event is none of order_created, order_changed, order_deleted, "
                               "trade and order_book");
    line.time = Timestamp(*ms * kNsPerMs);
    line.kind = *kind;
    line.bids.clear();
    line.asks.clear();
    LineHandler handler(line);
    if (!json::sax_parse(text.substr(afterEvent + 1), &handler) || !handler.complete())
        return m_lines.failure("the JSON is cut short or does not have the fields of " +
                               std::string(text.substr(afterTime + 1, afterEvent - afterTime - 1)));
    // Local clocks step back a little now and then; business time does not.
    line.time = m_lastTime = std::max(line.time, m_lastTime);
    return true;
}

} // namespace openbell::recording
