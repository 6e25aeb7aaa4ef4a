// The command palette (Ctrl+K): every action, panel, market and workspace by typing a few letters.
// A child of the window, not a window of its own, so that it works on every platform.
#pragma once

#include "ui/models/theme.h"

#include <QFrame>
#include <QPointer>

#include <functional>
#include <vector>

class QLineEdit;
class QListWidget;

namespace openbell::shell {

struct PaletteEntry {
    QString group;
    QString text;
    QString shortcut;
    bool enabled = true;
    std::function<void()> run;
};

/// How well `text` matches what was typed; negative: not at all. Letters must occur in order;
/// starts of words and runs count more.
int matchScore(const QString& text, const QString& typed);

class CommandPalette final : public QFrame {
    Q_OBJECT
public:
    CommandPalette(const models::Theme& theme, QWidget* window);

    /// Shows it with these entries; `typed` is filled in.
    void open(std::vector<PaletteEntry> entries, const QString& typed = {});
    QLineEdit* field() { return m_field; }
    QListWidget* list() { return m_list; }

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    void filter();
    void runCurrent();
    void place();
    void applyTheme();
    void retranslate();

    const models::Theme& m_theme;
    QLineEdit* m_field = nullptr;
    QListWidget* m_list = nullptr;
    std::vector<PaletteEntry> m_entries;
    QPointer<QWidget> m_focusBefore;
};

} // namespace openbell::shell
