// The common base of the console's tables. A cell is text with a tone; painted views ask for cells
// directly (no QVariant), standard views and screen readers go through data().
#pragma once

#include "ui/models/format.h"

#include <QAbstractTableModel>

#include <vector>

namespace openbell::models {

/// What a cell means, for colour and a second cue; the view maps it to the theme.
enum class Tone { Normal, Dim, Strong, Up, Down, Accent, Warning };

struct Cell {
    TextBuffer text; ///< short texts
    QString longText; ///< used instead of `text` when not empty
    Tone tone = Tone::Normal;
    double barFraction = 0; ///< 0..1: a bar behind the text
    QString badge; ///< a word at the right edge, beside the text; short
    Tone badgeTone = Tone::Dim;

    void clear() {
        text.clear();
        longText.clear();
        tone = Tone::Normal;
        barFraction = 0;
        badge.clear();
        badgeTone = Tone::Dim;
    }
    QStringView view() const { return longText.isEmpty() ? text.view() : QStringView(longText); }
};

struct Column {
    const char* title = nullptr; ///< translated by the model's columnTitle()
    int widthInDigits = 10;      ///< initial width
    bool isNumber = false;       ///< right aligned, tabular digits
    bool isOptional = false;     ///< left out while there is no room for all
    int leastDigits = 0; ///< how far it may be shortened, as names may; 0: hardly
};

enum TableRole {
    SortRole = Qt::UserRole, ///< qlonglong, double or QString
    ToneRole,                ///< int(Tone)
    IdRole,                  ///< qulonglong: stable identity of the row
};

class TableModel : public QAbstractTableModel {
    Q_OBJECT
public:
    using QAbstractTableModel::QAbstractTableModel;

    virtual const std::vector<Column>& columns() const = 0;
    virtual QString columnTitle(int column) const = 0;
    virtual void cell(int row, int column, Cell& out) const = 0;
    virtual QVariant sortKey(int row, int column) const = 0;
    /// Stable identity, for keeping a selection; 0: none.
    virtual std::uint64_t rowId(int row) const = 0;
    /// A hint for an empty table: what will appear here and how.
    virtual QString emptyText() const = 0;

    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

    /// Every text may have changed (language, locale).
    void retranslate();

    /// The rows as comma-separated values with a header line, RFC 4180.
    QString toCsv() const;
};

} // namespace openbell::models
