#include "ui/shell/default_layout.h"

#include <QDockWidget>
#include <QMainWindow>

namespace openbell::shell {

using models::PanelPlace;

namespace {

std::vector<QDockWidget*> docksAt(const std::vector<PanelDock>& docks, PanelPlace place) {
    std::vector<QDockWidget*> found;
    for (const PanelDock& one : docks)
        if (one.description.place == place)
            found.push_back(one.dock);
    return found;
}

/// Stacks docks as tabs, the first one in front.
void stack(QMainWindow& window, const std::vector<QDockWidget*>& docks) {
    for (std::size_t i = 1; i < docks.size(); ++i)
        window.tabifyDockWidget(docks[i - 1], docks[i]);
    if (docks.size() > 1)
        docks.front()->raise();
}

} // namespace

void applyDefaultLayout(QMainWindow& window, const std::vector<PanelDock>& docks) {
    for (const PanelDock& one : docks) {
        one.dock->setFloating(false);
        window.removeDockWidget(one.dock);
    }
    // The side columns run the full height; the blotters fill the middle and left below the chart.
    window.setCorner(Qt::BottomLeftCorner, Qt::BottomDockWidgetArea);
    window.setCorner(Qt::BottomRightCorner, Qt::RightDockWidgetArea);
    window.setCorner(Qt::TopRightCorner, Qt::RightDockWidgetArea);
    const auto left = docksAt(docks, PanelPlace::Left);
    const auto center = docksAt(docks, PanelPlace::Center);
    const auto below = docksAt(docks, PanelPlace::CenterBottom);
    const auto inner = docksAt(docks, PanelPlace::RightInner);
    const auto outer = docksAt(docks, PanelPlace::RightOuter);
    const auto bottom = docksAt(docks, PanelPlace::Bottom);

    QList<QDockWidget*> columns;
    QList<int> widths;
    const auto addColumn = [&](const std::vector<QDockWidget*>& group, Qt::DockWidgetArea area,
                               int width) {
        if (group.empty())
            return;
        window.addDockWidget(area, group.front(), Qt::Horizontal);
        columns += group.front();
        widths += width;
    };
    addColumn(left, Qt::LeftDockWidgetArea, 284);
    addColumn(center, Qt::LeftDockWidgetArea, 830);
    addColumn(inner, Qt::RightDockWidgetArea, 340);
    addColumn(outer, Qt::RightDockWidgetArea, 400);
    if (left.size() > 0 && center.size() > 0)
        window.splitDockWidget(left.front(), center.front(), Qt::Horizontal);
    if (inner.size() > 0 && outer.size() > 0)
        window.splitDockWidget(inner.front(), outer.front(), Qt::Horizontal);
    if (!bottom.empty())
        window.addDockWidget(Qt::BottomDockWidgetArea, bottom.front());

    QList<QDockWidget*> rows;
    QList<int> heights;
    if (!below.empty() && !center.empty()) {
        window.splitDockWidget(center.front(), below.front(), Qt::Vertical);
        rows << center.front() << below.front();
        heights << 460 << 250;
    }
    // The tape over the ticket: both always in sight.
    if (outer.size() > 1) {
        for (std::size_t i = 1; i < outer.size(); ++i)
            window.splitDockWidget(outer[i - 1], outer[i], Qt::Vertical);
        rows << outer[0] << outer[1];
        heights << 370 << 600;
    }
    stack(window, left);
    stack(window, below);
    stack(window, bottom);

    // Not in the first layout: windows of their own when they are wanted.
    for (QDockWidget* dock : docksAt(docks, PanelPlace::Hidden)) {
        window.addDockWidget(Qt::RightDockWidgetArea, dock);
        dock->setFloating(true);
        dock->hide();
    }

    for (const PanelDock& one : docks)
        one.dock->setVisible(one.description.place != PanelPlace::Hidden);
    for (const auto& group : {left, below, bottom})
        if (group.size() > 1)
            group.front()->raise();
    window.resizeDocks(columns, widths, Qt::Horizontal);
    window.resizeDocks(rows, heights, Qt::Vertical);
    if (!bottom.empty())
        window.resizeDocks({bottom.front()}, {230}, Qt::Vertical);
}

} // namespace openbell::shell
