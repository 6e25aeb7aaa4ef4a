// The markets list: one row per instrument with its newest prices and rates.
#pragma once

#include "ui/models/table_model.h"

#include "engine/api/protocol.h"

#include <QElapsedTimer>
#include <QTimer>

#include <map>

namespace openbell::models {

class ReferenceData;

/// A market's newest figures, with rates computed from the running counters.
struct Ticker {
    api::TickerView view;
    double bookUpdatesPerSecond = 0;
    double tradesPerSecond = 0;
};

class TickersModel final : public TableModel {
    Q_OBJECT
public:
    enum ColumnIndex { Market, Last, Change, Bid, Ask, Volume, State, ColumnCount };

    TickersModel(const ReferenceData& reference, const Format& format, QObject* parent = nullptr);

    /// nullptr when the market has no figures yet.
    const Ticker* ticker(InstrumentId instrument) const;
    InstrumentId instrumentAt(int row) const;
    int rowOf(InstrumentId instrument) const; ///< -1: none

    void apply(const api::TopicUpdate& update);
    void clear();

    int rowCount(const QModelIndex& parent = {}) const override;
    const std::vector<Column>& columns() const override;
    QString columnTitle(int column) const override;
    void cell(int row, int column, Cell& out) const override;
    /// The tool tip of a row says what its market takes.
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant sortKey(int row, int column) const override;
    std::uint64_t rowId(int row) const override;
    QString emptyText() const override;

Q_SIGNALS:
    /// Once per received update.
    void tickersChanged();

private:
    struct RateState {
        std::uint64_t bookUpdates = 0;
        std::uint64_t trades = 0;
        qint64 atMs = 0;
    };
    void syncRows();
    void countDown();
    void updateRates(Ticker& ticker, RateState& state);

    const ReferenceData& m_reference;
    const Format& m_format;
    QElapsedTimer m_clock;
    QTimer m_countdown;
    std::vector<InstrumentId> m_rows;
    std::map<InstrumentId, Ticker> m_tickers;
    std::map<InstrumentId, RateState> m_rates;
};

} // namespace openbell::models
