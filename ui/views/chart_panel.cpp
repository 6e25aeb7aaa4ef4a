#include "ui/views/chart_panel.h"

#include "ui/charts/candle_chart.h"
#include "ui/models/texts.h"

#include "engine/api/candles.h"

#include <QButtonGroup>
#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QToolButton>

#include <algorithm>

namespace openbell::views {

ChartPanel::ChartPanel(models::PanelContext& context, QWidget* parent)
    : QWidget(parent), m_context(context), m_chart(new charts::CandleChart(context, this)),
      m_intervals(new QButtonGroup(this)), m_follow(new QToolButton(this)),
      m_readout(new QLabel(this)) {
    setObjectName(QStringLiteral("chartPanel"));
    auto* bar = new QHBoxLayout;
    bar->setContentsMargins(6, 3, 6, 3);
    bar->setSpacing(2);
    for (const api::CandleInterval interval : api::kIntervalsByLength) {
        const int id = static_cast<int>(interval);
        auto* button = new QToolButton(this);
        button->setObjectName(QStringLiteral("interval%1").arg(id));
        button->setCheckable(true);
        button->setAutoRaise(true);
        button->setProperty("compact", true);
        m_intervals->addButton(button, id);
        bar->addWidget(button);
    }
    m_intervals->button(static_cast<int>(m_interval))->setChecked(true);
    m_readout->setObjectName(QStringLiteral("chartReadout"));
    m_readout->setTextFormat(Qt::PlainText);
    m_readout->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    m_follow->setObjectName(QStringLiteral("chartFollow"));
    m_follow->setAutoRaise(true);
    bar->addSpacing(10);
    bar->addWidget(m_readout, 1);
    bar->addWidget(m_follow);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addLayout(bar);
    layout->addWidget(m_chart, 1);

    connect(m_intervals, &QButtonGroup::idClicked, this, [this](int id) {
        m_interval = static_cast<api::CandleInterval>(id);
        showMarket(m_context.selection.instrument());
    });
    connect(m_follow, &QToolButton::clicked, m_chart, &charts::CandleChart::follow);
    connect(m_chart, &charts::CandleChart::followingChanged, this,
            [this](bool following) { m_follow->setVisible(!following); });
    connect(m_chart, &charts::CandleChart::readoutChanged, this,
            &ChartPanel::showReadout);
    connect(&context.selection, &models::Selection::instrumentChanged, this, &ChartPanel::showMarket);
    m_follow->hide();
    m_readout->setFont(context.theme.numberFont(-1));
    connect(&context.theme, &models::Theme::changed, this,
            [this] { m_readout->setFont(m_context.theme.numberFont(-1)); });
    retranslate();
    showMarket(context.selection.instrument());
}

/// The fullest text for which there is room.
void ChartPanel::showReadout(const QStringList& texts) {
    if (texts.isEmpty())
        return m_readout->clear();
    const QFontMetrics metrics = m_readout->fontMetrics();
    const auto fits = std::find_if(texts.begin(), texts.end(), [&](const QString& text) {
        return metrics.horizontalAdvance(text) <= m_readout->contentsRect().width();
    });
    m_readout->setText(fits != texts.end() ? *fits : texts.last());
    m_readout->setToolTip(texts.first());
}

void ChartPanel::showMarket(InstrumentId instrument) { m_chart->showMarket(instrument, m_interval); }

void ChartPanel::retranslate() {
    for (const api::CandleInterval interval : api::kIntervalsByLength) {
        auto* button = m_intervals->button(static_cast<int>(interval));
        const QString name = models::Texts::interval(interval);
        button->setText(name);
        button->setAccessibleName(tr("Candles of %1").arg(name));
    }
    m_follow->setText(tr("Latest"));
    m_follow->setAccessibleName(tr("Go to the latest candle and follow it"));
    m_follow->setToolTip(m_follow->accessibleName());
    m_readout->setAccessibleName(tr("Candle under the pointer"));
}

void ChartPanel::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QWidget::changeEvent(event);
}

} // namespace openbell::views
