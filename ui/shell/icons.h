// The console's icons: line drawings from resources/, drawn in a colour of the theme. GUI thread.
#pragma once

#include <QColor>
#include <QIcon>

namespace openbell::shell {

/// The icon `name` in one colour, with a fainter one for disabled buttons. Empty when there is none.
QIcon icon(const char* name, const QColor& color);
/// The application's own icon.
QIcon applicationIcon();
/// Makes the embedded files of this library available; call once at the start.
void loadResources();

} // namespace openbell::shell
