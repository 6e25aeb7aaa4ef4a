#include "ui/models/tickers_model.h"

#include "ui/models/instrument_texts.h"
#include "ui/models/reference_data.h"
#include "ui/models/texts.h"

#include <algorithm>

namespace openbell::models {

namespace {
constexpr qint64 kRateWindowMs = 1000;
} // namespace

TickersModel::TickersModel(const ReferenceData& reference, const Format& format, QObject* parent)
    : TableModel(parent), m_reference(reference), m_format(format) {
    m_clock.start();
    m_countdown.setInterval(1000);
    connect(&m_countdown, &QTimer::timeout, this, &TickersModel::countDown);
    m_countdown.start();
    connect(&reference, &ReferenceData::changed, this, &TickersModel::syncRows);
}

const Ticker* TickersModel::ticker(InstrumentId instrument) const {
    const auto at = m_tickers.find(instrument);
    return at == m_tickers.end() ? nullptr : &at->second;
}

InstrumentId TickersModel::instrumentAt(int row) const {
    return row >= 0 && row < static_cast<int>(m_rows.size())
               ? m_rows[static_cast<std::size_t>(row)]
               : InstrumentId();
}

int TickersModel::rowOf(InstrumentId instrument) const {
    const auto at = std::find(m_rows.begin(), m_rows.end(), instrument);
    return at == m_rows.end() ? -1 : static_cast<int>(at - m_rows.begin());
}

/// Markets are only ever added at the end; another venue starts anew.
void TickersModel::syncRows() {
    const std::vector<InstrumentId>& wanted = m_reference.instruments();
    const bool grows = wanted.size() >= m_rows.size() &&
                       std::equal(m_rows.begin(), m_rows.end(), wanted.begin());
    if (!grows) {
        beginResetModel();
        m_rows = wanted;
        endResetModel();
    } else if (wanted.size() > m_rows.size()) {
        beginInsertRows({}, static_cast<int>(m_rows.size()), static_cast<int>(wanted.size()) - 1);
        m_rows = wanted;
        endInsertRows();
    }
    if (!m_rows.empty())
        Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, ColumnCount - 1));
}

/// The time left of states that end by themselves.
void TickersModel::countDown() {
    for (int row = 0; row < rowCount(); ++row) {
        const InstrumentInfo* market = m_reference.instrument(instrumentAt(row));
        if (market && !market->until.isZero())
            Q_EMIT dataChanged(index(row, State), index(row, State));
    }
}

void TickersModel::apply(const api::TopicUpdate& update) {
    int first = INT_MAX;
    int last = -1;
    for (const api::TickerView& view : update.tickers) {
        Ticker& ticker = m_tickers[view.instrument];
        ticker.view = view;
        updateRates(ticker, m_rates[view.instrument]);
        const int row = rowOf(view.instrument);
        if (row >= 0) {
            first = std::min(first, row);
            last = std::max(last, row);
        }
    }
    // One signal over the touched span: rows are painted at once, their number is small.
    if (last >= 0)
        Q_EMIT dataChanged(index(first, Last), index(last, Volume));
    Q_EMIT tickersChanged();
}

void TickersModel::updateRates(Ticker& ticker, RateState& state) {
    const qint64 now = m_clock.elapsed();
    const bool restarted =
        ticker.view.bookUpdates < state.bookUpdates || ticker.view.trades < state.trades;
    if (state.atMs == 0 || restarted) {
        state = {ticker.view.bookUpdates, ticker.view.trades, now};
        return;
    }
    const qint64 elapsed = now - state.atMs;
    if (elapsed < kRateWindowMs)
        return;
    const double seconds = static_cast<double>(elapsed) / 1000;
    ticker.bookUpdatesPerSecond =
        static_cast<double>(ticker.view.bookUpdates - state.bookUpdates) / seconds;
    ticker.tradesPerSecond = static_cast<double>(ticker.view.trades - state.trades) / seconds;
    state = {ticker.view.bookUpdates, ticker.view.trades, now};
}

void TickersModel::clear() {
    m_tickers.clear();
    m_rates.clear();
    retranslate();
}

int TickersModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

