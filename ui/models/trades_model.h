// Time and sales of one market, newest first: a ring of the last trades as a table.
//
// Rows are a window that slides over the ring: a trade that arrives moves every row down by one, told
// as one dataChanged per update, and rows are only ever added at the end (in blocks, once there are
// many), so that views need not shift their bookkeeping 5,000 times a second.
#pragma once

#include "ui/models/table_model.h"

#include "engine/api/protocol.h"

namespace openbell::models {

class ReferenceData;

class TradesModel final : public TableModel {
    Q_OBJECT
public:
    static constexpr int kCapacity = 100'000;
    enum ColumnIndex { Time, Side, Price, Size, Buyer, Seller, ColumnCount };

    TradesModel(InstrumentId instrument, const ReferenceData& reference, const Format& format,
                QObject* parent = nullptr);

    InstrumentId instrument() const { return m_instrument; }
    /// Trades held; at most kCapacity.
    int size() const { return static_cast<int>(m_ring.size()); }
    /// 0 is the newest.
    const api::TradeView& at(int index) const;
    /// Trades ever received; the difference between two readings is how many are new.
    std::uint64_t received() const { return m_received; }
    bool isLoaded() const { return m_loaded; }
    /// Trades of this account stand out; none: no trades do.
    void setOwnAccount(AccountId account);

    void apply(const api::TopicUpdate& update);
    void clear();

    int rowCount(const QModelIndex& parent = {}) const override;
    const std::vector<Column>& columns() const override;
    QString columnTitle(int column) const override;
    void cell(int row, int column, Cell& out) const override;
    QVariant sortKey(int row, int column) const override;
    std::uint64_t rowId(int row) const override;
    QString emptyText() const override;

Q_SIGNALS:
    /// Once per received update, after the rows changed.
    void tradesAdded(int count);

private:
    void push(const api::TradeView& trade);
    int wantedRows() const;

    InstrumentId m_instrument;
    AccountId m_own;
    const ReferenceData& m_reference;
    const Format& m_format;
    std::vector<api::TradeView> m_ring;
    std::size_t m_next = 0; ///< where the next trade goes
    std::uint64_t m_received = 0;
    int m_rows = 0;
    bool m_loaded = false;
};

} // namespace openbell::models
