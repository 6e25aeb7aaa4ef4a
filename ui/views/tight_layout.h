// The layout of panels: their parts meet without margins.
#pragma once

#include <QVBoxLayout>

namespace openbell::views {

inline QVBoxLayout* tightLayout(QWidget* owner) {
    auto* layout = new QVBoxLayout(owner);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    return layout;
}

} // namespace openbell::views
