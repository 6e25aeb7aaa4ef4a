// What a panel gets to work with, and how the shell learns which panels exist. ui/views fills the
// list; ui/shell puts the panels into docks.
#pragma once

#include "ui/models/account_feed.h"
#include "ui/models/market_feed.h"
#include "ui/models/selection.h"
#include "ui/models/theme.h"
#include "ui/models/trading_actions.h"

#include <QByteArray>

#include <functional>
#include <vector>

class QWidget;

namespace openbell::models {

struct PanelContext {
    client::ExchangeClient& client;
    MarketFeed& feed;
    AccountFeed& accounts;
    Selection& selection;
    TradingActions& actions;
    Theme& theme;
    const Format& format;
};

/// Where a panel stands in the first layout.
enum class PanelPlace { Left, Center, CenterBottom, RightInner, RightOuter, Bottom, Hidden };

/// Keys that a panel takes without an action, for the shortcut sheet. Both texts:
/// QT_TRANSLATE_NOOP("Panels", ...).
struct KeyHint {
    const char* keys = nullptr;
    const char* text = nullptr;
};

/// One kind of panel. A panel reads Theme and MarketFeed::frame by itself, paints only while visible,
/// and retranslates on QEvent::LanguageChange. Actions added to the widget (QWidget::addAction)
/// appear in the command palette.
struct PanelDescription {
    const char* id = nullptr;    ///< stable, snake_case: object name, saved layouts
    const char* title = nullptr; ///< QT_TRANSLATE_NOOP("Panels", ...)
    PanelPlace place = PanelPlace::Hidden;
    std::function<QWidget*(PanelContext&, QWidget* parent)> create;
    /// Column widths and the like, kept with the workspace; may be empty.
    std::function<QByteArray(const QWidget&)> save;
    std::function<void(QWidget&, const QByteArray&)> restore;
    std::vector<KeyHint> keys;
};

} // namespace openbell::models
