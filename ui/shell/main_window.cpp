#include "ui/shell/main_window.h"

#include "ui/models/texts.h"
#include "ui/shell/command_palette.h"
#include "ui/shell/connect_dialog.h"
#include "ui/shell/connection_strip.h"
#include "ui/shell/dock_title.h"
#include "ui/shell/icons.h"
#include "ui/shell/market_strip.h"
#include "ui/shell/replay_bar.h"
#include "ui/shell/shortcut_sheet.h"
#include "ui/shell/status_line.h"
#include "ui/shell/style_flag.h"
#include "ui/shell/venue_banner.h"
#include "ui/shell/window_actions.h"

#include <QApplication>
#include <QCloseEvent>
#include <QDockWidget>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QKeyEvent>
#include <QMenuBar>
#include <QPushButton>
#include <QScreen>
#include <QSettings>
#include <QTabBar>
#include <QVBoxLayout>

namespace openbell::shell {

namespace {

/// In a stack of tabs Qt keeps all but the front dock outside the window.
bool isInFront(const QDockWidget* dock) {
    return dock->isFloating() || dock->geometry().left() >= 0;
}

} // namespace

MainWindow::MainWindow(WindowParts parts) : m_parts(std::move(parts)) {
    setObjectName(QStringLiteral("main_window"));
    setWindowIcon(applicationIcon());
    setDockNestingEnabled(true);
    setTabPosition(Qt::AllDockWidgetAreas, QTabWidget::North);
    const QSize screenSize = screen()->availableSize();
    resize(std::min(1920, screenSize.width() * 24 / 25),
           std::min(1060, screenSize.height() * 24 / 25));
    m_stackTimer.setSingleShot(true);
    connect(&m_stackTimer, &QTimer::timeout, this, &MainWindow::refreshStacks);
    buildWindowActions(*this);
    buildTop();
    buildMenus();
    m_status = new StatusLine(m_parts.context, this);
    setStatusBar(m_status);
    buildDocks();
    m_palette = new CommandPalette(m_parts.context.theme, this);
    m_sheet = new ShortcutSheet(m_parts.context.theme, this);

    Workspaces::Hooks hooks;
    hooks.applyDefault = [this] { applyDefaultLayout(*this, m_docks); };
    hooks.savePanels = [this] {
        std::map<QString, QByteArray> states = m_panelStates;
        for (const PanelDock& one : m_docks)
            if (one.panel && one.description.save)
                states[QLatin1String(one.description.id)] = one.description.save(*one.panel);
        return states;
    };
    hooks.restorePanels = [this](const std::map<QString, QByteArray>& states) {
        m_panelStates = states;
        for (const PanelDock& one : m_docks) {
            const auto at = states.find(QLatin1String(one.description.id));
            if (one.panel && one.description.restore && at != states.end())
                one.description.restore(*one.panel, at->second);
        }
    };
    m_workspaces = std::make_unique<Workspaces>(*this, m_parts.settings, std::move(hooks));
    connect(m_workspaces.get(), &Workspaces::currentChanged, this, [this](const QString& name) {
        m_status->setWorkspace(name);
        refreshTitle();
    });
    connect(m_workspaces.get(), &Workspaces::listChanged, this, &MainWindow::fillWorkspaceMenu);

    models::PanelContext& context = m_parts.context;
    connect(&context.theme, &models::Theme::changed, this, &MainWindow::applyTheme);
    connect(&context.actions, &models::TradingActions::permissionsChanged, this,
            &MainWindow::refreshControls);
    connect(&context.feed.reference(), &models::ReferenceData::changed, this,
            &MainWindow::keepSelection);
    connect(&context.feed.reference(), &models::ReferenceData::instrumentStateChanged, this,
            &MainWindow::refreshControls);
    connect(&context.selection, &models::Selection::instrumentChanged, this, [this] {
        refreshControls();
        refreshTitle();
    });
    connect(&context.selection, &models::Selection::orderChosen, this, [this](OrderId order) {
        if (!order.isNone())
            showPanel(QStringLiteral("order_details"));
    });
    connect(&m_parts.venue, &VenueControl::kindChanged, this, &MainWindow::refreshTitle);
    // While a venue runs on, the strip that would say it is hidden.
    connect(&m_parts.venue, &VenueControl::failed, this, [this](const QString& text) {
        if (m_parts.context.client.isOnline())
            Q_EMIT m_parts.context.actions.reported(text, models::Severity::Problem);
    });
    connect(&context.client, &client::ExchangeClient::stateChanged, this, [this] {
        refreshTitle();
        refreshControls();
    });
    applyTheme();
    retranslate();
}

MainWindow::~MainWindow() {
    // Docks tell of being hidden while they die: by then nothing here must listen. Panels go before
    // the models that they look at.
    hide();
    for (PanelDock& one : m_docks) {
        one.dock->disconnect(this);
        delete one.dock;
    }
}

void MainWindow::buildTop() {
    m_top = new QWidget(this);
    m_top->setObjectName(QStringLiteral("top_area"));
    auto* rows = new QVBoxLayout(m_top);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->setSpacing(0);

    auto* menuRow = new QHBoxLayout;
    auto* menus = new QMenuBar(m_top);
    menus->setObjectName(QStringLiteral("menu_bar"));
    menus->setNativeMenuBar(false);
    m_banner = new VenueBanner(m_parts.venue, m_parts.context.client, m_parts.context.theme, m_top);
    menuRow->addWidget(menus, 1);
    menuRow->addWidget(m_banner);
    rows->addLayout(menuRow);
    rows->addWidget(new VenueLine(*m_banner, m_top));

    auto* stripRow = new QHBoxLayout;
    stripRow->setContentsMargins(0, 0, 10, 0);
    stripRow->setSpacing(8);
    m_strip = new MarketStrip(m_parts.context, m_top);
    m_search = new QLineEdit(m_top);
    m_search->setObjectName(QStringLiteral("search_field"));
    m_search->setFixedWidth(230);
    m_search->setReadOnly(true);
    m_search->setFocusPolicy(Qt::TabFocus);
    m_search->installEventFilter(this);
    m_cancelMine = new QPushButton(m_top);
    m_cancelMine->setObjectName(QStringLiteral("cancel_mine_button"));
    m_workbench = new QPushButton(m_top);
    m_workbench->setObjectName(QStringLiteral("workbench_button"));
    m_halt = new QPushButton(m_top);
    m_halt->setObjectName(QStringLiteral("halt_button"));
    stripRow->addWidget(m_strip, 1);
    stripRow->addWidget(m_search);
    stripRow->addWidget(m_cancelMine);
    stripRow->addWidget(m_workbench);
    stripRow->addWidget(m_halt);
    rows->addLayout(stripRow);
    m_connection = new ConnectionStrip(m_parts.venue, m_parts.context.client,
                                       m_parts.context.theme, m_top);
    m_replay = new ReplayBar(m_parts.context, m_top);
    rows->addWidget(m_connection);
    rows->addWidget(m_replay);
    setMenuWidget(m_top);

    connect(m_strip, &MarketStrip::marketChoiceWanted, this, [this] { openPalette(); });
    connect(m_cancelMine, &QPushButton::clicked, this, [this] { askCancel(false, false); });
    connect(m_workbench, &QPushButton::clicked, this,
            [this] { showPanel(QStringLiteral("instrument_workbench")); });
    connect(m_halt, &QPushButton::clicked, this, &MainWindow::askHaltOrResume);
    connect(m_connection, &ConnectionStrip::connectWanted, this, &MainWindow::openConnectDialog);
    connect(m_banner, &VenueBanner::clicked, this, &MainWindow::openConnectDialog);
}

void MainWindow::buildDocks() {
    for (models::PanelDescription& description : m_parts.panels) {
        auto* dock = new QDockWidget(this);
        // Told apart from the widget inside, which may carry the name of the panel itself.
        dock->setObjectName(QStringLiteral("dock_") + QLatin1String(description.id));
        dock->setTitleBarWidget(new DockTitle(dock, m_parts.context.theme));
        m_docks.push_back({description, dock, nullptr});
    }
    for (std::size_t i = 0; i < m_docks.size(); ++i) {
        addDockWidget(Qt::LeftDockWidgetArea, m_docks[i].dock);
        connect(m_docks[i].dock, &QDockWidget::topLevelChanged, this,
                [this] { m_stackTimer.start(); });
        connect(m_docks[i].dock, &QDockWidget::dockLocationChanged, this,
                [this] { m_stackTimer.start(); });
        // A panel costs time and subscriptions: made when it is first seen.
        connect(m_docks[i].dock, &QDockWidget::visibilityChanged, this, [this, i](bool visible) {
            m_stackTimer.start();
            if (visible && m_started)
                makePanel(m_docks[i]);
            QAction* action = m_actions.find(QStringLiteral("panel_%1").arg(
                QLatin1String(m_docks[i].description.id)));
            if (action)
                action->setChecked(!m_docks[i].dock->isHidden());
        });
    }
}

/// After docks have moved: which of them stand in stacks, and the tab bars that Qt made for those.
void MainWindow::refreshStacks() {
    for (const PanelDock& one : m_docks) {
        bool stacked = false;
        const auto others = tabifiedDockWidgets(one.dock);
        for (const QDockWidget* other : others)
            stacked = stacked || (!other->isHidden() && !other->isFloating());
        static_cast<DockTitle*>(one.dock->titleBarWidget())
            ->setStacked(stacked && !one.dock->isFloating());
    }
    const auto bars = findChildren<QTabBar*>(QString(), Qt::FindDirectChildrenOnly);
    for (QTabBar* bar : bars)
        setUpTabBar(bar);
}

void MainWindow::makePanel(PanelDock& one) {
    if (one.panel)
        return;
    one.panel = one.description.create(m_parts.context, one.dock);
    one.dock->setWidget(one.panel);
    const auto at = m_panelStates.find(QLatin1String(one.description.id));
    if (one.description.restore && at != m_panelStates.end())
        one.description.restore(*one.panel, at->second);
}

void MainWindow::start(bool resetLayout) {
    if (resetLayout) {
        m_workspaces->start();
        m_workspaces->reset();
    } else {
        m_workspaces->start();
    }
    show();
    // Those in front of their tab stacks; the others follow when they are looked at.
    for (PanelDock& one : m_docks)
        if (!one.dock->isHidden() && isInFront(one.dock))
            makePanel(one);
    refreshStacks();
    m_started = true;
    setFocus();
}

QDockWidget* MainWindow::showPanel(const QString& id) {
    for (PanelDock& one : m_docks) {
        if (QLatin1String(one.description.id) != id)
            continue;
        makePanel(one);
        const bool first = one.dock->isHidden() && one.dock->isFloating();
        one.dock->show();
        if (first && one.description.place == models::PanelPlace::Hidden)
            placeWindow(*one.dock, one.panel->sizeHint());
        one.dock->raise();
        one.panel->setFocus(Qt::ShortcutFocusReason);
        return one.dock;
    }
    return nullptr;
}

/// A window of its own opens over the middle of the main window, in the size that it asks for.
void MainWindow::placeWindow(QDockWidget& dock, const QSize& wanted) {
    constexpr const char* kPlaced = "placed"; // once; then it stays where a person puts it
    if (dock.property(kPlaced).toBool())
        return;
    dock.setProperty(kPlaced, true);
    const QSize size = wanted.boundedTo(screen()->availableSize());
    dock.resize(size);
    dock.move(frameGeometry().center() - QPoint(size.width() / 2, size.height() / 2));
}

void MainWindow::keepSelection() {
    models::Selection& selection = m_parts.context.selection;
    const models::ReferenceData& reference = m_parts.context.feed.reference();
    if (reference.instrument(selection.instrument()))
        return refreshControls();
    const QString symbol = m_parts.settings.value(QStringLiteral("window/market")).toString();
    const models::InstrumentInfo* kept = reference.instrument(symbol);
    if (kept)
        selection.setInstrument(kept->id);
    else if (!reference.instruments().empty())
        selection.setInstrument(reference.instruments().front());
    else
        selection.setInstrument({});
}

void MainWindow::refreshControls() {
    const models::PanelContext& context = m_parts.context;
    const models::InstrumentInfo* market =
        context.feed.reference().instrument(context.selection.instrument());
    const bool halted = market && market->state == api::InstrumentState::Halted;
    m_halt->setText(halted ? tr("Resume market") : tr("Halt market"));
    m_halt->setAccessibleName(m_halt->text());
    const bool delisted = market && market->state == api::InstrumentState::Delisted;
    const bool mayControl = market && context.actions.canControlMarkets();
    m_halt->setEnabled(mayControl && !delisted);
    m_halt->setToolTip(!context.actions.canControlMarkets()
                           ? tr("Only operators may halt or resume a market.")
                       : delisted ? tr("The market is delisted for good: nothing trades that could "
                                       "be halted.")
                                  : tr("Ctrl+H. Asks before it does anything."));
    m_workbench->setText(tr("Set up market"));
    m_workbench->setAccessibleName(m_workbench->text());
    m_workbench->setToolTip(tr("Ctrl+I. State, auctions, schedule, price controls and fees; new "
                               "markets."));
    setStyleFlag(m_halt, "danger", !halted);
    m_cancelMine->setText(tr("Cancel my orders"));
    m_cancelMine->setAccessibleName(m_cancelMine->text());
    m_cancelMine->setEnabled(market && context.actions.canTrade());
    m_cancelMine->setToolTip(tr("F7. Cancels your open orders in this market, after asking."));
    for (const char* id : {"cancel_everybody_market", "cancel_everybody_all"})
        if (QAction* action = m_actions.find(QLatin1String(id)))
            action->setEnabled(mayControl);
    if (QAction* action = m_actions.find(QStringLiteral("halt_resume")))
        action->setEnabled(m_halt->isEnabled());
    for (const char* id : {"cancel_mine_market", "cancel_mine_all"})
        if (QAction* action = m_actions.find(QLatin1String(id)))
            action->setEnabled(market && context.actions.canTrade());
    const bool recording = context.client.welcome().mode == api::VenueMode::Recording &&
                           context.client.isOnline();
    for (const char* id : {"replay_play", "replay_step", "replay_faster", "replay_slower"})
        if (QAction* action = m_actions.find(QLatin1String(id)))
            action->setEnabled(recording);
}

void MainWindow::refreshTitle() {
    const models::PanelContext& context = m_parts.context;
    const models::InstrumentInfo* market =
        context.feed.reference().instrument(context.selection.instrument());
    const QString venue = m_banner->label().word;
    setWindowTitle(market ? tr("%1 – %2 – Openbell").arg(market->symbol, venue)
                          : tr("%1 – Openbell").arg(venue));
    if (market)
        m_parts.settings.setValue(QStringLiteral("window/market"), market->symbol);
}

void MainWindow::applyTheme() {
    const models::Theme& theme = m_parts.context.theme;
    // Platform themes give menus and the like fonts of their own; those follow as well.
    QApplication::setFont(theme.labelFont());
    for (const char* type : {"QMenuBar", "QMenu", "QTabBar", "QHeaderView", "QToolTip", "QStatusBar",
                             "QMessageBox", "QDockWidget", "QToolButton", "QPushButton"})
        QApplication::setFont(theme.labelFont(), type);
    QApplication::setPalette(theme.palette());
    qApp->setStyleSheet(theme.styleSheet());
    m_actions.setIconColor(theme.colors().textDim);
    // Replaced, not added: a second action would be another icon.
    const auto actions = m_search->actions();
    for (QAction* old : actions)
        m_search->removeAction(old);
    m_search->addAction(icon("search", theme.colors().textDim), QLineEdit::LeadingPosition);
}

void MainWindow::retranslate() {
    m_actions.retranslate();
    for (const auto& [menu, title] : m_menus)
        menu->setTitle(QCoreApplication::translate("Menus", title));
    for (const PanelDock& one : m_docks) {
        const QString title = QCoreApplication::translate("Panels", one.description.title);
        one.dock->setWindowTitle(title);
        one.dock->setAccessibleName(title);
        if (QAction* action = m_actions.find(
                QStringLiteral("panel_%1").arg(QLatin1String(one.description.id))))
            action->setText(title);
    }
    m_search->setPlaceholderText(tr("Market or action  ·  Ctrl+K"));
    m_search->setAccessibleName(tr("Search markets and actions"));
    m_top->setAccessibleName(tr("Selected market and controls"));
    if (m_workspaces && !m_workspaces->current().isEmpty()) {
        m_status->setWorkspace(m_workspaces->current());
        fillWorkspaceMenu();
    }
    refreshControls();
    refreshTitle();
}

void MainWindow::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QMainWindow::changeEvent(event);
}

