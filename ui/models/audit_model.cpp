#include "ui/models/audit_model.h"

#include "ui/models/reference_data.h"
#include "ui/models/texts.h"

#include <algorithm>

namespace openbell::models {

AuditModel::AuditModel(const ReferenceData& reference, const Format& format, QObject* parent)
    : TableModel(parent), m_reference(reference), m_format(format) {
    connect(&reference, &ReferenceData::changed, this, &TableModel::retranslate);
    connect(&reference, &ReferenceData::namesChanged, this, &TableModel::retranslate);
}

void AuditModel::apply(const api::TopicUpdate& update) {
    const auto newer = [](const api::AuditView& a, const api::AuditView& b) {
        return a.time > b.time;
    };
    if (update.snapshot) {
        beginResetModel();
        m_rows.assign(update.audit.begin(), update.audit.end());
        std::stable_sort(m_rows.begin(), m_rows.end(), newer);
        if (m_rows.size() > kCapacity)
            m_rows.resize(kCapacity);
        m_loaded = true;
        endResetModel();
        return;
    }
    if (update.audit.empty())
        return;
    const auto skipped = static_cast<std::ptrdiff_t>(
        update.audit.size() > kCapacity ? update.audit.size() - kCapacity : 0);
    const std::size_t added = update.audit.size() - static_cast<std::size_t>(skipped);
    const std::size_t kept = std::min(m_rows.size(), kCapacity - added);
    if (kept < m_rows.size()) {
        beginRemoveRows({}, static_cast<int>(kept), static_cast<int>(m_rows.size()) - 1);
        m_rows.resize(kept);
        endRemoveRows();
    }
    beginInsertRows({}, 0, static_cast<int>(added) - 1);
    for (auto at = update.audit.begin() + skipped; at != update.audit.end(); ++at)
        m_rows.push_front(*at);
    endInsertRows();
}

void AuditModel::clear() {
    beginResetModel();
    m_rows.clear();
    m_loaded = false;
    endResetModel();
}

int AuditModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

const std::vector<Column>& AuditModel::columns() const {
    static const std::vector<Column> kColumns{
        {"Time", 13, false}, {"Sequence", 12, true}, {"Who", 14, false},
        {"What", 60, false, false, 20}, {"Outcome", 24, false, false, 8},
    };
    return kColumns;
}

QString AuditModel::columnTitle(int column) const {
    switch (column) {
    case Time: return tr("Time");
    case Sequence: return tr("Sequence");
    case Actor: return tr("Who");
    case Action: return tr("What");
    case Outcome: return tr("Outcome");
    }
    return {};
}

void AuditModel::cell(int row, int column, Cell& out) const {
    const api::AuditView& entry = at(row);
    switch (column) {
    case Time:
        m_format.time(entry.time, out.text);
        out.tone = Tone::Dim;
        break;
    case Sequence:
        if (!entry.sequence.isNone())
            m_format.count(entry.sequence.value(), out.text);
        out.tone = Tone::Dim;
        break;
    case Actor:
        out.longText = entry.actorName.empty() ? m_reference.userName(entry.actor)
                                               : QString::fromStdString(entry.actorName);
        break;
    case Action: out.longText = Texts::audit(entry, m_reference, m_format); break;
    case Outcome:
        if (entry.outcome == api::RejectReason::None) {
            out.longText = tr("Done");
            out.tone = Tone::Dim;
        } else {
            out.longText = Texts::rejectReasonShort(entry.outcome);
            out.tone = Tone::Warning;
        }
        break;
    }
}

QVariant AuditModel::sortKey(int row, int column) const {
    const api::AuditView& entry = at(row);
    switch (column) {
    case Sequence: return QVariant::fromValue<qulonglong>(entry.sequence.value());
    case Actor:
    case Action:
    case Outcome: return data(index(row, column), Qt::DisplayRole);
    }
    return QVariant::fromValue<qlonglong>(entry.time.value());
}

std::uint64_t AuditModel::rowId(int row) const {
    return static_cast<std::uint64_t>(at(row).time.value());
}

QString AuditModel::emptyText() const {
    return tr("Nothing recorded yet. Sign-ins and what operators do appear here.");
}

} // namespace openbell::models
