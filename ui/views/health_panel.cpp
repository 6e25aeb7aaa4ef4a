#include "ui/views/health_panel.h"

#include "ui/charts/sparkline.h"

#include <QEvent>
#include <QGridLayout>
#include <QLabel>
#include <QPainter>
#include <QScrollArea>

#include <algorithm>

namespace openbell::views {
namespace {

/// One sparkline: what it reads from a sample and how its newest value is written.
struct Line {
    const char* name;
    const char* title;
    double (*value)(const api::HealthView&);
    QString (*text)(const models::Format&, const api::HealthView&);
};

const std::array<Line, 6> kLines{{
    {"commands", QT_TRANSLATE_NOOP("openbell::views::HealthPanel", "Commands per second"),
     [](const api::HealthView& h) { return static_cast<double>(h.commandsPerSecond); },
     [](const models::Format& f, const api::HealthView& h) { return f.count(h.commandsPerSecond); }},
    {"events", QT_TRANSLATE_NOOP("openbell::views::HealthPanel", "Events per second"),
     [](const api::HealthView& h) { return static_cast<double>(h.eventsPerSecond); },
     [](const models::Format& f, const api::HealthView& h) { return f.count(h.eventsPerSecond); }},
    {"trades", QT_TRANSLATE_NOOP("openbell::views::HealthPanel", "Trades per second"),
     [](const api::HealthView& h) { return static_cast<double>(h.tradesPerSecond); },
     [](const models::Format& f, const api::HealthView& h) { return f.count(h.tradesPerSecond); }},
    {"durable", QT_TRANSLATE_NOOP("openbell::views::HealthPanel", "Durable after, 99 %"),
     [](const api::HealthView& h) { return static_cast<double>(h.durableNsP99); },
     [](const models::Format& f, const api::HealthView& h) { return f.nanoseconds(h.durableNsP99); }},
    {"sync", QT_TRANSLATE_NOOP("openbell::views::HealthPanel", "Disk sync, 99 %"),
     [](const api::HealthView& h) { return static_cast<double>(h.syncNsP99); },
     [](const models::Format& f, const api::HealthView& h) { return f.nanoseconds(h.syncNsP99); }},
    {"apply", QT_TRANSLATE_NOOP("openbell::views::HealthPanel", "Applied after, 99 %"),
     [](const api::HealthView& h) { return static_cast<double>(h.applyNsP99); },
     [](const models::Format& f, const api::HealthView& h) { return f.nanoseconds(h.applyNsP99); }},
}};

constexpr int kLinesPerRow = 3;

} // namespace

FigureList::FigureList(const models::Theme& theme, QWidget* parent)
    : QWidget(parent), m_theme(theme) {
    setObjectName(QStringLiteral("healthFigures"));
    setAccessibleName(tr("Health figures"));
    setAttribute(Qt::WA_OpaquePaintEvent);
    connect(&theme, &models::Theme::changed, this, [this] {
        updateGeometry();
        update();
    });
}

QSize FigureList::sizeHint() const {
    const int rows = static_cast<int>((m_figures.size() + 1) / 2);
    return {480, std::max(3, rows) * (m_theme.rowHeight() + 2) + 8};
}

void FigureList::setFigures(std::vector<Figure> figures) {
    const bool grown = figures.size() != m_figures.size();
    m_figures = std::move(figures);
    QStringList spoken;
    for (const Figure& figure : m_figures)
        spoken << figure.name + QStringLiteral(": ") + figure.value;
    setAccessibleDescription(spoken.join(QStringLiteral("; ")));
    if (grown)
        updateGeometry();
    update();
}

void FigureList::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    const auto& colors = m_theme.colors();
    painter.fillRect(rect(), colors.surface);
    const int rows = static_cast<int>((m_figures.size() + 1) / 2);
    const int rowHeight = m_theme.rowHeight() + 2;
    const int half = width() / 2;
    for (int i = 0; i < static_cast<int>(m_figures.size()); ++i) {
        const Figure& figure = m_figures[static_cast<std::size_t>(i)];
        const QRect cell(i < rows ? 8 : half + 8, 4 + i % rows * rowHeight, half - 16, rowHeight);
        if (figure.fill >= 0) {
            const QRect track(cell.left(), cell.bottom() - 3, cell.width(), 2);
            painter.fillRect(track, colors.raised);
            QRect filled = track;
            filled.setWidth(static_cast<int>(track.width() * std::min(1.0, figure.fill)));
            painter.fillRect(filled, figure.fill > 0.5 ? colors.warning : colors.accent);
        }
        painter.setFont(m_theme.labelFont());
        painter.setPen(colors.textDim);
        painter.drawText(cell, Qt::AlignLeft | Qt::AlignVCenter, figure.name);
        painter.setFont(m_theme.numberFont());
        painter.setPen(figure.alarm ? colors.warning : colors.text);
        painter.drawText(cell, Qt::AlignRight | Qt::AlignVCenter, figure.value);
    }
}

