// The arrangement of the docks before a person has made one: markets and ticket left, chart over
// liquidity in the middle, blotters below, order book and tape on the right.
#pragma once

#include "ui/models/panel.h"

#include <vector>

class QDockWidget;
class QMainWindow;

namespace openbell::shell {

struct PanelDock {
    models::PanelDescription description;
    QDockWidget* dock = nullptr;
    QWidget* panel = nullptr; ///< null until first shown
};

/// Moves every dock to its place of the first layout. Panels without a place are hidden.
void applyDefaultLayout(QMainWindow& window, const std::vector<PanelDock>& docks);

} // namespace openbell::shell
