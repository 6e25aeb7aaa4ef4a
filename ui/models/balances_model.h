// Balances by account and asset.
#pragma once

#include "ui/models/table_model.h"

#include "engine/api/protocol.h"

namespace openbell::models {

class ReferenceData;

class BalancesModel final : public TableModel {
    Q_OBJECT
public:
    enum ColumnIndex { Asset, Total, Available, Held, Account, ColumnCount };

    BalancesModel(const ReferenceData& reference, const Format& format, QObject* parent = nullptr);

    /// Zero when there is no such balance.
    Amount available(AccountId account, AssetId asset) const;
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
    void balancesChanged();

private:
    const ReferenceData& m_reference;
    const Format& m_format;
    std::vector<api::BalanceChanged> m_rows; ///< by account, then asset
    bool m_loaded = false;
};

} // namespace openbell::models
