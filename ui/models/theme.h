// Colours and fonts of the console, dark or light, switched while it runs. GUI thread.
#pragma once

#include <QColor>
#include <QFont>
#include <QObject>
#include <QPalette>

namespace openbell::models {

enum class Tone;

struct ThemeColors {
    QColor window;      ///< behind everything
    QColor surface;     ///< panels
    QColor raised;      ///< headers, fields, strips
    QColor line;        ///< borders, separators
    QColor grid;        ///< chart grid
    QColor hover;
    QColor selection;   ///< selected row or price
    QColor text;
    QColor textDim;
    QColor up;          ///< buys, bids, gains
    QColor down;        ///< sells, asks, losses
    QColor upFill;      ///< bars and tints behind text
    QColor downFill;
    QColor upTint;      ///< very faint: whole side of a ladder
    QColor downTint;
    QColor accent;
    QColor accentFill;
    QColor warning;
    QColor warningFill;
    QColor danger;      ///< destructive buttons
    QColor dangerText;
    QColor average1;    ///< moving averages in charts
    QColor average2;
    QColor average3;
};

class Theme final : public QObject {
    Q_OBJECT
public:
    enum class Choice { FollowSystem, Dark, Light };
    Q_ENUM(Choice)

    static constexpr int kMinFontPx = 9;
    static constexpr int kMaxFontPx = 24;
    static constexpr int kDefaultFontPx = 12;

    explicit Theme(QObject* parent = nullptr);

    Choice choice() const { return m_choice; }
    void setChoice(Choice choice);
    bool isDark() const { return m_dark; }
    const ThemeColors& colors() const { return m_colors; }
    QColor tone(Tone tone) const;

    /// Size of the label font in pixels; everything scales with it.
    int fontPx() const { return m_fontPx; }
    void setFontPx(int px);
    /// Inter, for labels.
    QFont labelFont(int deltaPx = 0, QFont::Weight weight = QFont::Normal) const;
    /// JetBrains Mono with tabular digits, for numbers.
    QFont numberFont(int deltaPx = 0, QFont::Weight weight = QFont::Normal) const;
    /// Height of a table or ladder row.
    int rowHeight() const;

    QPalette palette() const;
    /// For chrome only: docks, menus, tool bars, buttons. Never item views.
    QString styleSheet() const;

    /// Whether the system prefers dark; what FollowSystem goes by.
    static bool systemIsDark();
    /// Reads the system's preference again.
    void refreshFromSystem();

Q_SIGNALS:
    /// Colours or fonts changed: drop caches and repaint.
    void changed();

private:
    void rebuild();

    Choice m_choice = Choice::FollowSystem;
    bool m_dark = true;
    int m_fontPx = kDefaultFontPx;
    ThemeColors m_colors;
};

} // namespace openbell::models
