// What the window can do, as actions: their names, keys, groups and handlers.
#pragma once

namespace openbell::shell {

class MainWindow;

/// Fills the window's ActionSet and connects it.
void buildWindowActions(MainWindow& window);

} // namespace openbell::shell