void MainWindow::resizeEvent(QResizeEvent* event) {
    QMainWindow::resizeEvent(event);
    if (m_started)
        QTimer::singleShot(0, m_workspaces.get(), &Workspaces::settle);
}

bool MainWindow::event(QEvent* event) {
    const bool handled = QMainWindow::event(event);
    if (!m_painted && event->type() == QEvent::UpdateRequest && m_started) {
        m_painted = true;
        // The window manager has given the window its size by now.
        m_workspaces->settle();
        QTimer::singleShot(0, this, &MainWindow::painted);
    }
    return handled;
}

bool MainWindow::eventFilter(QObject* watched, QEvent* event) {
    if (watched == m_search &&
        (event->type() == QEvent::MouseButtonPress || event->type() == QEvent::KeyPress)) {
        const auto* key =
            event->type() == QEvent::KeyPress ? static_cast<QKeyEvent*>(event) : nullptr;
        if (!key || (!key->text().isEmpty() && key->key() != Qt::Key_Tab &&
                     key->key() != Qt::Key_Backtab && key->key() != Qt::Key_Escape)) {
            openPalette(key && key->text().front().isLetterOrNumber() ? key->text() : QString());
            return true;
        }
    }
    return QMainWindow::eventFilter(watched, event);
}

void MainWindow::closeEvent(QCloseEvent* event) {
    m_workspaces->save();
    event->accept();
    Q_EMIT closed();
}

} // namespace openbell::shell
