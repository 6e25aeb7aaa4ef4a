// The whole console without what hosts an exchange: client, models, theme, languages and the window,
// wired together. The program creates one; tests create it with made-up panels and transports.
// GUI thread.
#pragma once

#include "ui/models/panel.h"
#include "ui/shell/languages.h"
#include "ui/shell/main_window.h"
#include "ui/shell/venue_control.h"

#include <QObject>
#include <QSettings>

#include <memory>

namespace openbell::shell {

struct ConsoleOptions {
    HostRequest host;       ///< what to host when nothing else is asked for
    QString remoteAddress;  ///< --connect; empty: host
    QString user;           ///< --user
    bool resetLayout = false;
    QString settingsFile;   ///< an INI file
};

class Console final : public QObject {
    Q_OBJECT
public:
    Console(ConsoleOptions options, std::vector<models::PanelDescription> panels,
            HostFunctions host, QObject* parent = nullptr);
    ~Console() override;

    /// Shows the window; the exchange is opened once it has been painted.
    void start();

    MainWindow& window() { return *m_window; }
    client::ExchangeClient& client() { return m_client; }
    models::PanelContext& context() { return m_context; }
    VenueControl& venue() { return m_venue; }
    models::Theme& theme() { return m_theme; }
    Languages& languages() { return m_languages; }

Q_SIGNALS:
    /// The window is closed, a hosted exchange has drained: the program may end.
    void finished();

private:
    void readSettings();
    void openExchange();

    ConsoleOptions m_options;
    QSettings m_settings;
    Languages m_languages;
    models::Format m_format;
    models::Theme m_theme;
    client::ExchangeClient m_client;
    models::MarketFeed m_feed;
    models::AccountFeed m_accounts;
    models::Selection m_selection;
    models::TradingActions m_actions;
    models::PanelContext m_context;
    VenueControl m_venue;
    std::unique_ptr<MainWindow> m_window;
};

} // namespace openbell::shell
