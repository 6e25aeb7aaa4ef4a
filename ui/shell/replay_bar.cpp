#include "ui/shell/replay_bar.h"

#include "ui/models/texts.h"
#include "ui/shell/icons.h"

#include <QComboBox>
#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>
#include <QProgressBar>
#include <QSignalBlocker>
#include <QToolButton>

namespace openbell::shell {

namespace {
constexpr std::array<std::uint32_t, 4> kSpeeds{1, 10, 100, 0};
} // namespace

ReplayBar::ReplayBar(models::PanelContext& context, QWidget* parent)
    : QWidget(parent), m_context(context) {
    setObjectName(QStringLiteral("replay_bar"));
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(12, 3, 12, 3);
    m_play = new QToolButton(this);
    m_play->setObjectName(QStringLiteral("replay_play"));
    m_step = new QToolButton(this);
    m_step->setObjectName(QStringLiteral("replay_step"));
    m_speed = new QComboBox(this);
    m_speed->setObjectName(QStringLiteral("replay_speed"));
    m_source = new QLabel(this);
    m_source->setObjectName(QStringLiteral("replay_source"));
    m_time = new QLabel(this);
    m_time->setObjectName(QStringLiteral("replay_time"));
    m_position = new QProgressBar(this);
    m_position->setObjectName(QStringLiteral("replay_position"));
    m_position->setRange(0, 10'000);
    m_position->setTextVisible(false);
    m_position->setFixedHeight(14);
    m_fidelity = new QLabel(this);
    m_fidelity->setObjectName(QStringLiteral("replay_fidelity"));
    for (QWidget* widget : std::initializer_list<QWidget*>{m_play, m_step, m_speed, m_source})
        layout->addWidget(widget);
    layout->addWidget(m_position, 1);
    layout->addWidget(m_time);
    layout->addWidget(m_fidelity);
    connect(m_play, &QToolButton::clicked, this, &ReplayBar::playOrPause);
    connect(m_step, &QToolButton::clicked, this, &ReplayBar::step);
    connect(m_speed, &QComboBox::activated, this, [this](int index) {
        control(api::ReplayAction::SetSpeed, kSpeeds[static_cast<std::size_t>(index)]);
    });
    connect(&context.client, &client::ExchangeClient::signedIn, this, &ReplayBar::follow);
    connect(&context.theme, &models::Theme::changed, this, &ReplayBar::refresh);
    retranslate();
    hide();
}

void ReplayBar::follow() {
    const bool recording = m_context.client.welcome().mode == api::VenueMode::Recording;
    setVisible(recording);
    if (!recording) {
        m_subscription.reset();
        return;
    }
    if (m_subscription.isActive())
        return;
    api::Topic topic;
    topic.kind = api::TopicKind::Replay;
    m_subscription = m_context.client.subscribe(topic, [this](const api::TopicUpdate& update) {
        if (update.replay.empty())
            return;
        m_view = update.replay.back();
        refresh();
    });
}

void ReplayBar::control(api::ReplayAction action, std::uint32_t speed) {
    m_context.client.controlReplay(action, speed, this, [this](const client::CommandAnswer& answer) {
        if (answer.accepted())
            return;
        const QString why = QString::fromStdString(answer.result.text);
        Q_EMIT m_context.actions.reported(
            why.isEmpty() ? models::Texts::rejectReason(answer.result.reason) : why,
            models::Severity::Problem);
    });
}

void ReplayBar::playOrPause() {
    control(m_view.paused ? api::ReplayAction::Play : api::ReplayAction::Pause);
}

void ReplayBar::step() {
    control(api::ReplayAction::Step);
}

void ReplayBar::changeSpeed(int direction) {
    const auto at = std::find(kSpeeds.begin(), kSpeeds.end(), m_view.speed);
    const auto index = at == kSpeeds.end() ? 0 : at - kSpeeds.begin();
    const auto wanted = std::clamp<std::ptrdiff_t>(
        index + direction, 0, static_cast<std::ptrdiff_t>(kSpeeds.size()) - 1);
    control(api::ReplayAction::SetSpeed, kSpeeds[static_cast<std::size_t>(wanted)]);
}

void ReplayBar::refresh() {
    const models::ThemeColors& colors = m_context.theme.colors();
    const models::Format& format = m_context.format;
    m_play->setIcon(icon(m_view.paused ? "play" : "pause", colors.text));
    m_play->setToolTip(m_view.paused ? tr("Play") : tr("Pause"));
    m_play->setAccessibleName(m_play->toolTip());
    m_step->setIcon(icon("step", colors.text));
    m_step->setEnabled(m_view.paused);
    const auto at = std::find(kSpeeds.begin(), kSpeeds.end(), m_view.speed);
    if (at != kSpeeds.end()) {
        const QSignalBlocker quiet(m_speed);
        m_speed->setCurrentIndex(static_cast<int>(at - kSpeeds.begin()));
    }
    m_source->setText(QString::fromStdString(m_view.source));
    if (m_view.total > 0)
        m_position->setValue(static_cast<int>(m_view.position * 10'000 / m_view.total));
    m_time->setText(m_view.finished ? tr("%1 · finished").arg(format.clock(m_view.time))
                                    : tr("%1 · %2 of %3")
                                          .arg(format.clock(m_view.time),
                                               format.count(m_view.position),
                                               format.count(m_view.total)));
    m_fidelity->setText(
        m_view.executions == 0
            ? tr("Fidelity: no executions yet")
            : tr("Fidelity %1")
                  .arg(format.percent(static_cast<double>(m_view.faithful) /
                                          static_cast<double>(m_view.executions),
                                      2)));
    m_fidelity->setToolTip(tr("Share of the recorded executions that met the same order here as in "
                              "the recording. Hidden and unseen orders make up the rest."));
    m_fidelity->setAccessibleName(m_fidelity->text());
}

void ReplayBar::retranslate() {
    m_step->setToolTip(tr("Step one message"));
    m_step->setAccessibleName(m_step->toolTip());
    m_speed->setAccessibleName(tr("Speed"));
    m_position->setAccessibleName(tr("Position in the recording"));
    const QSignalBlocker quiet(m_speed);
    m_speed->clear();
    for (const std::uint32_t speed : kSpeeds)
        m_speed->addItem(speed == 0 ? tr("As fast as possible") : tr("×%1").arg(speed));
    refresh();
}

void ReplayBar::paintEvent(QPaintEvent*) {
    QPainter(this).fillRect(rect(), m_context.theme.colors().raised);
}

void ReplayBar::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QWidget::changeEvent(event);
}

} // namespace openbell::shell