const std::vector<Column>& TickersModel::columns() const {
    static const std::vector<Column> kColumns{
        {"Market", 16, false, false, 8}, {"Last", 9, true},
        {"24h", 8, true, false, 6},      {"Bid", 10, true, true},
        {"Ask", 10, true, true},         {"Volume", 8, true, true, 6},
        {"State", 16, false, true, 8},
    };
    return kColumns;
}

QString TickersModel::columnTitle(int column) const {
    switch (column) {
    case Market: return tr("Market");
    case Last: return tr("Last");
    case Change: return tr("24h %");
    case Bid: return tr("Bid");
    case Ask: return tr("Ask");
    case Volume: return tr("Volume");
    case State: return tr("State");
    }
    return {};
}

void TickersModel::cell(int row, int column, Cell& out) const {
    const InstrumentInfo* market = m_reference.instrument(instrumentAt(row));
    if (!market)
        return;
    const Ticker* found = ticker(market->id);
    const api::TickerView view = found ? found->view : api::TickerView{};
    const auto price = [&](Price value, Tone tone) {
        if (value.isZero())
            return;
        m_format.price(*market, value, out.text);
        out.tone = tone;
    };
    switch (column) {
    case Market:
        out.longText = market->symbol;
        out.tone = Tone::Strong;
        if (market->state != api::InstrumentState::Trading) {
            out.tone = Tone::Dim;
            out.badge = InstrumentTexts::stateBadge(market->state);
            out.badgeTone = InstrumentTexts::stateTone(market->state);
        }
        break;
    case Last: price(view.last, Tone::Normal); break;
    case Change:
        m_format.changePercent(view.open24h, view.last, out.text);
        out.tone = view.last > view.open24h   ? Tone::Up
                   : view.last < view.open24h ? Tone::Down
                                              : Tone::Dim;
        break;
    case Bid: price(view.bestBid, Tone::Up); break;
    case Ask: price(view.bestAsk, Tone::Down); break;
    case Volume:
        out.longText = m_format.shortQuantity(*market, view.volume24h);
        out.tone = Tone::Dim;
        break;
    case State:
        out.longText = InstrumentTexts::stateWithTime(*market, m_reference.now(), m_format);
        out.tone = market->state == api::InstrumentState::Trading
                       ? Tone::Dim
                       : InstrumentTexts::stateTone(market->state);
        break;
    }
}

QVariant TickersModel::data(const QModelIndex& index, int role) const {
    if (!index.isValid() || role != Qt::ToolTipRole)
        return TableModel::data(index, role);
    const InstrumentInfo* market = m_reference.instrument(instrumentAt(index.row()));
    if (!market)
        return {};
    return tr("%1: %2. %3", "market, state, what it takes")
        .arg(market->symbol, InstrumentTexts::stateWithTime(*market, m_reference.now(), m_format),
             InstrumentTexts::stateNote(market->state));
}

QVariant TickersModel::sortKey(int row, int column) const {
    const InstrumentInfo* market = m_reference.instrument(instrumentAt(row));
    const Ticker* found = market ? ticker(market->id) : nullptr;
    if (!market || !found)
        return {};
    const api::TickerView& view = found->view;
    // Prices of different markets compare by value, not by ticks.
    const auto value = [&](Price price) {
        double scaled = static_cast<double>(price.value()) * static_cast<double>(market->price.step);
        for (int i = 0; i < market->price.decimals; ++i)
            scaled /= 10;
        return scaled;
    };
    switch (column) {
    case Last: return value(view.last);
    case Bid: return value(view.bestBid);
    case Ask: return value(view.bestAsk);
    case Change:
        return view.open24h.isZero() ? 0.0
                                     : static_cast<double>(view.last.value()) /
                                           static_cast<double>(view.open24h.value());
    case Volume: return QVariant::fromValue<qlonglong>(view.volume24h.value());
    case State: return static_cast<int>(market->state);
    }
    return market->symbol;
}

std::uint64_t TickersModel::rowId(int row) const {
    return instrumentAt(row).value();
}

QString TickersModel::emptyText() const {
    return tr("No markets yet. They appear as soon as the exchange has defined one.");
}

} // namespace openbell::models