HealthPanel::HealthPanel(models::PanelContext& context, QWidget* parent)
    : QWidget(parent), m_context(context) {
    setObjectName(QStringLiteral("healthPanel"));
    auto* content = new QWidget;
    content->setObjectName(QStringLiteral("healthContent"));
    auto* grid = new QGridLayout(content);
    grid->setContentsMargins(6, 6, 6, 6);
    grid->setSpacing(6);
    for (int i = 0; i < static_cast<int>(kLines.size()); ++i) {
        auto* line = new charts::Sparkline(context.theme, content);
        line->setObjectName(QStringLiteral("health_") +
                            QLatin1String(kLines[static_cast<std::size_t>(i)].name));
        m_lines.push_back(line);
        grid->addWidget(line, i / kLinesPerRow, i % kLinesPerRow);
    }
    m_figures = new FigureList(context.theme, content);
    grid->addWidget(m_figures, 2, 0, 1, kLinesPerRow);
    m_notice = new QLabel(content);
    m_notice->setObjectName(QStringLiteral("healthNotice"));
    m_notice->setTextFormat(Qt::PlainText);
    m_notice->setWordWrap(true);
    m_notice->setAlignment(Qt::AlignCenter);
    m_notice->hide();
    grid->addWidget(m_notice, 3, 0, 1, kLinesPerRow);
    grid->setRowStretch(3, 1);
    auto* scroll = new QScrollArea(this);
    scroll->setObjectName(QStringLiteral("healthScroll"));
    scroll->setAccessibleName(tr("Health"));
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setWidgetResizable(true);
    scroll->setWidget(content);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(scroll);
    connect(&context.accounts.health(), &models::HealthModel::changed, this,
            &HealthPanel::refresh);
    connect(&context.accounts, &models::AccountFeed::scopeChanged, this, &HealthPanel::refresh);
    retranslate();
}

void HealthPanel::retranslate() {
    for (std::size_t i = 0; i < m_lines.size(); ++i)
        m_lines[i]->setTitle(tr(kLines[i].title));
    refresh();
}

void HealthPanel::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QWidget::changeEvent(event);
}

void HealthPanel::showEvent(QShowEvent*) { refresh(); }

void HealthPanel::refresh() {
    const auto& model = m_context.accounts.health();
    const auto& format = m_context.format;
    const QString hidden = m_context.accounts.whyHidden(api::TopicKind::Health);
    m_notice->setText(hidden);
    m_notice->setVisible(!hidden.isEmpty());
    m_figures->setVisible(hidden.isEmpty());
    for (charts::Sparkline* line : m_lines)
        line->setVisible(hidden.isEmpty());
    if (!hidden.isEmpty())
        return;
    if (!model.isLoaded()) {
        m_figures->setFigures({{tr("Waiting for figures from the venue…"), QString(), -1, false}});
        return;
    }
    if (!isVisible())
        return;
    const api::HealthView& now = model.now();
    std::vector<double> values;
    for (std::size_t i = 0; i < m_lines.size(); ++i) {
        values.clear();
        for (const api::HealthView& sample : model.samples())
            values.push_back(kLines[i].value(sample));
        m_lines[i]->setValues(values, kLines[i].text(format, now));
    }
    const double input = now.inputCapacity == 0
                             ? 0
                             : static_cast<double>(now.inputDepth) / now.inputCapacity;
    const auto number = [&](const QString& name, std::uint64_t value, bool alarm = false) {
        return FigureList::Figure{name, format.count(value), -1, alarm};
    };
    m_figures->setFigures({
        number(tr("Sequence number"), now.sequence.value()),
        number(tr("Behind on disk"), model.durableLag()),
        number(tr("Behind in read models"), model.projectionLag(), model.projectionLag() > 100'000),
        number(tr("Newest snapshot at"), now.snapshot.value()),
        {tr("Waiting for the engine"), format.count(now.inputDepth), input, input > 0.5},
        number(tr("Batches waiting for the disk"), now.journalDepth),
        number(tr("Batches waiting for release"), now.publishDepth),
        number(tr("Refusals per second"), now.rejectsPerSecond),
        {tr("Durable after, median"), format.nanoseconds(now.durableNsP50), -1, false},
        {tr("Durable after, 99.9 %"), format.nanoseconds(now.durableNsP999), -1, false},
        {tr("Disk sync, median"), format.nanoseconds(now.syncNsP50), -1, false},
        {tr("Applied after, median"), format.nanoseconds(now.applyNsP50), -1, false},
        number(tr("Sessions"), now.sessions),
        number(tr("Shards"), now.shards),
        {tr("Journal size"), format.bytes(now.journalBytes), -1, false},
        {tr("Memory of the venue"), format.bytes(now.residentBytes), -1, false},
    });
}

} // namespace openbell::views
