// The title bar of a panel: its name, and buttons to tear it off and to hide it.
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

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    void refresh();

    QDockWidget* m_dock;
    const models::Theme& m_theme;
    QToolButton* m_float = nullptr;
    QToolButton* m_close = nullptr;
};

} // namespace openbell::shell
