#include "ui/shell/shortcut_sheet.h"

#include <QKeyEvent>
#include <QTextBrowser>
#include <QVBoxLayout>

namespace openbell::shell {

ShortcutSheet::ShortcutSheet(const models::Theme& theme, QWidget* window)
    : QFrame(window), m_theme(theme) {
    setObjectName(QStringLiteral("shortcut_sheet"));
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(10, 10, 10, 10);
    m_text = new QTextBrowser(this);
    m_text->setObjectName(QStringLiteral("shortcut_text"));
    m_text->setAccessibleName(tr("Keyboard shortcuts"));
    m_text->setFrameShape(QFrame::NoFrame);
    m_text->setOpenLinks(false);
    m_text->installEventFilter(this);
    layout->addWidget(m_text);
    hide();
}

void ShortcutSheet::open(const std::vector<ShortcutRow>& rows) {
    const models::ThemeColors& colors = m_theme.colors();
    setStyleSheet(QStringLiteral("#shortcut_sheet { background: %1; border: 1px solid %2; "
                                 "border-radius: 6px; } #shortcut_text { background: %1; }")
                      .arg(colors.raised.name(), colors.line.name()));
    m_text->setAccessibleName(tr("Keyboard shortcuts"));
    m_text->setFont(m_theme.labelFont());
    QString html = QStringLiteral("<h3>%1</h3><p style='color:%2'>%3</p>")
                       .arg(tr("Keyboard shortcuts").toHtmlEscaped(), colors.textDim.name(),
                            tr("Esc or F1 closes this sheet. Ctrl+K finds every action by name.")
                                .toHtmlEscaped());
    // Two columns: a third of the groups is long, the rest short.
    html += QStringLiteral("<table width='100%'><tr><td width='50%' valign='top'>");
    const std::size_t half = (rows.size() + 1) / 2;
    bool split = false;
    QString group;
    for (std::size_t i = 0; i < rows.size(); ++i) {
        const ShortcutRow& row = rows[i];
        if (row.group != group) {
            if (!group.isEmpty())
                html += QStringLiteral("</table>");
            if (!split && i >= half) {
                html += QStringLiteral("</td><td width='50%' valign='top'>");
                split = true;
            }
            group = row.group;
            html += QStringLiteral("<p style='color:%1'><b>%2</b></p><table width='95%'>")
                        .arg(colors.accent.name(), group.toHtmlEscaped());
        }
        html += QStringLiteral("<tr><td width='62%'>%1</td><td style='font-family:\"JetBrains "
                               "Mono\"; color:%2'>%3</td></tr>")
                    .arg(row.text.toHtmlEscaped(), colors.textDim.name(), row.keys.toHtmlEscaped());
    }
    html += QStringLiteral("</table></td></tr></table>");
    m_text->setHtml(html);

    if (!isVisible())
        m_focusBefore = window()->focusWidget();
    const QSize outer = parentWidget()->size();
    const QSize size(std::min(900, outer.width() - 60), std::min(860, outer.height() - 90));
    setGeometry(QRect(QPoint((outer.width() - size.width()) / 2,
                             (outer.height() - size.height()) / 2),
                      size));
    show();
    raise();
    m_text->setFocus();
}

QString ShortcutSheet::shownText() const {
    return m_text->toPlainText();
}

void ShortcutSheet::keyPressEvent(QKeyEvent* event) {
    if (event->key() == Qt::Key_Escape) {
        hide();
        if (m_focusBefore)
            m_focusBefore->setFocus();
        return;
    }
    QFrame::keyPressEvent(event);
}

bool ShortcutSheet::eventFilter(QObject* watched, QEvent* event) {
    if (watched == m_text && event->type() == QEvent::KeyPress &&
        static_cast<QKeyEvent*>(event)->key() == Qt::Key_Escape) {
        keyPressEvent(static_cast<QKeyEvent*>(event));
        return true;
    }
    return QFrame::eventFilter(watched, event);
}

} // namespace openbell::shell
