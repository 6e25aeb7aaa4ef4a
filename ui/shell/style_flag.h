// Properties that the theme's style sheet looks at, such as `problem` and `danger`.
#pragma once

#include <QStyle>
#include <QWidget>

namespace openbell::shell {

/// Sets the property and has the style sheet applied again.
inline void setStyleFlag(QWidget* widget, const char* name, bool on) {
    if (widget->property(name).toBool() == on)
        return;
    widget->setProperty(name, on);
    widget->style()->unpolish(widget);
    widget->style()->polish(widget);
}

} // namespace openbell::shell
