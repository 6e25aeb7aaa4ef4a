// A Bitstamp log as events that a venue can follow. The log tells of an execution in three lines,
// a change of each order and then the trade, without saying which orders met; this source joins
// them: changes wait until the trade with their quantity arrives, then become one Execute event.
//
// Orders from before the recording are known from the order_book lines only; they are anonymous.
#pragma once

#include "engine/recording/bitstamp_reader.h"
#include "engine/recording/recording_source.h"

#include <deque>
#include <map>
#include <unordered_map>

namespace openbell::recording {

class BitstampSource final : public RecordingSource {
public:
    /// A trade follows its changes within a few lines; what waits longer was no execution.
    static constexpr std::size_t kMaxWaiting = 64;
    /// Trade amounts are printed from binary fractions and may be off by this much.
    static constexpr std::int64_t kAmountTolerance = 2;

    static Result<std::unique_ptr<BitstampSource>, Error> open(const std::filesystem::path& path);

    Result<bool, Error> next(RecordedEvent& event) override;
    std::uint64_t position() const override { return m_reader->lines(); }
    const RecordingInfo& info() const override { return m_reader->info(); }

private:
    struct LiveOrder {
        api::Side side = api::Side::Buy;
        std::int64_t price = 0;
        std::int64_t amount = 0;
    };
    struct Waiting {
        RecordedEvent event;
        std::uint64_t order = 0; ///< the order of a possible fill; 0: not one, ready
        bool quantityKnown = true;
    };
    using AnonymousKey = std::pair<api::Side, std::int64_t>;

    explicit BitstampSource(std::unique_ptr<BitstampReader> reader);
    void push(const BitstampLine& line, RecordedKind kind, std::uint64_t reference,
              std::int64_t quantity, std::uint64_t fillOf = 0);
    void onCreated(const BitstampLine& line);
    void onChanged(const BitstampLine& line);
    void onDeleted(const BitstampLine& line);
    void onUnknown(const BitstampLine& line);
    void onTrade(const BitstampLine& line);
    void onOrderBook(const BitstampLine& line);
    void compareSide(const BitstampLine& line, api::Side side,
                     const std::vector<BitstampLevel>& levels);
    void correct(const BitstampLine& line, AnonymousKey key, std::int64_t amount);
    void forget(api::Side side, std::int64_t price, std::int64_t amount);
    /// The newest change that could be one side of a trade of that amount.
    std::optional<std::size_t> findFill(api::Side side, std::int64_t amount) const;
    /// Makes a change part of the execution; gives the order it was about.
    std::uint64_t takeFill(std::size_t index, RecordedEvent& execution);

    std::unique_ptr<BitstampReader> m_reader;
    BitstampLine m_line;
    std::deque<Waiting> m_waiting;
    std::unordered_map<std::uint64_t, LiveOrder> m_orders;
    std::map<AnonymousKey, std::int64_t> m_anonymous;
    std::map<AnonymousKey, std::int64_t> m_named;     ///< level totals of the orders known by name
    std::map<AnonymousKey, std::int64_t> m_suspected; ///< what the last snapshot wanted instead
    bool m_seeded = false;
    bool m_ended = false;
};

} // namespace openbell::recording
