// The candles of one market and interval, oldest first: history from the read models, then live.
#pragma once

#include "engine/api/protocol.h"

#include <QObject>

#include <vector>

namespace openbell::models {

class CandleSeries final : public QObject {
    Q_OBJECT
public:
    static constexpr std::size_t kCapacity = 20'000; ///< the oldest go first

    CandleSeries(InstrumentId instrument, api::CandleInterval interval, QObject* parent = nullptr);

    InstrumentId instrument() const { return m_instrument; }
    api::CandleInterval interval() const { return m_interval; }
    const std::vector<api::CandleView>& candles() const { return m_candles; }
    /// Where candle number `index` begins; to the right of the newest one time goes on interval by
    /// interval. There must be candles, and the index not negative.
    Timestamp startAt(std::int64_t index) const;
    /// How many candles begin before that time.
    std::int64_t countBefore(Timestamp start) const;
    /// The length of one candle in seconds; of months, of a short one.
    std::int64_t secondsPerCandle() const;
    bool isLoaded() const { return m_loaded; }
    std::uint64_t revision() const { return m_revision; }
    /// True when no older candles exist in the read models.
    bool isComplete() const { return m_complete; }
    bool isLoadingOlder() const { return m_loadingOlder; }

    void apply(const api::TopicUpdate& update);
    void clear();
    /// Older rows in any order; empty: there are none.
    void prepend(std::vector<api::CandleView> older);
    /// Asks the owner for older candles (MarketFeed answers with prepend()).
    void requestOlder();

Q_SIGNALS:
    /// Only the newest candle changed.
    void lastChanged();
    /// One or more candles were added at the end.
    void appended();
    /// Everything may have changed (snapshot, history).
    void reset();
    void olderWanted();

private:
    void put(const api::CandleView& candle);

    InstrumentId m_instrument;
    api::CandleInterval m_interval;
    std::vector<api::CandleView> m_candles;
    std::uint64_t m_revision = 0;
    bool m_loaded = false;
    bool m_complete = false;
    bool m_loadingOlder = false;
};

} // namespace openbell::models
