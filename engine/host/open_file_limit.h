// How many files and connections the process may have open.
#pragma once

namespace openbell::host {

/// Raises the soft limit to the hard one. The soft one is low for the sake of programs that use
/// select(), which nothing here does. Called at start-up; where it fails the old limit stays.
void raiseOpenFileLimit();

} // namespace openbell::host
