#include "ui/shell/venue_banner.h"

#include <QDir>
#include <QEvent>
#include <QFileInfo>
#include <QPainter>

namespace openbell::shell {

using client::ConnectionState;

VenueLabel venueLabel(const VenueControl& venue, const client::ExchangeClient& client,
                      const models::Theme& theme) {
    const models::ThemeColors& colors = theme.colors();
    const api::VenueMode mode = client.welcome().mode;
    switch (venue.kind()) {
    case VenueControl::Kind::None: break;
    case VenueControl::Kind::Remote:
        if (mode == api::VenueMode::Simulation)
            return {VenueBanner::tr("REMOTE SIMULATION"), client.place(), colors.warning};
        if (mode == api::VenueMode::Recording)
            return {VenueBanner::tr("REMOTE RECORDING"), client.place(), colors.average3};
        return {VenueBanner::tr("REMOTE"), client.place(), colors.down};
    case VenueControl::Kind::Recording:
        return {VenueBanner::tr("RECORDING"), QFileInfo(venue.hostRequest().recording).fileName(),
                colors.average3};
    case VenueControl::Kind::Hosted:
        if (mode == api::VenueMode::Simulation ||
            (venue.isOpening() && venue.hostRequest().simulationSeed))
            return {VenueBanner::tr("SIMULATION"), VenueBanner::tr("hosted in this console"), colors.warning};
        return {VenueBanner::tr("HOSTED"), VenueBanner::tr("venue in this console"), colors.up};
    }
    return {VenueBanner::tr("OFFLINE"), VenueBanner::tr("no exchange"), colors.textDim};
}

VenueBanner::VenueBanner(const VenueControl& venue, const client::ExchangeClient& client,
                         const models::Theme& theme, QWidget* parent)
    : QWidget(parent), m_venue(venue), m_client(client), m_theme(theme) {
    setObjectName(QStringLiteral("venue_banner"));
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Preferred);
    connect(&venue, &VenueControl::kindChanged, this, &VenueBanner::refresh);
    connect(&client, &client::ExchangeClient::stateChanged, this, &VenueBanner::refresh);
    connect(&theme, &models::Theme::changed, this, &VenueBanner::refresh);
    refresh();
}

void VenueBanner::refresh() {
    m_label = venueLabel(m_venue, m_client, m_theme);
    setAccessibleName(tr("Connected to: %1, %2").arg(m_label.word, m_label.details));
    setToolTip(m_venue.kind() == VenueControl::Kind::Hosted
                   ? tr("Data folder: %1")
                         .arg(QDir::toNativeSeparators(m_venue.hostRequest().dataDirectory))
                   : m_label.details);
    updateGeometry();
    update();
    Q_EMIT labelChanged();
}

QSize VenueBanner::sizeHint() const {
    const QFontMetrics word(m_theme.labelFont(0, QFont::Bold));
    const QFontMetrics details(m_theme.labelFont(-1));
    return {word.horizontalAdvance(m_label.word) + details.horizontalAdvance(m_label.details) + 44,
            word.height() + 8};
}

void VenueBanner::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const QFont wordFont = m_theme.labelFont(0, QFont::Bold);
    const int wordWidth = QFontMetrics(wordFont).horizontalAdvance(m_label.word) + 20;
    const QRect pill(0, 3, wordWidth, height() - 6);
    painter.setPen(Qt::NoPen);
    painter.setBrush(m_label.color);
    painter.drawRoundedRect(pill, 4, 4);
    // Dark or light letters, whichever stand out more on the fill.
    painter.setPen(qGray(m_label.color.rgb()) > 110 ? QColor(0x0b0e13) : QColor(0xffffff));
    painter.setFont(wordFont);
    painter.drawText(pill, Qt::AlignCenter, m_label.word);
    painter.setPen(m_theme.colors().textDim);
    painter.setFont(m_theme.labelFont(-1));
    painter.drawText(rect().adjusted(wordWidth + 8, 0, -8, 0), Qt::AlignVCenter | Qt::AlignLeft,
                     m_label.details);
}

void VenueBanner::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange)
        refresh();
    QWidget::changeEvent(event);
}

VenueLine::VenueLine(const VenueBanner& banner, QWidget* parent)
    : QWidget(parent), m_banner(banner) {
    setObjectName(QStringLiteral("venue_line"));
    setFixedHeight(3);
    connect(&banner, &VenueBanner::labelChanged, this, qOverload<>(&QWidget::update));
}

void VenueLine::paintEvent(QPaintEvent*) {
    QPainter(this).fillRect(rect(), m_banner.label().color);
}

} // namespace openbell::shell
