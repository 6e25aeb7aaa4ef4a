#include "ui/shell/connection_strip.h"

#include "ui/models/format.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>
#include <QProgressBar>
#include <QPushButton>

namespace openbell::shell {

using client::ConnectionState;

ConnectionStrip::ConnectionStrip(VenueControl& venue, client::ExchangeClient& client,
                                 const models::Theme& theme, QWidget* parent)
    : QWidget(parent), m_venue(venue), m_client(client), m_theme(theme) {
    setObjectName(QStringLiteral("connection_strip"));
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(12, 4, 12, 4);
    m_text = new QLabel(this);
    m_text->setObjectName(QStringLiteral("connection_text"));
    m_text->setTextFormat(Qt::PlainText);
    m_progress = new QProgressBar(this);
    m_progress->setObjectName(QStringLiteral("recovery_progress"));
    m_progress->setFixedWidth(220);
    m_progress->setFixedHeight(14);
    m_progress->setTextVisible(false);
    m_retry = new QPushButton(this);
    m_retry->setObjectName(QStringLiteral("retry_button"));
    m_connect = new QPushButton(this);
    m_connect->setObjectName(QStringLiteral("connect_button"));
    layout->addWidget(m_text, 1);
    layout->addWidget(m_progress);
    layout->addWidget(m_retry);
    layout->addWidget(m_connect);
    connect(m_retry, &QPushButton::clicked, &client, &client::ExchangeClient::retryNow);
    connect(m_connect, &QPushButton::clicked, this, &ConnectionStrip::connectWanted);
    connect(&client, &client::ExchangeClient::stateChanged, this, &ConnectionStrip::refresh);
    connect(&client, &client::ExchangeClient::venueStatusChanged, this, &ConnectionStrip::refresh);
    connect(&venue, &VenueControl::kindChanged, this, [this] {
        m_failure.clear();
        refresh();
    });
    connect(&venue, &VenueControl::failed, this, [this](const QString& text) {
        // While another venue runs on, the status line says it.
        m_failure = m_client.isOnline() ? QString() : text;
        refresh();
    });
    connect(&theme, &models::Theme::changed, this, &ConnectionStrip::refresh);
    m_countdown.setInterval(250);
    connect(&m_countdown, &QTimer::timeout, this, &ConnectionStrip::refresh);
    refresh();
}

QString ConnectionStrip::text() const {
    return m_text->text();
}

ConnectionStrip::Content ConnectionStrip::content() const {
    const models::Format format;
    const api::VenueStatus& status = m_client.venueStatus();
    const QString venueText = QString::fromStdString(status.text);
    if (!m_failure.isEmpty())
        return {Look::Warning, m_failure, 0, 0, false, true};
    if (m_venue.isOpening())
        return {Look::Progress, tr("Opening the exchange in this console…"), 0, 0, false, false};
    switch (m_client.state()) {
    case ConnectionState::Offline:
        return {Look::Warning, tr("Not connected to an exchange. Host one here or connect to a "
                                  "daemon."),
                0, 0, false, true};
    case ConnectionState::Connecting:
    case ConnectionState::Handshaking:
        return {Look::Progress, tr("Connecting to %1…").arg(m_client.place()), 0, 0, false, true};
    case ConnectionState::SigningIn:
        return {Look::Progress, tr("Signing in…"), 0, 0, false, false};
    case ConnectionState::VenueNotReady:
        if (status.phase == api::VenuePhase::Failed)
            return {Look::Warning,
                    venueText.isEmpty() ? tr("The exchange could not start. What was confirmed is "
                                             "kept in its journal.")
                                        : venueText,
                    0, 0, false, true};
        if (status.phase == api::VenuePhase::Recovering && status.total > 0)
            return {Look::Progress,
                    tr("Recovering from the journal: %1 of %2 commands")
                        .arg(format.count(status.done), format.count(status.total)),
                    status.done, status.total, false, false};
        return {Look::Progress, venueText.isEmpty() ? tr("The exchange is starting…") : venueText, 0,
                0, false, false};
    case ConnectionState::WaitingToRetry: {
        const int seconds = (m_client.msToRetry() + 999) / 1000;
        return {Look::Warning,
                tr("Connection lost: %1 The panels show the last known state. Next attempt in "
                   "%2 s.")
                    .arg(m_client.stateText())
                    .arg(seconds),
                0, 0, true, true};
    }
    case ConnectionState::Refused:
        return {Look::Warning, m_client.stateText(), 0, 0, true, true};
    case ConnectionState::Online:
        if (status.phase == api::VenuePhase::DiskFull)
            return {Look::Warning,
                    tr("The exchange's disk is full. New orders are refused, nothing is lost. Make "
                       "room, then it resumes by itself."),
                    0, 0, false, false};
        if (status.phase == api::VenuePhase::Failed)
            return {Look::Warning,
                    tr("The exchange has stopped: %1 Confirmed orders are kept.").arg(venueText), 0,
                    0, false, false};
        if (status.phase == api::VenuePhase::Stopping)
            return {Look::Warning, tr("The exchange is stopping."), 0, 0, false, false};
        break;
    }
    return {};
}

void ConnectionStrip::refresh() {
    const Content now = content();
    m_look = now.look;
    m_text->setText(now.text);
    m_text->setAccessibleName(now.text);
    m_progress->setVisible(now.look == Look::Progress);
    m_progress->setAccessibleName(tr("Progress"));
    // Without a known end the bar shows that something goes on.
    m_progress->setRange(0, now.total > 0 ? 1000 : 0);
    if (now.total > 0)
        m_progress->setValue(static_cast<int>(now.done * 1000 / now.total));
    m_retry->setText(tr("Retry now"));
    m_retry->setAccessibleName(tr("Retry the connection now"));
    m_retry->setVisible(now.canRetry);
    m_connect->setText(tr("Connect…"));
    m_connect->setAccessibleName(tr("Choose another exchange"));
    m_connect->setVisible(now.canConnect);
    if (m_client.state() == ConnectionState::WaitingToRetry)
        m_countdown.start();
    else
        m_countdown.stop();
    setVisible(now.look != Look::Hidden);
    update();
}

void ConnectionStrip::paintEvent(QPaintEvent*) {
    const models::ThemeColors& colors = m_theme.colors();
    QPainter painter(this);
    const bool warning = m_look == Look::Warning;
    painter.fillRect(rect(), warning ? colors.warningFill : colors.accentFill);
    painter.fillRect(QRect(0, 0, 4, height()), warning ? colors.warning : colors.accent);
}

void ConnectionStrip::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange)
        refresh();
    QWidget::changeEvent(event);
}

} // namespace openbell::shell
