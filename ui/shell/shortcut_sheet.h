// The shortcut sheet (F1): every key of the console by group, read from the actions themselves.
#pragma once

#include "ui/models/theme.h"

#include <QFrame>
#include <QPointer>

class QTextBrowser;

namespace openbell::shell {

struct ShortcutRow {
    QString group;
    QString text;
    QString keys;
};

class ShortcutSheet final : public QFrame {
    Q_OBJECT
public:
    ShortcutSheet(const models::Theme& theme, QWidget* window);

    /// Rows of one group follow each other.
    void open(const std::vector<ShortcutRow>& rows);
    QString shownText() const;

protected:
    void keyPressEvent(QKeyEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    const models::Theme& m_theme;
    QTextBrowser* m_text = nullptr;
    QPointer<QWidget> m_focusBefore;
};

} // namespace openbell::shell
