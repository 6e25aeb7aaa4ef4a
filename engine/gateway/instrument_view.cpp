#include "engine/gateway/instrument_view.h"

#include <algorithm>
#include <utility>

namespace openbell::gateway {
namespace {

constexpr std::int64_t kMinuteNs = 60 * kNsPerSecond;
constexpr std::int64_t kDayNs = 24 * 60 * kMinuteNs;

Timestamp minuteOf(Timestamp time) {
    return Timestamp(time.value() - time.value() % kMinuteNs);
}

void addCandle(api::TickerView& sums, bool& any, const api::CandleView& candle) {
    if (!any) {
        sums.open24h = candle.open;
        sums.high24h = candle.high;
        sums.low24h = candle.low;
        any = true;
    }
    sums.high24h = std::max(sums.high24h, candle.high);
    sums.low24h = std::min(sums.low24h, candle.low);
    sums.volume24h += candle.volume;
    sums.trades24h += candle.trades;
    sums.turnover24h += candle.turnover;
}

} // namespace

InstrumentView::InstrumentView(const api::InstrumentDefined& defined) : definition(defined), auction(defined) {
    m_candles.reserve(api::kEnumSize<api::CandleInterval>);
    for (std::size_t i = 0; i < api::kEnumSize<api::CandleInterval>; ++i)
        m_candles.emplace_back(defined.definition.instrument, static_cast<api::CandleInterval>(i));
}

void InstrumentView::touchTop(const api::EventStamp& stamp) {
    if (m_tops.endsCommand(stamp))
        m_tops.record(top());
    m_tops.touch(stamp);
}

std::vector<api::TopOfBookView> InstrumentView::takeTops() {
    if (m_tops.isTouched())
        m_tops.record(top());
    return m_tops.takeRows();
}

api::TopOfBookView InstrumentView::top() const {
    return topOfBook(book, m_recent.empty() ? nullptr : &m_recent.items().back());
}

void InstrumentView::applyTrade(const api::EventStamp& stamp, const api::TradeView& trade) {
    if (m_tops.isOn())
        touchTop(stamp);
    m_recent.push(trade);
    ++m_trades;
    m_tickerChanged = true;
    for (CandleSeries& series : m_candles)
        series.apply(trade.time, trade.trade.price, trade.trade.quantity);
}

void InstrumentView::sumClosedMinutes(Timestamp currentMinute) {
    m_closed = {};
    m_closed.upTo = currentMinute;
    for (const api::CandleView& candle : candles(api::CandleInterval::Minute1).candles())
        if (candle.start.value() > currentMinute.value() - kDayNs && candle.start < currentMinute)
            addCandle(m_closed.sums, m_closed.any, candle);
}

bool InstrumentView::dayMoved(Timestamp now) const {
    return m_closed.any && m_closed.upTo != minuteOf(now);
}

api::TickerView InstrumentView::ticker(Timestamp now) {
    const Timestamp minute = minuteOf(now);
    if (m_closed.upTo != minute)
        sumClosedMinutes(minute);
    api::TickerView ticker = m_closed.sums;
    bool any = m_closed.any;
    const auto minutes = candles(api::CandleInterval::Minute1).candles();
    if (!minutes.empty() && minutes.back().start >= minute)
        addCandle(ticker, any, minutes.back());
    ticker.instrument = definition.definition.instrument;
    if (const auto recent = recentTrades(); !recent.empty()) {
        ticker.last = recent.back().trade.price;
        ticker.lastSide = recent.back().trade.takerSide;
    }
    if (const api::LevelView* bid = book.best(api::Side::Buy)) {
        ticker.bestBid = bid->price;
        ticker.bestBidQuantity = bid->quantity;
        ticker.bestBidOrders = bid->orders;
    }
    if (const api::LevelView* ask = book.best(api::Side::Sell)) {
        ticker.bestAsk = ask->price;
        ticker.bestAskQuantity = ask->quantity;
        ticker.bestAskOrders = ask->orders;
    }
    ticker.bookUpdates = book.updates();
    ticker.trades = m_trades;
    return ticker;
}

void InstrumentView::prependTrades(const std::vector<api::TradeView>& oldestFirst,
                                   Sequence recoveredAt) {
    const auto seen = std::exchange(m_recent, {});
    for (const api::TradeView& trade : oldestFirst)
        if (trade.sequence <= recoveredAt)
            m_recent.push(trade);
    for (const api::TradeView& trade : seen.items())
        if (trade.sequence > recoveredAt)
            m_recent.push(trade);
    m_tickerChanged = true;
}

void InstrumentView::resetCandles(api::CandleInterval interval,
                                  const std::vector<api::CandleView>& history,
                                  const std::vector<api::TradeView>& later) {
    CandleSeries& series = candles(interval);
    series.reset(history);
    for (const api::TradeView& trade : later)
        series.apply(trade.time, trade.trade.price, trade.trade.quantity);
    m_closed.upTo = Timestamp(-1);
    m_tickerChanged = true;
}

} // namespace openbell::gateway
