// Everything that happened to one order, oldest first, from the read models. GUI thread.
#pragma once

#include "ui/client/exchange_client.h"
#include "ui/models/table_model.h"

#include <QTimer>

namespace openbell::models {

class ReferenceData;

class OrderLifeModel final : public TableModel {
    Q_OBJECT
public:
    enum ColumnIndex { Time, What, Price, Quantity, Open, Fee, Other, Details, ColumnCount };

    OrderLifeModel(client::ExchangeClient& client, const ReferenceData& reference,
                   const Format& format, QObject* parent = nullptr);

    /// Asks for that order; none: shows nothing. Traders see their own account's orders only.
    void show(OrderId order);
    /// The order has changed up to there: asks again until the read models have come so far.
    void refresh(Sequence atLeast);

    /// nullptr while it is not loaded or not found.
    const api::OrderView* order() const { return m_found ? &m_order : nullptr; }
    OrderId wanted() const { return m_wanted; }
    const api::OrderEventView& at(int row) const { return m_rows[static_cast<std::size_t>(row)]; }

    int rowCount(const QModelIndex& parent = {}) const override;
    const std::vector<Column>& columns() const override;
    QString columnTitle(int column) const override;
    void cell(int row, int column, Cell& out) const override;
    QVariant sortKey(int row, int column) const override;
    std::uint64_t rowId(int row) const override { return static_cast<std::uint64_t>(row) + 1; }
    QString emptyText() const override;

Q_SIGNALS:
    /// The order, or that it cannot be shown.
    void loaded();

private:
    static constexpr int kRetryMs = 250; ///< the read models are a moment behind
    static constexpr int kMaxRetries = 20;

    void ask();
    void take(const api::QueryResult& result);
    QString what(const api::OrderEventView& event) const;
    QString details(const api::OrderEventView& event) const;

    client::ExchangeClient& m_client;
    const ReferenceData& m_reference;
    const Format& m_format;
    OrderId m_wanted;
    Sequence m_atLeast;
    int m_retries = 0;
    QTimer m_retry;
    bool m_found = false;
    bool m_asked = false;
    bool m_answered = false;
    QString m_problem;
    api::OrderView m_order;
    std::vector<api::OrderEventView> m_rows;
};

} // namespace openbell::models
