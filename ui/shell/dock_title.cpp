#include "ui/shell/dock_title.h"

#include "ui/shell/icons.h"

#include <QDockWidget>
#include <QEvent>
#include <QHBoxLayout>
#include <QPainter>
#include <QToolButton>

namespace openbell::shell {

DockTitle::DockTitle(QDockWidget* dock, const models::Theme& theme)
    : QWidget(dock), m_dock(dock), m_theme(theme) {
    setObjectName(dock->objectName() + QStringLiteral("_title"));
    setAttribute(Qt::WA_OpaquePaintEvent);
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 4, 0);
    layout->setSpacing(2);
    layout->addStretch(1);
    const auto addButton = [&](const char* name) {
        auto* button = new QToolButton(this);
        button->setObjectName(dock->objectName() + QLatin1String(name));
        button->setAutoRaise(true);
        button->setIconSize({12, 12});
        // Title buttons stay out of the Tab order of the work area: the same is in the palette.
        button->setFocusPolicy(Qt::NoFocus);
        button->setStyleSheet(QStringLiteral("QToolButton { border: 0; background: transparent; "
                                             "padding: 2px; }"));
        layout->addWidget(button);
        return button;
    };
    m_float = addButton("_float");
    m_close = addButton("_close");
    connect(m_float, &QToolButton::clicked, dock,
            [dock] { dock->setFloating(!dock->isFloating()); });
    connect(m_close, &QToolButton::clicked, dock, &QDockWidget::close);
    connect(dock, &QDockWidget::topLevelChanged, this, &DockTitle::refresh);
    connect(dock, &QDockWidget::windowTitleChanged, this, &DockTitle::refresh);
    connect(&theme, &models::Theme::changed, this, &DockTitle::refresh);
    refresh();
}

void DockTitle::refresh() {
    const QColor color = m_theme.colors().textDim;
    m_float->setIcon(icon("float", color));
    m_close->setIcon(icon("close", color));
    const QString title = m_dock->windowTitle();
    m_float->setToolTip(m_dock->isFloating() ? tr("Put back into the window")
                                             : tr("Tear off into a window of its own"));
    m_float->setAccessibleName(tr("%1: %2").arg(title, m_float->toolTip()));
    m_close->setToolTip(tr("Hide this panel"));
    m_close->setAccessibleName(tr("%1: %2").arg(title, m_close->toolTip()));
    updateGeometry();
    update();
}

void DockTitle::setStacked(bool stacked) {
    if (stacked == m_stacked)
        return;
    m_stacked = stacked;
    m_float->setVisible(!stacked);
    m_close->setVisible(!stacked);
    updateGeometry();
}

QSize DockTitle::sizeHint() const {
    return {120, m_stacked ? 0 : m_theme.fontPx() + 12};
}

QSize DockTitle::minimumSizeHint() const {
    return {60, m_stacked ? 0 : m_theme.fontPx() + 12};
}

void DockTitle::paintEvent(QPaintEvent*) {
    const models::ThemeColors& colors = m_theme.colors();
    QPainter painter(this);
    painter.fillRect(rect(), colors.raised);
    painter.setPen(colors.line);
    painter.drawLine(0, height() - 1, width(), height() - 1);
    painter.setPen(colors.text);
    painter.setFont(m_theme.labelFont(0, QFont::DemiBold));
    const QRect area = rect().adjusted(10, 0, -50, 0);
    painter.drawText(area, Qt::AlignVCenter | Qt::AlignLeft,
                     painter.fontMetrics().elidedText(m_dock->windowTitle(), Qt::ElideRight,
                                                      area.width()));
}

void DockTitle::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange)
        refresh();
    QWidget::changeEvent(event);
}

} // namespace openbell::shell
