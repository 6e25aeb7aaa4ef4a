#include "ui/views/panels.h"

#include "ui/charts/depth_chart.h"
#include "ui/charts/heat_map_view.h"
#include "ui/views/auction_panel.h"
#include "ui/views/blotter_panels.h"
#include "ui/views/chart_panel.h"
#include "ui/views/health_panel.h"
#include "ui/views/instrument_workbench.h"
#include "ui/views/ladder_panel.h"
#include "ui/views/market_panels.h"
#include "ui/views/order_details_panel.h"
#include "ui/views/table_view.h"
#include "ui/views/ticket_panel.h"

#include <QtGlobal>

#include <utility>

namespace openbell::views {
namespace {

using models::KeyHint;
using models::PanelContext;
using models::PanelDescription;
using models::PanelPlace;

PanelDescription with(PanelDescription description, std::vector<KeyHint> keys) {
    description.keys = std::move(keys);
    return description;
}

std::vector<KeyHint> ladderKeys() {
    return {{QT_TRANSLATE_NOOP("Panels", "Arrows"),
             QT_TRANSLATE_NOOP("Panels", "Move through prices and columns")},
            {QT_TRANSLATE_NOOP("Panels", "Enter"),
             QT_TRANSLATE_NOOP("Panels", "Pick the price, or trade there while armed")},
            {QT_TRANSLATE_NOOP("Panels", "Del"),
             QT_TRANSLATE_NOOP("Panels", "Cancel your orders at that price")},
            {QT_TRANSLATE_NOOP("Panels", "Space"),
             QT_TRANSLATE_NOOP("Panels", "Centre and follow the market")}};
}

std::vector<KeyHint> zoomKeys() {
    return {{QT_TRANSLATE_NOOP("Panels", "+ and −"), QT_TRANSLATE_NOOP("Panels", "Zoom")}};
}

std::vector<KeyHint> chartKeys() {
    return {{QT_TRANSLATE_NOOP("Panels", "← and →"), QT_TRANSLATE_NOOP("Panels", "Scroll in time")},
            {QT_TRANSLATE_NOOP("Panels", "+ and −"), QT_TRANSLATE_NOOP("Panels", "Zoom")},
            {QT_TRANSLATE_NOOP("Panels", "Space"),
             QT_TRANSLATE_NOOP("Panels", "Follow the newest candle")}};
}

template <class Panel>
PanelDescription plain(const char* id, const char* title, PanelPlace place) {
    return {id, title, place,
            [](PanelContext& context, QWidget* parent) -> QWidget* {
                return new Panel(context, parent);
            },
            nullptr, nullptr, {}};
}

/// A panel around one table, whose column widths are kept with the workspace.
template <class Panel>
PanelDescription tabular(const char* id, const char* title, PanelPlace place) {
    PanelDescription description = plain<Panel>(id, title, place);
    description.save = [](const QWidget& widget) {
        return const_cast<Panel&>(static_cast<const Panel&>(widget)).table().saveColumns();
    };
    description.restore = [](QWidget& widget, const QByteArray& state) {
        static_cast<Panel&>(widget).table().restoreColumns(state);
    };
    return description;
}

} // namespace

std::vector<PanelDescription> panels() {
    return {
        tabular<MarketsPanel>("markets", QT_TRANSLATE_NOOP("Panels", "Markets"), PanelPlace::Left),
        with(plain<ChartPanel>("chart", QT_TRANSLATE_NOOP("Panels", "Chart"), PanelPlace::Center),
             chartKeys()),
        with(plain<LadderPanel>("order_book", QT_TRANSLATE_NOOP("Panels", "Order book"),
                                PanelPlace::RightInner),
             ladderKeys()),
        tabular<TapePanel>("time_and_sales", QT_TRANSLATE_NOOP("Panels", "Time and sales"),
                           PanelPlace::RightOuter),
        plain<TicketPanel>("order_ticket", QT_TRANSLATE_NOOP("Panels", "Order ticket"),
                           PanelPlace::RightOuter),
        tabular<OrdersPanel>("open_orders", QT_TRANSLATE_NOOP("Panels", "Open orders"),
                             PanelPlace::Bottom),
        tabular<FillsPanel>("fills", QT_TRANSLATE_NOOP("Panels", "Fills"), PanelPlace::Bottom),
        tabular<BalancesPanel>("balances", QT_TRANSLATE_NOOP("Panels", "Balances"),
                               PanelPlace::Bottom),
        with(plain<charts::HeatMapView>("heat_map", QT_TRANSLATE_NOOP("Panels", "Liquidity"),
                                        PanelPlace::CenterBottom),
             zoomKeys()),
        with(plain<charts::DepthChart>("depth", QT_TRANSLATE_NOOP("Panels", "Depth"),
                                       PanelPlace::CenterBottom),
             zoomKeys()),
        plain<HealthPanel>("health", QT_TRANSLATE_NOOP("Panels", "Health"), PanelPlace::Bottom),
        tabular<AuditPanel>("audit", QT_TRANSLATE_NOOP("Panels", "Audit log"), PanelPlace::Bottom),
        tabular<UsersPanel>("users", QT_TRANSLATE_NOOP("Panels", "Users"), PanelPlace::Left),
        plain<AuctionPanel>("auction", QT_TRANSLATE_NOOP("Panels", "Auction"),
                            PanelPlace::CenterBottom),
        tabular<OrderDetailsPanel>("order_details", QT_TRANSLATE_NOOP("Panels", "Order details"),
                                   PanelPlace::Bottom),
        plain<InstrumentWorkbench>("instrument_workbench",
                                   QT_TRANSLATE_NOOP("Panels", "Instrument workbench"),
                                   PanelPlace::Hidden),
    };
}

} // namespace openbell::views
