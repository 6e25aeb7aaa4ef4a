#include "ui/shell/window_actions.h"

#include "ui/shell/action_set.h"
#include "ui/shell/main_window.h"
#include "ui/shell/replay_bar.h"

#include <QActionGroup>
#include <QCoreApplication>

#include <functional>

namespace openbell::shell {

namespace {

struct Binding {
    ActionGroup group;
    ActionSpec spec;
    std::function<void()> run;
};

QKeySequence keys(const char* text) {
    return QKeySequence(QLatin1String(text), QKeySequence::PortableText);
}

} // namespace

void buildWindowActions(MainWindow& window) {
    using G = ActionGroup;
    MainWindow* w = &window;
    const auto text = [](const char* marked) { return marked; };
    std::vector<Binding> all{
        {G::File,
         {"connect", text(QT_TRANSLATE_NOOP("Actions", "Connect to an exchange…")),
          QT_TRANSLATE_NOOP("Actions", "Host an exchange here or connect to a daemon"),
          keys("Ctrl+O"), "plug"},
         [w] { w->openConnectDialog(); }},
        {G::File,
         {"open_recording", text(QT_TRANSLATE_NOOP("Actions", "Open recording…")),
          QT_TRANSLATE_NOOP("Actions", "Replay LOBSTER, ITCH or Bitstamp files as a venue"),
          keys("Ctrl+R"), "recording"},
         [w] { w->openRecording(); }},
        {G::File,
         {"host_default", text(QT_TRANSLATE_NOOP("Actions", "Host my own exchange")),
          QT_TRANSLATE_NOOP("Actions", "Go back to the exchange in your own data folder"),
          keys("Ctrl+Shift+O"), "host"},
         [w] { w->hostDefault(); }},
        {G::File,
         {"retry_connection", text(QT_TRANSLATE_NOOP("Actions", "Retry the connection now")),
          nullptr, keys("F5"), nullptr},
         [w] { w->parts().context.client.retryNow(); }},
        {G::File,
         {"quit", text(QT_TRANSLATE_NOOP("Actions", "Quit")), nullptr, keys("Ctrl+Q"), nullptr},
         [w] { w->close(); }},

        {G::View,
         {"palette", text(QT_TRANSLATE_NOOP("Actions", "Command palette…")), nullptr,
          keys("Ctrl+K"), "search"},
         [w] { w->openPalette(); }},
        {G::View,
         {"theme_dark", text(QT_TRANSLATE_NOOP("Actions", "Dark theme")), nullptr,
          keys("Ctrl+Alt+D"), nullptr},
         [w] { w->setTheme(models::Theme::Choice::Dark); }},
        {G::View,
         {"theme_light", text(QT_TRANSLATE_NOOP("Actions", "Light theme")), nullptr,
          keys("Ctrl+Alt+L"), nullptr},
         [w] { w->setTheme(models::Theme::Choice::Light); }},
        {G::View,
         {"theme_system", text(QT_TRANSLATE_NOOP("Actions", "Theme of the system")), nullptr,
          keys("Ctrl+Alt+S"), nullptr},
         [w] { w->setTheme(models::Theme::Choice::FollowSystem); }},
        {G::View,
         {"font_larger", text(QT_TRANSLATE_NOOP("Actions", "Larger text")), nullptr, keys("Ctrl++"),
          nullptr},
         [w] { w->changeFont(1); }},
        {G::View,
         {"font_smaller", text(QT_TRANSLATE_NOOP("Actions", "Smaller text")), nullptr,
          keys("Ctrl+-"), nullptr},
         [w] { w->changeFont(-1); }},
        {G::View,
         {"font_normal", text(QT_TRANSLATE_NOOP("Actions", "Normal text size")), nullptr,
          keys("Ctrl+0"), nullptr},
         [w] { w->changeFont(0); }},
        {G::View,
         {"full_screen", text(QT_TRANSLATE_NOOP("Actions", "Full screen")), nullptr, keys("F11"),
          nullptr},
         [w] { w->toggleFullScreen(); }},
        {G::View,
         {"language_en", text(QT_TRANSLATE_NOOP("Actions", "Language: English")), nullptr,
          keys("Ctrl+Alt+E"), nullptr},
         [w] { w->setLanguage(QStringLiteral("en")); }},
        {G::View,
         {"language_de", text(QT_TRANSLATE_NOOP("Actions", "Language: Deutsch (German)")), nullptr,
          keys("Ctrl+Alt+G"), nullptr},
         [w] { w->setLanguage(QStringLiteral("de")); }},

        {G::Panels,
         {"panel_float", text(QT_TRANSLATE_NOOP("Actions", "Tear off or put back the panel")),
          nullptr, keys("Ctrl+D"), "float"},
         [w] { w->tearOffFocused(); }},
        {G::Panels,
         {"panel_hide", text(QT_TRANSLATE_NOOP("Actions", "Hide the panel")), nullptr,
          keys("Ctrl+W"), nullptr},
         [w] { w->hideFocused(); }},

        {G::Market,
         {"next_market", text(QT_TRANSLATE_NOOP("Actions", "Next market")), nullptr,
          keys("Ctrl+Down"), nullptr},
         [w] { w->selectNeighbour(1); }},
        {G::Market,
         {"previous_market", text(QT_TRANSLATE_NOOP("Actions", "Previous market")), nullptr,
          keys("Ctrl+Up"), nullptr},
         [w] { w->selectNeighbour(-1); }},
        {G::Market,
         {"halt_resume", text(QT_TRANSLATE_NOOP("Actions", "Halt or resume the market…")),
          QT_TRANSLATE_NOOP("Actions", "Stops or restarts matching in the selected market"),
          keys("Ctrl+H"), "halt"},
         [w] { w->askHaltOrResume(); }},

        {G::Market,
         {"set_up_market", text(QT_TRANSLATE_NOOP("Actions", "Set up the market…")),
          QT_TRANSLATE_NOOP("Actions", "State, auctions, schedule, price controls, fees, new markets"),
          keys("Ctrl+I"), nullptr},
         [w] { w->showPanel(QStringLiteral("instrument_workbench")); }},
        {G::Market,
         {"show_auction", text(QT_TRANSLATE_NOOP("Actions", "Show the auction")), nullptr,
          keys("Ctrl+J"), nullptr},
         [w] { w->showPanel(QStringLiteral("auction")); }},

        {G::Orders,
         {"new_order", text(QT_TRANSLATE_NOOP("Actions", "New order")), nullptr, keys("Ctrl+N"),
          "order"},
         [w] { w->showPanel(QStringLiteral("order_ticket")); }},
        {G::Orders,
         {"cancel_mine_market",
          text(QT_TRANSLATE_NOOP("Actions", "Cancel my orders in this market…")), nullptr,
          keys("F7"), "cancel"},
         [w] { w->askCancel(false, false); }},
        {G::Orders,
         {"cancel_mine_all", text(QT_TRANSLATE_NOOP("Actions", "Cancel my orders in all markets…")),
          nullptr, keys("F8"), "cancel"},
         [w] { w->askCancel(false, true); }},
        {G::Orders,
         {"cancel_everybody_market",
          text(QT_TRANSLATE_NOOP("Actions", "Cancel everybody's orders in this market…")), nullptr,
          keys("Ctrl+F7"), "cancel"},
         [w] { w->askCancel(true, false); }},
        {G::Orders,
         {"cancel_everybody_all",
          text(QT_TRANSLATE_NOOP("Actions", "Cancel everybody's orders in all markets…")), nullptr,
          keys("Ctrl+F8"), "cancel"},
         [w] { w->askCancel(true, true); }},

        {G::Replay,
         {"replay_play", text(QT_TRANSLATE_NOOP("Actions", "Play or pause the recording")), nullptr,
          keys("Ctrl+P"), "play"},
         [w] { w->m_replay->playOrPause(); }},
        {G::Replay,
         {"replay_step", text(QT_TRANSLATE_NOOP("Actions", "Step one message of the recording")),
          nullptr, keys("Ctrl+Right"), "step"},
         [w] { w->m_replay->step(); }},
        {G::Replay,
         {"replay_faster", text(QT_TRANSLATE_NOOP("Actions", "Replay faster")), nullptr,
          keys("Ctrl+]"), nullptr},
         [w] { w->m_replay->changeSpeed(1); }},
        {G::Replay,
         {"replay_slower", text(QT_TRANSLATE_NOOP("Actions", "Replay slower")), nullptr,
          keys("Ctrl+["), nullptr},
         [w] { w->m_replay->changeSpeed(-1); }},

        {G::Workspace,
         {"workspace_save", text(QT_TRANSLATE_NOOP("Actions", "Save this workspace")), nullptr,
          keys("Ctrl+S"), "layout"},
         [w] {
             w->workspaces().save();
             Q_EMIT w->parts().context.actions.reported(
                 QCoreApplication::translate("Actions", "The workspace “%1” was saved.")
                     .arg(w->workspaces().current()),
                 models::Severity::Success);
         }},
        {G::Workspace,
         {"workspace_new", text(QT_TRANSLATE_NOOP("Actions", "Save as a new workspace…")), nullptr,
          keys("Ctrl+Shift+S"), nullptr},
         [w] { w->askWorkspaceName(); }},
        {G::Workspace,
         {"workspace_reset", text(QT_TRANSLATE_NOOP("Actions", "Reset the layout")), nullptr,
          keys("Ctrl+Shift+R"), nullptr},
         [w] { w->workspaces().reset(); }},

        {G::Help,
         {"shortcuts", text(QT_TRANSLATE_NOOP("Actions", "Keyboard shortcuts")), nullptr,
          keys("F1"), "keyboard"},
         [w] { w->toggleShortcutSheet(); }},
        {G::Help,
         {"about", text(QT_TRANSLATE_NOOP("Actions", "About Openbell")), nullptr, keys("Ctrl+F1"),
          "bell"},
         [w] { w->showAbout(); }},
    };
    for (Binding& binding : all) {
        QAction* action = w->m_actions.add(binding.group, binding.spec);
        QObject::connect(action, &QAction::triggered, w, std::move(binding.run));
        w->addAction(action);
    }
    for (std::size_t i = 0; i < w->m_parts.panels.size(); ++i) {
        const models::PanelDescription& panel = w->m_parts.panels[i];
        // The first nine have Ctrl+digit, the others Alt+digit.
        const QKeySequence shortcut =
            i < 9 ? QKeySequence(Qt::CTRL | static_cast<Qt::Key>(Qt::Key_1 + static_cast<int>(i)))
            : i < 18
                ? QKeySequence(Qt::ALT | static_cast<Qt::Key>(Qt::Key_1 + static_cast<int>(i) - 9))
                : QKeySequence();
        QAction* action = w->m_actions.add(
            G::Panels, {"", panel.title, nullptr, shortcut, nullptr});
        action->setObjectName(QStringLiteral("panel_%1").arg(QLatin1String(panel.id)));
        action->setCheckable(true);
        QObject::connect(action, &QAction::triggered, w, [w, i] { w->togglePanel(i); });
        w->addAction(action);
    }
}

} // namespace openbell::shell
