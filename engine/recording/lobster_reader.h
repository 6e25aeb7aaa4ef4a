// Reads a LOBSTER zip: row k of the message file next to row k of the order-book file, which shows
// the N best levels after that message. (LOBSTER "Output Structure", sample files' readme.)
#pragma once

#include "engine/recording/line_reader.h"
#include "engine/recording/recorded_event.h"

namespace openbell::recording {

struct LobsterMessage {
    Timestamp time;
    int type = 0; ///< 1 add, 2 reduce, 3 delete, 4 execution, 5 hidden execution, 6 cross, 7 halt
    std::uint64_t order = 0;
    std::int64_t size = 0;
    std::int64_t price = 0;          ///< 1/10000 dollar; type 7: -1 halt, 0 quoting, 1 trading
    api::Side side = api::Side::Buy; ///< of the resting order
};

/// A price level; size 0: the level is empty.
struct LobsterLevel {
    std::int64_t price = 0;
    std::int64_t size = 0;
};

struct LobsterRow {
    LobsterMessage message;
    std::vector<LobsterLevel> asks; ///< best first, as many as the file has levels
    std::vector<LobsterLevel> bids;
    const std::vector<LobsterLevel>& side(api::Side side) const {
        return side == api::Side::Buy ? bids : asks;
    }
};

class LobsterReader {
public:
    static constexpr std::size_t kMaxLevels = 1'000;

    static Result<std::unique_ptr<LobsterReader>, Error> open(const std::filesystem::path& path);

    /// False at the end. An error names the file and line; the reader is unusable afterwards.
    Result<bool, Error> next(LobsterRow& row);

    std::uint64_t rows() const { return m_messages.lineNumber(); }
    /// An error about the message last read.
    Unexpected<Error> failure(const std::string& text) const { return m_messages.failure(text); }
    const RecordingInfo& info() const { return m_info; }

private:
    LobsterReader(std::unique_ptr<ZipArchive> archive, std::unique_ptr<ByteSource> messages,
                  std::unique_ptr<ByteSource> books, RecordingInfo info, Timestamp midnight);
    Result<Done, Error> parseMessage(std::string_view line, LobsterMessage& message);
    Result<Done, Error> parseBook(std::string_view line, LobsterRow& row);

    std::unique_ptr<ZipArchive> m_archive;
    LineReader m_messages;
    LineReader m_books;
    RecordingInfo m_info;
    Timestamp m_midnight;
    Timestamp m_lastTime;
    std::size_t m_levels = 0; ///< 0 until the first row
};

} // namespace openbell::recording
