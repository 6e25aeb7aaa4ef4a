// The console's window: menus, the strip with the selected market and the control buttons, the docks
// with the panels, the status bar, and what belongs over them (palette, shortcut sheet). It knows the
// panels only by their descriptions. GUI thread.
#pragma once

#include "ui/models/panel.h"
#include "ui/shell/action_set.h"
#include "ui/shell/default_layout.h"
#include "ui/shell/languages.h"
#include "ui/shell/venue_control.h"
#include "ui/shell/workspaces.h"

#include <QMainWindow>
#include <QTimer>

class QLineEdit;
class QPushButton;
class QTabBar;
class QSettings;

namespace openbell::shell {

class CommandPalette;
class ConnectDialog;
class ConnectionStrip;
class MarketStrip;
class ReplayBar;
class ShortcutSheet;
class StatusLine;
class VenueBanner;

struct WindowParts {
    models::PanelContext& context;
    VenueControl& venue;
    Languages& languages;
    QSettings& settings;
    std::vector<models::PanelDescription> panels;
    HostRequest defaultHost; ///< what "host here" means without further ado
};

class MainWindow final : public QMainWindow {
    Q_OBJECT
public:
    explicit MainWindow(WindowParts parts);
    ~MainWindow() override;

    ActionSet& actionSet() { return m_actions; }
    Workspaces& workspaces() { return *m_workspaces; }
    StatusLine& statusLine() { return *m_status; }
    CommandPalette& palette() { return *m_palette; }
    ShortcutSheet& shortcutSheet() { return *m_sheet; }
    const std::vector<PanelDock>& docks() const { return m_docks; }
    WindowParts& parts() { return m_parts; }

    /// Restores the workspace (or makes the first one) and paints.
    void start(bool resetLayout);
    /// The panel's dock, with the panel made if it was not yet.
    QDockWidget* showPanel(const QString& id);

    // What the actions do; see window_actions.cpp.
    void openPalette(const QString& typed = {});
    void toggleShortcutSheet();
    void openConnectDialog();
    void openRecording();
    void hostDefault();
    void askHaltOrResume();
    void askCancel(bool everybody, bool everywhere);
    void selectNeighbour(int step);
    void togglePanel(std::size_t index);
    void tearOffFocused();
    void hideFocused();
    void askWorkspaceName();
    void changeFont(int deltaPx);
    void setTheme(models::Theme::Choice choice);
    void setLanguage(const QString& code);
    void toggleFullScreen();
    void showAbout();

Q_SIGNALS:
    /// The window was closed and the workspace saved.
    void closed();
    /// The first frame is on the screen.
    void painted();

protected:
    void closeEvent(QCloseEvent* event) override;
    void changeEvent(QEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    bool event(QEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void buildTop();
    void buildMenus();
    void fillWorkspaceMenu();
    void buildDocks();
    void refreshStacks();
    void setUpTabBar(QTabBar* bar);
    PanelDock* focusedDock();
    void makePanel(PanelDock& dock);
    void applyTheme();
    void retranslate();
    void refreshControls();
    void refreshTitle();
    void keepSelection();
    void placeWindow(QDockWidget& dock, const QSize& wanted);
    std::vector<struct PaletteEntry> paletteEntries();

    WindowParts m_parts;
    ActionSet m_actions;
    std::unique_ptr<Workspaces> m_workspaces;
    std::vector<PanelDock> m_docks;
    std::map<QString, QByteArray> m_panelStates; ///< of panels that are not made yet
    std::vector<std::pair<QMenu*, const char*>> m_menus;
    QMenu* m_workspaceMenu = nullptr;
    QWidget* m_top = nullptr;
    MarketStrip* m_strip = nullptr;
    VenueBanner* m_banner = nullptr;
    ConnectionStrip* m_connection = nullptr;
    ReplayBar* m_replay = nullptr;
    QLineEdit* m_search = nullptr;
    QPushButton* m_cancelMine = nullptr;
    QPushButton* m_workbench = nullptr;
    QPushButton* m_halt = nullptr;
    StatusLine* m_status = nullptr;
    CommandPalette* m_palette = nullptr;
    ShortcutSheet* m_sheet = nullptr;
    QPointer<ConnectDialog> m_connectDialog;
    QTimer m_stackTimer; ///< coalesces refreshStacks()
    bool m_painted = false;
    bool m_started = false;

    friend void buildWindowActions(MainWindow& window);
};

} // namespace openbell::shell
