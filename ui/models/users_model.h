// The venue's users, as the read models know them.
#pragma once

#include "ui/models/table_model.h"

#include "engine/api/protocol.h"

namespace openbell::models {

class ReferenceData;

class UsersModel final : public TableModel {
    Q_OBJECT
public:
    enum ColumnIndex { User, Role, Account, State, ColumnCount };

    UsersModel(const ReferenceData& reference, QObject* parent = nullptr);

    const api::UserDefined& at(int row) const { return m_rows[static_cast<std::size_t>(row)]; }
    /// Takes over a query's answer, touching only rows that differ.
    void setUsers(std::vector<api::UserDefined> users);

    int rowCount(const QModelIndex& parent = {}) const override;
    const std::vector<Column>& columns() const override;
    QString columnTitle(int column) const override;
    void cell(int row, int column, Cell& out) const override;
    QVariant sortKey(int row, int column) const override;
    std::uint64_t rowId(int row) const override;
    QString emptyText() const override;

private:
    const ReferenceData& m_reference;
    std::vector<api::UserDefined> m_rows; ///< by user id
};

} // namespace openbell::models
