#include "ui/models/theme.h"

#include "ui/models/table_model.h"

#include <QGuiApplication>
#include <QPalette>

#include <algorithm>

namespace openbell::models {

namespace {

ThemeColors darkColors() {
    ThemeColors c;
    c.window = QColor(0x0b0e13);
    c.surface = QColor(0x11151c);
    c.raised = QColor(0x171c25);
    c.line = QColor(0x262d3a);
    c.grid = QColor(0x1b212b);
    c.hover = QColor(0x1e2531);
    c.selection = QColor(0x22406b);
    c.text = QColor(0xd5dbe5);
    c.textDim = QColor(0x8b96a8);
    c.up = QColor(0x2fbf9b);
    c.down = QColor(0xf0616d);
    c.upFill = QColor(0x1b5a4c);
    c.downFill = QColor(0x6b2a33);
    c.upTint = QColor(0x0e1d1d);
    c.downTint = QColor(0x201418);
    c.accent = QColor(0x4c9bff);
    c.accentFill = QColor(0x1d3558);
    c.warning = QColor(0xf2b84b);
    c.warningFill = QColor(0x4a3712);
    c.danger = QColor(0x8e2a36);
    c.dangerText = QColor(0xffe9eb);
    c.average1 = QColor(0xf2b84b);
    c.average2 = QColor(0x4c9bff);
    c.average3 = QColor(0xb98cff);
    return c;
}

ThemeColors lightColors() {
    ThemeColors c;
    c.window = QColor(0xe6e9ee);
    c.surface = QColor(0xf8f9fb);
    c.raised = QColor(0xeef1f5);
    c.line = QColor(0xcdd3dc);
    c.grid = QColor(0xe3e7ed);
    c.hover = QColor(0xe2e8f1);
    c.selection = QColor(0xbfd8fb);
    c.text = QColor(0x1b222d);
    c.textDim = QColor(0x556072);
    c.up = QColor(0x0a7a5e);
    c.down = QColor(0xc12537);
    c.upFill = QColor(0xa9dccd);
    c.downFill = QColor(0xf3bcc2);
    c.upTint = QColor(0xecf6f3);
    c.downTint = QColor(0xfbf0f1);
    c.accent = QColor(0x1562c4);
    c.accentFill = QColor(0xcfe1fa);
    c.warning = QColor(0x8a5a00);
    c.warningFill = QColor(0xfbe6bd);
    c.danger = QColor(0xb3202f);
    c.dangerText = QColor(0xffffff);
    c.average1 = QColor(0xb87a00);
    c.average2 = QColor(0x1562c4);
    c.average3 = QColor(0x7a3fd1);
    return c;
}

QFont fontOf(const QStringList& families, int px, QFont::Weight weight) {
    QFont font;
    font.setFamilies(families);
    font.setPixelSize(px);
    font.setWeight(weight);
    return font;
}

} // namespace

Theme::Theme(QObject* parent) : QObject(parent), m_dark(systemIsDark()) {
    rebuild();
}

void Theme::rebuild() {
    m_colors = m_dark ? darkColors() : lightColors();
}

void Theme::setChoice(Choice choice) {
    m_choice = choice;
    const bool dark = choice == Choice::FollowSystem ? systemIsDark() : choice == Choice::Dark;
    if (dark == m_dark)
        return;
    m_dark = dark;
    rebuild();
    Q_EMIT changed();
}

void Theme::refreshFromSystem() {
    if (m_choice == Choice::FollowSystem)
        setChoice(m_choice);
}

bool Theme::systemIsDark() {
    // A desktop that has a preference sets a palette; without a desktop the console is dark, as its
    // users expect.
    static const bool dark = [] {
        const QByteArray gtkTheme = qgetenv("GTK_THEME").toLower();
        if (!gtkTheme.isEmpty())
            return gtkTheme.contains("dark");
        if (qgetenv("XDG_CURRENT_DESKTOP").isEmpty())
            return true;
        return QGuiApplication::palette().color(QPalette::Window).lightness() < 128;
    }();
    return dark;
}

QColor Theme::tone(Tone tone) const {
    switch (tone) {
    case Tone::Normal: return m_colors.text;
    case Tone::Dim: return m_colors.textDim;
    case Tone::Strong: return m_colors.text;
    case Tone::Up: return m_colors.up;
    case Tone::Down: return m_colors.down;
    case Tone::Accent: return m_colors.accent;
    case Tone::Warning: return m_colors.warning;
    }
    return m_colors.text;
}

void Theme::setFontPx(int px) {
    px = std::clamp(px, kMinFontPx, kMaxFontPx);
    if (px == m_fontPx)
        return;
    m_fontPx = px;
    Q_EMIT changed();
}

QFont Theme::labelFont(int deltaPx, QFont::Weight weight) const {
    return fontOf({QStringLiteral("Inter"), QStringLiteral("sans-serif")}, m_fontPx + deltaPx,
                  weight);
}

QFont Theme::numberFont(int deltaPx, QFont::Weight weight) const {
    return fontOf({QStringLiteral("JetBrains Mono"), QStringLiteral("monospace")},
                  m_fontPx + deltaPx, weight);
}

int Theme::rowHeight() const {
    return m_fontPx * 3 / 2 + 1;
}

QPalette Theme::palette() const {
    QPalette palette;
    palette.setColor(QPalette::Window, m_colors.surface);
    palette.setColor(QPalette::WindowText, m_colors.text);
    palette.setColor(QPalette::Base, m_colors.surface);
    palette.setColor(QPalette::AlternateBase, m_colors.raised);
    palette.setColor(QPalette::Text, m_colors.text);
    palette.setColor(QPalette::PlaceholderText, m_colors.textDim);
    palette.setColor(QPalette::Button, m_colors.raised);
    palette.setColor(QPalette::ButtonText, m_colors.text);
    palette.setColor(QPalette::BrightText, m_colors.dangerText);
    palette.setColor(QPalette::ToolTipBase, m_colors.raised);
    palette.setColor(QPalette::ToolTipText, m_colors.text);
    palette.setColor(QPalette::Highlight, m_colors.selection);
    palette.setColor(QPalette::HighlightedText, m_colors.text);
    palette.setColor(QPalette::Link, m_colors.accent);
    palette.setColor(QPalette::LinkVisited, m_colors.accent);
    palette.setColor(QPalette::Light, m_colors.hover);
    palette.setColor(QPalette::Midlight, m_colors.hover);
    palette.setColor(QPalette::Mid, m_colors.line);
    palette.setColor(QPalette::Dark, m_colors.line);
    palette.setColor(QPalette::Shadow, m_colors.window);
    for (const QPalette::ColorRole role :
         {QPalette::WindowText, QPalette::Text, QPalette::ButtonText, QPalette::HighlightedText}) {
        QColor faded = m_colors.textDim;
        faded.setAlpha(140);
        palette.setColor(QPalette::Disabled, role, faded);
    }
    return palette;
}

QString Theme::styleSheet() const {
    const auto hex = [](const QColor& color) { return color.name(); };
    QString sheet = QStringLiteral(R"(
QMainWindow, QStatusBar { background: @window; }
#top_area, QMenuBar { background: @surface; }
QMainWindow::separator { background: @window; width: 3px; height: 3px; }
QMainWindow::separator:hover { background: @accent; }
QMenuBar { color: @text; border: 0; padding: 1px 4px; }
QMenuBar::item { padding: 4px 9px; border-radius: 3px; background: transparent; }
QMenuBar::item:selected { background: @hover; }
QMenu { background: @raised; color: @text; border: 1px solid @line; padding: 4px; }
QMenu::item { padding: 5px 26px 5px 22px; border-radius: 3px; }
QMenu::item:selected { background: @accentFill; }
QMenu::item:disabled { color: @textDim; }
QMenu::separator { height: 1px; background: @line; margin: 4px 6px; }
QStatusBar { color: @textDim; border-top: 1px solid @line; }
QStatusBar::item { border: 0; }
QDockWidget { color: @text; }
QTabBar { background: @window; }
QTabBar::tab { background: @window; color: @textDim; padding: 4px 12px; border: 0;
  border-top: 2px solid transparent; }
QTabBar::tab:selected { background: @surface; color: @text; border-top-color: @accent; }
QTabBar::tab:hover { color: @text; }
QTabBar::tab:focus { color: @accent; }
QHeaderView { background: @raised; }
QHeaderView::section { background: @raised; color: @textDim; border: 0; padding: 3px 6px; }
QHeaderView::section:hover { color: @text; }
QTableView, QTreeView, QListView { border: 0; background: @surface; outline: 0; }
QToolTip { background: @raised; color: @text; border: 1px solid @line; padding: 3px; }
QScrollBar:vertical { background: @surface; width: 9px; margin: 0; }
QScrollBar:horizontal { background: @surface; height: 9px; margin: 0; }
QScrollBar::handle { background: @line; border-radius: 3px; margin: 1px; }
QScrollBar::handle:vertical { min-height: 26px; }
QScrollBar::handle:horizontal { min-width: 26px; }
QScrollBar::handle:hover { background: @textDim; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
QLineEdit, QAbstractSpinBox, QComboBox { background: @window; color: @text; border: 1px solid @line;
  border-radius: 4px; padding: 3px 7px; selection-background-color: @selection; }
QLineEdit:focus, QAbstractSpinBox:focus, QComboBox:focus { border-color: @accent; }
QLineEdit:disabled, QAbstractSpinBox:disabled, QComboBox:disabled { color: @textDim; }
QLineEdit[problem="true"] { border-color: @down; }
QComboBox::drop-down { border: 0; width: 18px; }
QComboBox::down-arrow { image: url(:/icons/chevron.svg); width: 11px; height: 11px; }
QCheckBox, QRadioButton { spacing: 7px; }
QCheckBox::indicator, QRadioButton::indicator, QMenu::indicator { width: 13px; height: 13px;
  border: 1px solid @textDim; background: @window; }
QCheckBox::indicator, QMenu::indicator { border-radius: 3px; }
QRadioButton::indicator { border-radius: 7px; }
QMenu::indicator { margin-left: 4px; }
QCheckBox::indicator:checked, QMenu::indicator:checked { background: @accent; border-color: @accent;
  image: url(:/icons/check.svg); }
QRadioButton::indicator:checked { background: @accent; border-color: @accent;
  image: url(:/icons/dot.svg); }
QCheckBox::indicator:focus, QRadioButton::indicator:focus { border-color: @accent; }
QCheckBox:focus, QRadioButton:focus { color: @accent; }
QComboBox QAbstractItemView { background: @raised; border: 1px solid @line;
  selection-background-color: @accentFill; }
QPushButton, QToolButton { background: @raised; color: @text; border: 1px solid @line;
  border-radius: 4px; padding: 4px 12px; }
QToolButton { padding: 3px 7px; }
QToolButton[compact="true"] { padding: 3px 4px; }
QPushButton[tight="true"] { padding: 4px 5px; }
QPushButton:hover, QToolButton:hover { background: @hover; }
QPushButton:focus, QToolButton:focus { border-color: @accent; }
QPushButton:pressed, QToolButton:pressed, QToolButton:checked, QPushButton:checked {
  background: @accentFill; border-color: @accent; }
QPushButton:disabled, QToolButton:disabled { color: @faded; background: @surface; }
QPushButton:default { border-color: @accent; }
QPushButton[danger="true"] { background: @danger; color: @dangerText; border-color: @danger; }
QPushButton[danger="true"]:hover { border-color: @down; }
QPushButton[danger="true"]:focus { border-color: @dangerText; }
QPushButton[danger="true"]:disabled { background: @surface; color: @faded; border-color: @line; }
QPushButton[side="buy"] { background: @upFill; border-color: @up; }
QPushButton[side="sell"] { background: @downFill; border-color: @down; }
QPushButton[side="buy"]:disabled, QPushButton[side="sell"]:disabled { background: @surface;
  border-color: @line; color: @faded; }
QLabel[dim="true"] { color: @textDim; }
QLabel[problem="true"] { color: @down; }
QLabel[heading="true"] { color: @text; font-weight: 600; }
QProgressBar { background: @window; border: 1px solid @line; border-radius: 3px; text-align: center;
  color: @text; }
QProgressBar::chunk { background: @accentFill; }
)");
    const std::pair<const char16_t*, QColor> names[] = {
        {u"@window", m_colors.window},         {u"@surface", m_colors.surface},
        {u"@raised", m_colors.raised},         {u"@line", m_colors.line},
        {u"@hover", m_colors.hover},           {u"@selection", m_colors.selection},
        {u"@textDim", m_colors.textDim},       {u"@text", m_colors.text},
        {u"@accentFill", m_colors.accentFill}, {u"@accent", m_colors.accent},
        {u"@upFill", m_colors.upFill},         {u"@downFill", m_colors.downFill},
        {u"@up", m_colors.up},                 {u"@down", m_colors.down},
        {u"@dangerText", m_colors.dangerText}, {u"@danger", m_colors.danger},
        {u"@faded", m_dark ? QColor(0x5b6576) : QColor(0x97a0ae)},
    };
    // Longer names come before names that they start with.
    for (const auto& [name, color] : names)
        sheet.replace(QString::fromUtf16(name), hex(color));
    return sheet;
}

} // namespace openbell::models
