// The status bar: what just happened on the left; connection, sequence number, durable lag and memory
// on the right, painted in fixed slots.
#pragma once

#include "ui/models/panel.h"

#include <QStatusBar>
#include <QTimer>

#include <deque>

namespace openbell::shell {

class StatusMessage;
class StatusFigures;

class StatusLine final : public QStatusBar {
    Q_OBJECT
public:
    static constexpr std::size_t kMaxMessages = 200;

    explicit StatusLine(models::PanelContext& context, QWidget* parent = nullptr);

    /// Shows a report; problems stay until something else happens.
    void report(const QString& text, models::Severity severity);
    void setWorkspace(const QString& name);
    QString message() const;
    /// Newest first.
    const std::deque<QString>& messages() const { return m_messages; }

private:
    StatusMessage* m_message = nullptr;
    StatusFigures* m_figures = nullptr;
    std::deque<QString> m_messages;
};

} // namespace openbell::shell
