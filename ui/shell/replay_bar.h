// The transport bar of a recording: play, pause, step, speed, position and fidelity. Shown only while
// connected to a venue that replays one.
#pragma once

#include "ui/models/panel.h"

#include <QWidget>

class QComboBox;
class QLabel;
class QProgressBar;
class QToolButton;

namespace openbell::shell {

class ReplayBar final : public QWidget {
    Q_OBJECT
public:
    ReplayBar(models::PanelContext& context, QWidget* parent = nullptr);

    void playOrPause();
    void step();
    /// One speed up (1) or down (-1).
    void changeSpeed(int direction);
    const api::ReplayView& view() const { return m_view; }

protected:
    void paintEvent(QPaintEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    void follow();
    void control(api::ReplayAction action, std::uint32_t speed = 1);
    void retranslate();
    void refresh();

    models::PanelContext& m_context;
    client::Subscription m_subscription;
    api::ReplayView m_view;
    QToolButton* m_play = nullptr;
    QToolButton* m_step = nullptr;
    QComboBox* m_speed = nullptr;
    QProgressBar* m_position = nullptr;
    QLabel* m_source = nullptr;
    QLabel* m_time = nullptr;
    QLabel* m_fidelity = nullptr;
};

} // namespace openbell::shell
