#include "ui/shell/status_line.h"

#include "ui/shell/status_parts.h"

#include <QTime>

namespace openbell::shell {

StatusLine::StatusLine(models::PanelContext& context, QWidget* parent) : QStatusBar(parent) {
    setObjectName(QStringLiteral("status_line"));
    setSizeGripEnabled(false);
    m_message = new StatusMessage(context.theme, this);
    m_figures = new StatusFigures(context, this);
    addWidget(m_message, 1);
    addPermanentWidget(m_figures);
    connect(&context.actions, &models::TradingActions::reported, this, &StatusLine::report);
}

void StatusLine::report(const QString& text, models::Severity severity) {
    m_messages.push_front(QTime::currentTime().toString(QStringLiteral("HH:mm:ss  ")) + text);
    if (m_messages.size() > kMaxMessages)
        m_messages.pop_back();
    m_message->showReport(text, severity);
    QStringList newest;
    for (std::size_t i = 0; i < std::min<std::size_t>(m_messages.size(), 12); ++i)
        newest += m_messages[i];
    m_message->setToolTip(newest.join(u'\n'));
}

void StatusLine::setWorkspace(const QString& name) {
    m_message->setIdleText(tr("Workspace: %1").arg(name));
}

QString StatusLine::message() const {
    return m_message->text();
}

} // namespace openbell::shell
