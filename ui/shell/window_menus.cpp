// MainWindow's menus, and the handlers of its actions.
#include "ui/models/texts.h"
#include "ui/shell/command_palette.h"
#include "ui/shell/confirm_dialog.h"
#include "ui/shell/connect_dialog.h"
#include "ui/shell/main_window.h"
#include "ui/shell/shortcut_sheet.h"
#include "ui/shell/status_line.h"
#include "ui/shell/text_dialog.h"

#include <QApplication>
#include <QDateTime>
#include <QDir>
#include <QDockWidget>
#include <QFileDialog>
#include <QMenuBar>
#include <QMessageBox>
#include <QSettings>
#include <QTabBar>

#include <map>
#include <set>

namespace openbell::shell {

namespace {

struct MenuSpec {
    const char* name;
    const char* title;
    std::vector<ActionGroup> groups;
};

const std::vector<MenuSpec>& menuSpecs() {
    static const std::vector<MenuSpec> kMenus{
        {"menu_file", QT_TRANSLATE_NOOP("Menus", "&File"), {ActionGroup::File}},
        {"menu_view", QT_TRANSLATE_NOOP("Menus", "&View"), {ActionGroup::View, ActionGroup::Panels}},
        {"menu_market",
         QT_TRANSLATE_NOOP("Menus", "&Market"),
         {ActionGroup::Market, ActionGroup::Orders, ActionGroup::Replay}},
        {"menu_workspace", QT_TRANSLATE_NOOP("Menus", "&Workspace"), {ActionGroup::Workspace}},
        {"menu_help", QT_TRANSLATE_NOOP("Menus", "&Help"), {ActionGroup::Help}},
    };
    return kMenus;
}

} // namespace

void MainWindow::buildMenus() {
    auto* bar = m_top->findChild<QMenuBar*>(QStringLiteral("menu_bar"));
    for (const MenuSpec& spec : menuSpecs()) {
        QMenu* menu = bar->addMenu(QString());
        menu->setObjectName(QLatin1String(spec.name));
        m_menus.emplace_back(menu, spec.title);
        for (std::size_t i = 0; i < spec.groups.size(); ++i) {
            if (i > 0)
                menu->addSeparator();
            for (const ActionSet::Entry& entry : m_actions.entries())
                if (entry.group == spec.groups[i])
                    menu->addAction(entry.action);
        }
        if (spec.groups.front() == ActionGroup::Workspace)
            m_workspaceMenu = menu;
    }
}

void MainWindow::fillWorkspaceMenu() {
    // The named workspaces follow a separator with this name.
    const QString kMark = QStringLiteral("workspace_item");
    const auto actions = m_workspaceMenu->actions();
    for (QAction* action : actions)
        if (action->objectName().startsWith(kMark))
            delete action;
    m_workspaceMenu->addSeparator()->setObjectName(kMark);
    for (const QString& name : m_workspaces->names()) {
        QAction* action = m_workspaceMenu->addAction(name);
        action->setObjectName(kMark + u'_' + name);
        action->setCheckable(true);
        action->setChecked(name == m_workspaces->current());
        connect(action, &QAction::triggered, this, [this, name] { m_workspaces->switchTo(name); });
    }
}

std::vector<PaletteEntry> MainWindow::paletteEntries() {
    std::vector<PaletteEntry> entries;
    const models::ReferenceData& reference = m_parts.context.feed.reference();
    for (const InstrumentId id : reference.instruments()) {
        const models::InstrumentInfo* market = reference.instrument(id);
        entries.push_back({tr("Market"), market->symbol,
                           models::Texts::instrumentState(market->state), true,
                           [this, id] { m_parts.context.selection.setInstrument(id); }});
    }
    for (const ActionSet::Entry& entry : m_actions.entries()) {
        QAction* action = entry.action;
        if (action->objectName() == QStringLiteral("palette"))
            continue;
        entries.push_back({ActionSet::groupTitle(entry.group), action->text().remove(u'&'),
                           action->shortcut().toString(QKeySequence::NativeText),
                           action->isEnabled(), [action] { action->trigger(); }});
    }
    // What panels can do besides.
    for (const PanelDock& one : m_docks) {
        if (!one.panel)
            continue;
        QList<QWidget*> widgets = one.panel->findChildren<QWidget*>();
        widgets.prepend(one.panel);
        std::set<const QAction*> seen; // a table and its panel may share one
        for (QWidget* widget : widgets)
            for (QAction* action : widget->actions())
                if (!action->text().isEmpty() && !action->isSeparator() &&
                    seen.insert(action).second)
                    entries.push_back({one.dock->windowTitle(), action->text().remove(u'&'),
                                       action->shortcut().toString(QKeySequence::NativeText),
                                       action->isEnabled(), [action] { action->trigger(); }});
    }
    for (const QString& name : m_workspaces->names())
        entries.push_back({tr("Workspace"), name, {}, name != m_workspaces->current(),
                           [this, name] { m_workspaces->switchTo(name); }});
    return entries;
}

void MainWindow::openPalette(const QString& typed) {
    m_palette->open(paletteEntries(), typed);
}

void MainWindow::toggleShortcutSheet() {
    if (m_sheet->isVisible())
        return m_sheet->hide();
    std::vector<ShortcutRow> rows;
    const std::vector<PaletteEntry> entries = paletteEntries();
    std::map<std::pair<QString, QString>, int> uses; // what every table can do is said once
    for (const PaletteEntry& entry : entries)
        ++uses[{entry.text, entry.shortcut}];
    for (const PaletteEntry& entry : entries)
        if (!entry.shortcut.isEmpty() && entry.group != tr("Market") &&
            uses[{entry.text, entry.shortcut}] == 1)
            rows.push_back({entry.group, entry.text, entry.shortcut});
    for (const PanelDock& one : m_docks)
        for (const models::KeyHint& hint : one.description.keys)
            rows.push_back({one.dock->windowTitle(),
                            QCoreApplication::translate("Panels", hint.text),
                            QCoreApplication::translate("Panels", hint.keys)});
    std::set<std::pair<QString, QString>> said;
    for (const PaletteEntry& entry : entries)
        if (!entry.shortcut.isEmpty() && uses[{entry.text, entry.shortcut}] > 1 &&
            said.insert({entry.text, entry.shortcut}).second)
            rows.push_back({tr("Every table"), entry.text, entry.shortcut});
    m_sheet->open(rows);
}

void MainWindow::openConnectDialog() {
    if (m_connectDialog) {
        m_connectDialog->raise();
        return;
    }
    m_connectDialog = new ConnectDialog(m_parts.venue, m_parts.context.client, this);
    m_connectDialog->setAttribute(Qt::WA_DeleteOnClose);
    m_connectDialog->open();
}

void MainWindow::openRecording() {
    auto* dialog = new QFileDialog(this, tr("Open recording"));
    dialog->setObjectName(QStringLiteral("recording_dialog"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFile);
    dialog->setDirectory(
        m_parts.settings.value(QStringLiteral("window/recordings"), QDir::homePath()).toString());
    dialog->setNameFilters({tr("Recordings (*.zip *.itch *.ITCH50 *.bin *.log *.txt *.csv *.xz *.gz)"),
                            tr("All files (*)")});
    connect(dialog, &QFileDialog::fileSelected, this, [this](const QString& path) {
        const QFileInfo file(path);
        m_parts.settings.setValue(QStringLiteral("window/recordings"), file.absolutePath());
        HostRequest request = m_parts.defaultHost;
        request.recording = path;
        request.simulationSeed.reset();
        // A venue of its own, so that nothing mixes with the exchange in the data folder.
        request.dataDirectory =
            QDir(m_parts.defaultHost.dataDirectory)
                .absoluteFilePath(
                    QStringLiteral("../recordings/%1-%2")
                        .arg(file.completeBaseName(), QDateTime::currentDateTime().toString(
                                                          QStringLiteral("yyyyMMdd-HHmmss"))));
        request.dataDirectory = QDir::cleanPath(request.dataDirectory);
        m_parts.venue.hostHere(request);
    });
    dialog->open();
}

void MainWindow::hostDefault() {
    m_parts.venue.hostHere(m_parts.defaultHost);
}

void MainWindow::askHaltOrResume() {
    models::PanelContext& context = m_parts.context;
    const InstrumentId id = context.selection.instrument();
    const models::InstrumentInfo* market = context.feed.reference().instrument(id);
    if (!market || !context.actions.canControlMarkets())
        return;
    const bool halted = market->state == api::InstrumentState::Halted;
    Confirmation question;
    question.actor = context.actions.actorText();
    question.wantsReason = true;
    if (halted) {
        question.title = tr("Resume %1?").arg(market->symbol);
        question.effect = tr("Matching starts again at once, for everybody. Orders that rest in the "
                             "book keep their place; buys and sells that cross trade at one price first.");
        question.button = tr("Resume market");
    } else {
        question.title = tr("Halt %1?").arg(market->symbol);
        question.effect = tr("Matching stops at once, for everybody. New orders and changes are "
                             "refused, cancels are not. Resting orders stay in the book.");
        question.button = tr("Halt market");
    }
    ConfirmDialog::ask(this, question, [this, id, halted](const QString& reason) {
        if (halted)
            m_parts.context.actions.resume(id, reason);
        else
            m_parts.context.actions.halt(id, reason);
    });
}

void MainWindow::askCancel(bool everybody, bool everywhere) {
    models::PanelContext& context = m_parts.context;
    const InstrumentId id = everywhere ? InstrumentId() : context.selection.instrument();
    const models::InstrumentInfo* market = context.feed.reference().instrument(id);
    const bool may = everybody ? context.actions.canControlMarkets() : context.actions.canTrade();
    if (!may || (!everywhere && !market))
        return;
    const QString where = everywhere ? tr("all markets") : market->symbol;
    Confirmation question;
    question.actor = context.actions.actorText();
    question.button = tr("Cancel orders");
    if (everybody) {
        question.title = tr("Cancel everybody's orders in %1?").arg(where);
        question.effect = tr("Every open order of every account in %1 is cancelled and its funds "
                             "are released. The market stays open.")
                              .arg(where);
    } else {
        const models::OrdersModel& mine = context.accounts.ownOrders().orders();
        int count = 0;
        for (int row = 0; row < mine.size(); ++row)
            count += everywhere || mine.at(row).instrument == id ? 1 : 0;
        question.title = tr("Cancel your orders in %1?").arg(where);
        question.effect = tr("%n open order(s) will be cancelled and their funds released.",
                             nullptr, count);
    }
    ConfirmDialog::ask(this, question, [this, everybody, id](const QString&) {
        if (everybody)
            m_parts.context.actions.cancelEverybodys(id);
        else
            m_parts.context.actions.cancelMine(id);
    });
}

void MainWindow::selectNeighbour(int step) {
    models::Selection& selection = m_parts.context.selection;
    const auto& all = m_parts.context.feed.reference().instruments();
    if (all.empty())
        return;
    const auto at = std::find(all.begin(), all.end(), selection.instrument());
    const auto size = static_cast<std::ptrdiff_t>(all.size());
    const std::ptrdiff_t index = at == all.end() ? 0 : at - all.begin() + step;
    selection.setInstrument(all[static_cast<std::size_t>((index + size) % size)]);
}

void MainWindow::togglePanel(std::size_t index) {
    PanelDock& one = m_docks[index];
    const bool focused =
        one.panel && (one.panel->hasFocus() || one.panel->isAncestorOf(focusWidget()));
    // Shown, then focused, then hidden.
    if (focused && one.dock->isVisible())
        one.dock->hide();
    else
        showPanel(QLatin1String(one.description.id));
    if (QAction* action = m_actions.find(
            QStringLiteral("panel_%1").arg(QLatin1String(one.description.id))))
        action->setChecked(!one.dock->isHidden());
}

/// A tab bar of docks: named, and with a menu that does what the hidden title bar would.
void MainWindow::setUpTabBar(QTabBar* bar) {
    bar->setAccessibleName(tr("Panels in one place"));
    if (!bar->objectName().isEmpty())
        return;
    bar->setObjectName(QStringLiteral("dock_tabs_%1").arg(reinterpret_cast<quintptr>(bar), 0, 16));
    bar->setDrawBase(false);
    bar->setExpanding(false);
    bar->setFocusPolicy(Qt::TabFocus);
    bar->setContextMenuPolicy(Qt::CustomContextMenu);
    connect(bar, &QTabBar::customContextMenuRequested, this, [this, bar](const QPoint& at) {
        const QString title = bar->tabText(bar->tabAt(at));
        for (const PanelDock& one : m_docks) {
            if (one.dock->windowTitle() != title || one.dock->isFloating())
                continue;
            auto* menu = new QMenu(this);
            menu->setAttribute(Qt::WA_DeleteOnClose);
            QDockWidget* dock = one.dock;
            menu->addAction(tr("Tear off into a window of its own"), dock,
                            [dock] { dock->setFloating(true); });
            menu->addAction(tr("Hide this panel"), dock, &QDockWidget::close);
            menu->popup(bar->mapToGlobal(at));
            return;
        }
    });
    connect(bar, &QTabBar::tabBarDoubleClicked, this, [this, bar](int index) {
        const QString title = bar->tabText(index);
        for (const PanelDock& one : m_docks)
            if (one.dock->windowTitle() == title && !one.dock->isFloating())
                return one.dock->setFloating(true);
    });
}

PanelDock* MainWindow::focusedDock() {
    const QWidget* focus = QApplication::focusWidget();
    for (PanelDock& one : m_docks)
        if (one.dock->isVisible() && focus && (one.dock == focus || one.dock->isAncestorOf(focus)))
            return &one;
    return nullptr;
}

void MainWindow::tearOffFocused() {
    if (PanelDock* one = focusedDock())
        one->dock->setFloating(!one->dock->isFloating());
    else
        m_status->report(tr("Focus a panel first, then tear it off."), models::Severity::Info);
}

void MainWindow::hideFocused() {
    if (PanelDock* one = focusedDock())
        one->dock->close();
    else
        m_status->report(tr("Focus a panel first, then hide it."), models::Severity::Info);
}

void MainWindow::askWorkspaceName() {
    TextDialog::ask(this, tr("New workspace"), tr("Name of the workspace:"),
                    [this](const QString& name) { m_workspaces->switchTo(name); });
}

void MainWindow::changeFont(int deltaPx) {
    models::Theme& theme = m_parts.context.theme;
    theme.setFontPx(deltaPx == 0 ? models::Theme::kDefaultFontPx : theme.fontPx() + deltaPx);
    m_parts.settings.setValue(QStringLiteral("window/font_px"), theme.fontPx());
}

void MainWindow::setTheme(models::Theme::Choice choice) {
    m_parts.context.theme.setChoice(choice);
    m_parts.settings.setValue(QStringLiteral("window/theme"), static_cast<int>(choice));
}

void MainWindow::setLanguage(const QString& code) {
    m_parts.languages.use(code);
    m_parts.settings.setValue(QStringLiteral("window/language"), code);
}

void MainWindow::toggleFullScreen() {
    setWindowState(windowState() ^ Qt::WindowFullScreen);
}

void MainWindow::showAbout() {
    auto* box = new QMessageBox(this);
    box->setObjectName(QStringLiteral("about_dialog"));
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->setIconPixmap(windowIcon().pixmap(64, 64));
    box->setWindowTitle(tr("About Openbell"));
    box->setText(tr("Openbell %1").arg(QCoreApplication::applicationVersion()));
    const std::string& server = m_parts.context.client.welcome().serverVersion;
    box->setInformativeText(
        tr("An operator console for an exchange, with the exchange engine inside.\nConnected "
           "exchange: %1\nLicence: GPL 3 or later.")
            .arg(server.empty() ? tr("none") : QString::fromStdString(server)));
    box->open();
}

} // namespace openbell::shell
