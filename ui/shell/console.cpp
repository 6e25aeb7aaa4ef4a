#include "ui/shell/console.h"

#include "ui/shell/connect_dialog.h"
#include "ui/shell/icons.h"

#include <QCoreApplication>

namespace openbell::shell {

Console::Console(ConsoleOptions options, std::vector<models::PanelDescription> panels,
                 HostFunctions host, QObject* parent)
    : QObject(parent), m_options(std::move(options)),
      m_settings(m_options.settingsFile, QSettings::IniFormat), m_feed(m_client, m_format),
      m_accounts(m_client, m_feed.reference(), m_format),
      m_actions(m_client, m_feed.reference(), m_format),
      m_context{m_client, m_feed, m_accounts, m_selection, m_actions, m_theme, m_format},
      m_venue(m_client, std::move(host)) {
    loadResources();
    connect(&m_languages, &Languages::changed, this,
            [this] { m_format = models::Format(m_languages.locale()); });
    readSettings();
    m_window = std::make_unique<MainWindow>(WindowParts{m_context, m_venue, m_languages, m_settings,
                                                        std::move(panels), m_options.host});
    connect(m_window.get(), &MainWindow::closed, &m_venue, &VenueControl::shutDown);
    connect(&m_venue, &VenueControl::stopped, this, &Console::finished);
}

Console::~Console() {
    m_window.reset(); // panels give back their leases while the feed still lives
}

void Console::readSettings() {
    const QString language = m_settings
                                 .value(QStringLiteral("window/language"), Languages::systemCode())
                                 .toString();
    m_languages.use(language);
    m_format = models::Format(m_languages.locale());
    m_theme.setFontPx(
        m_settings.value(QStringLiteral("window/font_px"), models::Theme::kDefaultFontPx).toInt());
    const int theme = m_settings.value(QStringLiteral("window/theme"), 0).toInt();
    if (theme >= 0 && theme <= static_cast<int>(models::Theme::Choice::Light))
        m_theme.setChoice(static_cast<models::Theme::Choice>(theme));
}

void Console::start() {
    connect(m_window.get(), &MainWindow::painted, this, &Console::openExchange,
            Qt::SingleShotConnection);
    m_window->start(m_options.resetLayout);
}

void Console::openExchange() {
    if (m_options.remoteAddress.isEmpty()) {
        m_venue.hostHere(m_options.host);
        return;
    }
    // The password is asked for, never taken from the command line.
    m_window->openConnectDialog();
    if (auto* dialog = m_window->findChild<ConnectDialog*>())
        dialog->preferRemote(m_options.remoteAddress, m_options.user);
}

} // namespace openbell::shell
