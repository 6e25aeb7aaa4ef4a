// The title bar of a panel: its name, and buttons to tear it off and to hide it. In a stack of tabs
// the tab is title enough and the bar takes no room.
#pragma once

#include "ui/models/theme.h"

#include <QWidget>

class QDockWidget;
class QToolButton;

namespace openbell::shell {

class DockTitle final : public QWidget {
    Q_OBJECT
public:
    DockTitle(QDockWidget* dock, const models::Theme& theme);

    /// Whether the dock stands in a stack of tabs.
    void setStacked(bool stacked);

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    void refresh();

    QDockWidget* m_dock;
    const models::Theme& m_theme;
    bool m_stacked = false;
    QToolButton* m_float = nullptr;
    QToolButton* m_close = nullptr;
};

} // namespace openbell::shell
