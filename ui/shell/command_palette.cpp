#include "ui/shell/command_palette.h"

#include <QApplication>
#include <QKeyEvent>
#include <QLineEdit>
#include <QListWidget>
#include <QPainter>
#include <QStyledItemDelegate>
#include <QVBoxLayout>

#include <algorithm>

namespace openbell::shell {

namespace {

enum Role { GroupRole = Qt::UserRole, ShortcutRole, EntryRole };
constexpr int kMaxShown = 200;

/// A row: what it does, the group it belongs to, its keys.
class PaletteDelegate final : public QStyledItemDelegate {
public:
    PaletteDelegate(const models::Theme& theme, QObject* parent)
        : QStyledItemDelegate(parent), m_theme(theme) {}

    QSize sizeHint(const QStyleOptionViewItem&, const QModelIndex&) const override {
        return {100, m_theme.rowHeight() + 9};
    }
    void paint(QPainter* painter, const QStyleOptionViewItem& option,
               const QModelIndex& index) const override {
        const models::ThemeColors& colors = m_theme.colors();
        if (option.state & QStyle::State_Selected)
            painter->fillRect(option.rect, colors.accentFill);
        const QRect area = option.rect.adjusted(12, 0, -12, 0);
        const bool enabled = index.flags() & Qt::ItemIsEnabled;
        painter->setFont(m_theme.labelFont());
        painter->setPen(enabled ? colors.text : colors.textDim);
        painter->drawText(area, Qt::AlignVCenter | Qt::AlignLeft,
                          index.data(Qt::DisplayRole).toString());
        painter->setFont(m_theme.numberFont(-1));
        painter->setPen(colors.textDim);
        painter->drawText(area, Qt::AlignVCenter | Qt::AlignRight,
                          index.data(ShortcutRole).toString());
        painter->setFont(m_theme.labelFont(-1));
        painter->drawText(area.adjusted(0, 0, -130, 0), Qt::AlignVCenter | Qt::AlignRight,
                          index.data(GroupRole).toString());
    }

private:
    const models::Theme& m_theme;
};

} // namespace

int matchScore(const QString& text, const QString& typed) {
    int score = 0;
    qsizetype at = 0;
    qsizetype last = -2;
    for (const QChar c : typed) {
        if (c.isSpace())
            continue;
        const qsizetype found = text.indexOf(c, at, Qt::CaseInsensitive);
        if (found < 0)
            return -1;
        const bool startsWord = found == 0 || !text[found - 1].isLetterOrNumber();
        score += (found == last + 1 ? 6 : 0) + (startsWord ? 4 : 0) + 1;
        last = found;
        at = found + 1;
    }
    return score * 100 - static_cast<int>(std::min<qsizetype>(text.size(), 99));
}

CommandPalette::CommandPalette(const models::Theme& theme, QWidget* window)
    : QFrame(window), m_theme(theme) {
    setObjectName(QStringLiteral("command_palette"));
    setFrameShape(QFrame::NoFrame);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(8, 8, 8, 8);
    layout->setSpacing(6);
    m_field = new QLineEdit(this);
    m_field->setObjectName(QStringLiteral("palette_field"));
    m_field->installEventFilter(this);
    m_list = new QListWidget(this);
    m_list->setObjectName(QStringLiteral("palette_list"));
    m_list->setItemDelegate(new PaletteDelegate(theme, m_list));
    m_list->setUniformItemSizes(true);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->setFocusPolicy(Qt::NoFocus);
    layout->addWidget(m_field);
    layout->addWidget(m_list);
    connect(m_field, &QLineEdit::textChanged, this, &CommandPalette::filter);
    connect(m_field, &QLineEdit::returnPressed, this, &CommandPalette::runCurrent);
    connect(m_list, &QListWidget::itemClicked, this, [this] { runCurrent(); });
    connect(&theme, &models::Theme::changed, this, &CommandPalette::applyTheme);
    window->installEventFilter(this);
    applyTheme();
    retranslate();
    hide();
}

void CommandPalette::applyTheme() {
    setStyleSheet(QStringLiteral("#command_palette { background: %1; border: 1px solid %2; "
                                 "border-radius: 6px; } #palette_list { background: %1; }")
                      .arg(m_theme.colors().raised.name(), m_theme.colors().accent.name()));
    m_field->setFont(m_theme.labelFont(2));
}

void CommandPalette::retranslate() {
    m_field->setPlaceholderText(tr("Type a market, panel or action"));
    m_field->setAccessibleName(tr("Command palette: type a market, panel or action"));
    m_list->setAccessibleName(tr("Matching commands"));
}

void CommandPalette::open(std::vector<PaletteEntry> entries, const QString& typed) {
    m_entries = std::move(entries);
    if (!isVisible())
        m_focusBefore = window()->focusWidget();
    place();
    show();
    raise();
    m_field->setText(typed);
    filter();
    m_field->setFocus(Qt::PopupFocusReason);
}

void CommandPalette::place() {
    const QSize outer = parentWidget()->size();
    const int width = std::min(640, outer.width() - 40);
    const int height = std::min(460, outer.height() - 120);
    setGeometry((outer.width() - width) / 2, 70, width, height);
}

void CommandPalette::filter() {
    const QString typed = m_field->text().trimmed();
    std::vector<std::pair<int, std::size_t>> matches;
    for (std::size_t i = 0; i < m_entries.size(); ++i) {
        const int score =
            typed.isEmpty() ? 0 : matchScore(m_entries[i].text + u' ' + m_entries[i].group, typed);
        if (score >= 0 || typed.isEmpty())
            matches.emplace_back(score, i);
    }
    std::stable_sort(matches.begin(), matches.end(), [this](const auto& a, const auto& b) {
        const bool aRuns = m_entries[a.second].enabled;
        const bool bRuns = m_entries[b.second].enabled;
        return aRuns != bRuns ? aRuns : a.first > b.first;
    });
    // Letters scattered over a long text are no match when others fit much better.
    int best = 0;
    for (const auto& [score, i] : matches)
        best = std::max(best, score);
    std::erase_if(matches, [best](const auto& match) { return match.first < best * 2 / 5; });
    if (matches.size() > kMaxShown)
        matches.resize(kMaxShown);
    m_list->clear();
    for (const auto& [score, i] : matches) {
        const PaletteEntry& entry = m_entries[i];
        auto* item = new QListWidgetItem(entry.text, m_list);
        item->setData(GroupRole, entry.group);
        item->setData(ShortcutRole, entry.shortcut);
        item->setData(EntryRole, static_cast<int>(i));
        if (!entry.enabled)
            item->setFlags(item->flags() & ~Qt::ItemIsEnabled);
    }
    if (matches.empty()) {
        auto* item = new QListWidgetItem(tr("Nothing matches. Try fewer letters."), m_list);
        item->setFlags(Qt::NoItemFlags);
    }
    m_list->setCurrentRow(0);
}

void CommandPalette::runCurrent() {
    const QListWidgetItem* item = m_list->currentItem();
    if (!item || !(item->flags() & Qt::ItemIsEnabled))
        return;
    const auto run = m_entries[static_cast<std::size_t>(item->data(EntryRole).toInt())].run;
    hide();
    if (m_focusBefore && m_focusBefore->isVisible())
        m_focusBefore->setFocus();
    run();
}

bool CommandPalette::eventFilter(QObject* watched, QEvent* event) {
    if (watched == parentWidget() && event->type() == QEvent::Resize && isVisible())
        place();
    if (watched == m_field && event->type() == QEvent::FocusOut && !m_list->underMouse())
        hide();
    if (watched == m_field && event->type() == QEvent::KeyPress) {
        auto* key = static_cast<QKeyEvent*>(event);
        switch (key->key()) {
        case Qt::Key_Escape:
            hide();
            if (m_focusBefore && m_focusBefore->isVisible())
                m_focusBefore->setFocus();
            return true;
        case Qt::Key_Up:
        case Qt::Key_Down:
        case Qt::Key_PageUp:
        case Qt::Key_PageDown:
            QApplication::sendEvent(m_list, event);
            return true;
        default: break;
        }
    }
    return QFrame::eventFilter(watched, event);
}

void CommandPalette::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QFrame::changeEvent(event);
}

} // namespace openbell::shell
