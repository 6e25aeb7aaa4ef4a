// Reads a Bitstamp websocket log, one event per line: "<epoch ms> <event> <JSON>", plain or xz.
#pragma once

#include "engine/recording/line_reader.h"
#include "engine/recording/recorded_event.h"

namespace openbell::recording {

enum class BitstampKind : std::uint8_t { Created, Changed, Deleted, Trade, OrderBook };

struct BitstampLevel {
    std::int64_t price = 0;
    std::int64_t amount = 0;
};

struct BitstampLine {
    Timestamp time;
    BitstampKind kind = BitstampKind::Created;
    std::uint64_t id = 0; ///< of the order or trade
    api::Side side = api::Side::Buy;
    std::int64_t price = 0;          ///< cents
    std::int64_t amount = 0;         ///< 10^-8; of an order: what is left of it
    std::vector<BitstampLevel> bids; ///< OrderBook only, best first
    std::vector<BitstampLevel> asks;
};

class BitstampReader {
public:
    static constexpr unsigned kPriceScale = 2;
    static constexpr unsigned kAmountScale = 8;

    static Result<std::unique_ptr<BitstampReader>, Error> open(const std::filesystem::path& path);

    /// False at the end. An error names the file and line; the reader is unusable afterwards.
    Result<bool, Error> next(BitstampLine& line);

    std::uint64_t lines() const { return m_lines.lineNumber(); }
    const RecordingInfo& info() const { return m_info; }

private:
    BitstampReader(std::unique_ptr<ByteSource> bytes, RecordingInfo info);
    LineReader m_lines;
    RecordingInfo m_info;
    Timestamp m_lastTime;
};

} // namespace openbell::recording
