// Everything shown about one instrument: definition, book, recent trades, candles, ticker.
// Publisher thread.
#pragma once

#include "engine/gateway/auction_status.h"
#include "engine/gateway/book_view.h"
#include "engine/gateway/candle_series.h"
#include "engine/gateway/order_feed.h"
#include "engine/gateway/ring.h"
#include "engine/gateway/top_of_book.h"

#include <memory>

#include <map>
#include <vector>

namespace openbell::gateway {

class InstrumentView {
public:
    static constexpr std::size_t kRecentTrades = 2000;

    explicit InstrumentView(const api::InstrumentDefined& definition);

    api::InstrumentDefined definition; ///< with the current state
    api::SetTradingSchedule schedule;  ///< no weekdays: none
    std::map<std::int32_t, api::SetTradingDay> specialDays; ///< by day; bounded by the venue
    api::SetPriceControls priceControls; ///< of no instrument: never set
    std::map<std::int32_t, api::SetPriceBands> priceBands; ///< by first day; bounded by the venue
    AuctionStatus auction;
    BookView book;

    void setSpecialDay(const api::SetTradingDay& day) {
        if (day.kind == api::TradingDayKind::AsScheduled)
            specialDays.erase(day.day);
        else
            specialDays[day.day] = day;
    }

    void applyTrade(const api::EventStamp& stamp, const api::TradeView& trade);
    void applyLevel(const api::EventStamp& stamp, const api::BookLevelChanged& level) {
        if (m_tops.isOn())
            touchTop(stamp);
        book.apply(level);
        m_tickerChanged = true;
    }

    /// Order by order, while it is followed; else null.
    std::unique_ptr<OrderFeed> orders;

    /// While somebody follows the top of the book, takeTops() gives the rows since the last call.
    void followTop() { m_tops.start(top()); }
    void unfollowTop() { m_tops.stop(); }
    std::vector<api::TopOfBookView> takeTops();
    /// Without sequence number and time.
    api::TopOfBookView top() const;

    std::span<const api::TradeView> recentTrades() const { return m_recent.items(); }
    CandleSeries& candles(api::CandleInterval interval) {
        return m_candles[static_cast<std::size_t>(interval)];
    }
    const CandleSeries& candles(api::CandleInterval interval) const {
        return m_candles[static_cast<std::size_t>(interval)];
    }

    /// The ticker with its 24-hour figures as of `now`. Amortised constant time.
    api::TickerView ticker(Timestamp now);

    /// Whether the ticker may have changed since the last call of forgetTickerChange().
    bool tickerChanged(Timestamp now) const { return m_tickerChanged || dayMoved(now); }
    void forgetTickerChange() { m_tickerChanged = false; }

    /// Puts trades from the read models, up to `recoveredAt`, in front of the ones seen since.
    void prependTrades(const std::vector<api::TradeView>& oldestFirst, Sequence recoveredAt);

    /// Replaces one candle series by history as of `asOf` and the trades seen after it.
    void resetCandles(api::CandleInterval interval, const std::vector<api::CandleView>& history,
                      const std::vector<api::TradeView>& later);

private:
    void sumClosedMinutes(Timestamp currentMinute);
    bool dayMoved(Timestamp now) const;
    void touchTop(const api::EventStamp& stamp);

    Ring<api::TradeView, kRecentTrades> m_recent;
    std::vector<CandleSeries> m_candles;
    std::uint64_t m_trades = 0;
    bool m_tickerChanged = false;
    TopRecorder m_tops;

    /// The 24 hours before the current minute, summed once per minute.
    struct ClosedMinutes {
        Timestamp upTo{-1};
        api::TickerView sums;
        bool any = false;
    } m_closed;
};

} // namespace openbell::gateway
