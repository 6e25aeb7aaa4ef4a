// The audit and event log, newest first, in plain words.
#pragma once

#include "ui/models/table_model.h"

#include "engine/api/protocol.h"

#include <deque>

namespace openbell::models {

class ReferenceData;

class AuditModel final : public TableModel {
    Q_OBJECT
public:
    static constexpr std::size_t kCapacity = 10'000;
    enum ColumnIndex { Time, Sequence, Actor, Action, Outcome, ColumnCount };

    AuditModel(const ReferenceData& reference, const Format& format, QObject* parent = nullptr);

    const api::AuditView& at(int row) const { return m_rows[static_cast<std::size_t>(row)]; }
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

private:
    const ReferenceData& m_reference;
    const Format& m_format;
    std::deque<api::AuditView> m_rows;
    bool m_loaded = false;
};

} // namespace openbell::models
