// Open orders, newest first.
#pragma once

#include "ui/models/table_model.h"

#include "engine/api/protocol.h"

#include <unordered_map>

namespace openbell::models {

class ReferenceData;

class OrdersModel final : public TableModel {
    Q_OBJECT
public:
    enum ColumnIndex {
        Time, Market, Side, Kind, Price, Trigger, Quantity, Filled, Open, Account, Order, Note,
        ColumnCount
    };

    OrdersModel(const ReferenceData& reference, const Format& format, QObject* parent = nullptr);

    const api::OrderView& at(int row) const { return m_rows[static_cast<std::size_t>(row)]; }
    /// nullptr when not open.
    const api::OrderView* order(OrderId id) const;
    int size() const { return static_cast<int>(m_rows.size()); }
    bool isLoaded() const { return m_loaded; }
    /// True when the venue has more open orders than it lists: the oldest are left out.
    bool isCut() const { return m_cut; }

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
    /// Once per received update.
    void ordersChanged();

private:
    QString note(const api::OrderView& order, const InstrumentInfo& market) const;
    int rowOf(OrderId id) const;
    void insert(std::vector<api::OrderView> added);

    const ReferenceData& m_reference;
    const Format& m_format;
    std::vector<api::OrderView> m_rows; ///< descending order id
    bool m_loaded = false;
    bool m_cut = false;
};

} // namespace openbell::models
