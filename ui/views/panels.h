// The list of panels that the console offers.
#pragma once

#include "ui/models/panel.h"

namespace openbell::views {

/// Every panel, in the order of the View menu and of Ctrl+1..9.
std::vector<models::PanelDescription> panels();

} // namespace openbell::views
