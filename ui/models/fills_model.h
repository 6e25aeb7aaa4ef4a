// Trades of one's own account (or of all), newest first, as the account saw them.
#pragma once

#include "ui/models/table_model.h"

#include "engine/api/protocol.h"

#include <deque>

namespace openbell::models {

class ReferenceData;

class FillsModel final : public TableModel {
    Q_OBJECT
public:
    static constexpr std::size_t kCapacity = 10'000; ///< the oldest leave; history is a query
    enum ColumnIndex {
        Time, Market, Side, Price, Quantity, Value, Fee, Liquidity, Account, Order, ColumnCount
    };

    FillsModel(const ReferenceData& reference, const Format& format, QObject* parent = nullptr);

    /// Whose view it is; none: everybody's, told from the taker's side.
    /// The order that the row is about: one's own, or the taker's.
    OrderId orderAt(int row) const;
    void setAccount(AccountId account);
    const api::TradeView& at(int row) const { return m_rows[static_cast<std::size_t>(row)]; }
    bool isLoaded() const { return m_loaded; }

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
    /// `count` rows were added at the top.
    void fillsAdded(int count);

private:
    bool isMaker(const api::TradeExecuted& trade) const;

    const ReferenceData& m_reference;
    const Format& m_format;
    AccountId m_account;
    std::deque<api::TradeView> m_rows;
    bool m_loaded = false;
};

} // namespace openbell::models
