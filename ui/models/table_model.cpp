#include "ui/models/table_model.h"

namespace openbell::models {

int TableModel::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(columns().size());
}

QVariant TableModel::data(const QModelIndex& index, int role) const {
    if (!index.isValid())
        return {};
    switch (role) {
    case Qt::DisplayRole:
    case Qt::AccessibleTextRole: {
        Cell shown;
        cell(index.row(), index.column(), shown);
        return role == Qt::DisplayRole || shown.badge.isEmpty()
                   ? shown.view().toString()
                   : shown.view().toString() + QStringLiteral(", ") + shown.badge;
    }
    case Qt::TextAlignmentRole: {
        const bool number = columns()[static_cast<std::size_t>(index.column())].isNumber;
        return QVariant((number ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    }
    case SortRole:
        return sortKey(index.row(), index.column());
    case ToneRole: {
        Cell shown;
        cell(index.row(), index.column(), shown);
        return static_cast<int>(shown.tone);
    }
    case IdRole:
        return QVariant::fromValue<qulonglong>(rowId(index.row()));
    default:
        return {};
    }
}

QVariant TableModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal || section < 0 ||
        section >= static_cast<int>(columns().size()))
        return {};
    if (role == Qt::DisplayRole || role == Qt::AccessibleTextRole)
        return columnTitle(section);
    if (role == Qt::TextAlignmentRole) {
        const bool number = columns()[static_cast<std::size_t>(section)].isNumber;
        return QVariant((number ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    }
    return {};
}

void TableModel::retranslate() {
    Q_EMIT headerDataChanged(Qt::Horizontal, 0, columnCount() - 1);
    if (rowCount() > 0)
        Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, columnCount() - 1));
}

QString TableModel::toCsv() const {
    const auto quoted = [](QString text) {
        if (text.contains(u',') || text.contains(u'"') || text.contains(u'\n')) {
            text.replace(QStringLiteral("\""), QStringLiteral("\"\""));
            return u'"' + text + u'"';
        }
        return text;
    };
    const QString kComma = QStringLiteral(",");
    const QString kNewLine = QStringLiteral("\r\n");
    QString csv;
    const int width = columnCount();
    for (int column = 0; column < width; ++column)
        csv += quoted(columnTitle(column)) + (column + 1 < width ? kComma : kNewLine);
    Cell shown;
    for (int row = 0; row < rowCount(); ++row)
        for (int column = 0; column < width; ++column) {
            shown.clear();
            cell(row, column, shown);
            csv += quoted(shown.view().toString()) + (column + 1 < width ? kComma : kNewLine);
        }
    return csv;
}

} // namespace openbell::models
