#include "ui/shell/status_parts.h"

#include <QEvent>
#include <QFile>
#include <QPainter>

#include <unistd.h>

namespace openbell::shell {

using client::ConnectionState;

namespace {

constexpr int kInfoMs = 8'000;
constexpr int kProblemMs = 60'000;
constexpr int kMemoryMs = 1'000;

/// Resident memory of this process.
std::uint64_t residentBytes() {
    QFile file(QStringLiteral("/proc/self/statm"));
    if (!file.open(QIODevice::ReadOnly))
        return 0;
    const QList<QByteArray> fields = file.readAll().split(' ');
    return fields.size() < 2 ? 0
                             : fields[1].toULongLong() *
                                   static_cast<std::uint64_t>(sysconf(_SC_PAGESIZE));
}

} // namespace

StatusMessage::StatusMessage(const models::Theme& theme, QWidget* parent)
    : QWidget(parent), m_theme(theme) {
    setObjectName(QStringLiteral("status_message"));
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Preferred);
    setMinimumHeight(20);
    m_fade.setSingleShot(true);
    connect(&m_fade, &QTimer::timeout, this, [this] {
        m_report.clear();
        setAccessibleName(text());
        update();
    });
}

void StatusMessage::showReport(const QString& text, models::Severity severity) {
    m_report = text;
    m_severity = severity;
    setAccessibleName(text);
    const bool stays =
        severity == models::Severity::Problem || severity == models::Severity::Warning;
    m_fade.start(stays ? kProblemMs : kInfoMs);
    update();
}

void StatusMessage::setIdleText(const QString& text) {
    m_idle = text;
    setAccessibleName(this->text());
    update();
}

void StatusMessage::paintEvent(QPaintEvent*) {
    const models::ThemeColors& colors = m_theme.colors();
    QColor color = colors.textDim;
    QString sign; // a second cue besides the colour
    if (!m_report.isEmpty()) {
        switch (m_severity) {
        case models::Severity::Info: color = colors.text; break;
        case models::Severity::Success:
            color = colors.up;
            sign = QStringLiteral("✓ ");
            break;
        case models::Severity::Warning:
            color = colors.warning;
            sign = QStringLiteral("! ");
            break;
        case models::Severity::Problem:
            color = colors.down;
            sign = QStringLiteral("✕ ");
            break;
        }
    }
    QPainter painter(this);
    painter.setFont(m_theme.labelFont());
    painter.setPen(color);
    const QRect area = rect().adjusted(8, 0, -8, 0);
    painter.drawText(area, Qt::AlignVCenter | Qt::AlignLeft,
                     painter.fontMetrics().elidedText(sign + text(), Qt::ElideRight, area.width()));
}

StatusFigures::StatusFigures(models::PanelContext& context, QWidget* parent)
    : QWidget(parent), m_context(context) {
    setObjectName(QStringLiteral("status_figures"));
    m_soon.setSingleShot(true);
    m_soon.setInterval(100);
    connect(&m_soon, &QTimer::timeout, this, &StatusFigures::refresh);
    connect(&context.feed, &models::MarketFeed::frame, this, [this] {
        if (!m_soon.isActive())
            m_soon.start();
    });
    connect(&context.theme, &models::Theme::changed, this, [this] {
        updateGeometry();
        update();
    });
    connect(&context.client, &client::ExchangeClient::stateChanged, this,
            [this] { updateGeometry(); });
    refresh();
}

QString StatusFigures::connectionText() const {
    switch (m_context.client.state()) {
    case ConnectionState::Offline: return tr("Offline");
    case ConnectionState::Connecting:
    case ConnectionState::Handshaking: return tr("Connecting");
    case ConnectionState::VenueNotReady: return tr("Starting");
    case ConnectionState::SigningIn: return tr("Signing in");
    case ConnectionState::WaitingToRetry: return tr("Reconnecting");
    case ConnectionState::Refused: return tr("Refused");
    case ConnectionState::Online: break;
    }
    const QString who = QString::fromStdString(m_context.client.identity().name);
    const double ms = m_context.client.roundTripMs();
    return ms < 0 ? who
                  : tr("%1 · %2").arg(who, m_context.format.nanoseconds(
                                               static_cast<std::int64_t>(ms * 1e6)));
}

void StatusFigures::refresh() {
    if (!isVisible() && !m_sequence.isEmpty())
        return;
    const models::Format& format = m_context.format;
    const QString sequence = tr("seq %1").arg(format.count(m_context.client.lastSequence().value()));
    const QString lag =
        tr("lag %1").arg(format.count(m_context.accounts.health().durableLag()));
    const QString connection = connectionText();
    QString memory = m_memory;
    if (!m_memoryAge.isValid() || m_memoryAge.elapsed() > kMemoryMs) {
        m_memoryAge.start();
        memory = format.bytes(residentBytes());
    }
    if (sequence == m_sequence && lag == m_lag && connection == m_connection && memory == m_memory)
        return;
    m_sequence = sequence;
    m_lag = lag;
    m_connection = connection;
    m_memory = memory;
    update();
}

QString StatusFigures::text() const {
    return QStringList{m_sequence, m_lag, m_memory, m_connection}.join(QStringLiteral("  "));
}

QSize StatusFigures::sizeHint() const {
    const QFontMetrics metrics(m_context.theme.numberFont(-1));
    return {metrics.horizontalAdvance(u'0') * 76, metrics.height() + 6};
}

void StatusFigures::paintEvent(QPaintEvent*) {
    const models::ThemeColors& colors = m_context.theme.colors();
    QPainter painter(this);
    painter.setFont(m_context.theme.numberFont(-1));
    const int digit = painter.fontMetrics().horizontalAdvance(u'0');
    const auto draw = [&](int fromDigit, int digits, const QString& text, const QColor& color) {
        painter.setPen(color);
        painter.drawText(QRect(fromDigit * digit, 0, digits * digit, height()),
                         Qt::AlignVCenter | Qt::AlignRight,
                         painter.fontMetrics().elidedText(text, Qt::ElideRight, digits * digit));
    };
    draw(0, 20, m_sequence, colors.text);
    draw(21, 10, m_lag, colors.textDim);
    draw(32, 11, m_memory, colors.textDim);
    const bool online = m_context.client.isOnline();
    draw(46, 28, m_connection, online ? colors.text : colors.warning);
    const int textWidth =
        std::min(28 * digit, painter.fontMetrics().horizontalAdvance(m_connection));
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(online ? colors.up : colors.warning);
    const int radius = 4;
    const QPoint center(74 * digit - textWidth - 10, height() / 2);
    if (online)
        painter.drawEllipse(center, radius, radius);
    else // another shape besides another colour
        painter.drawRect(QRect(center.x() - radius, center.y() - radius, 2 * radius, 2 * radius));
}

void StatusFigures::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange) {
        m_sequence.clear();
        refresh();
    }
    QWidget::changeEvent(event);
}

} // namespace openbell::shell
