#include "ui/shell/action_set.h"

#include "ui/shell/icons.h"

#include <QCoreApplication>

#include <algorithm>

namespace openbell::shell {

QAction* ActionSet::add(ActionGroup group, const ActionSpec& spec) {
    auto* action = new QAction(this);
    action->setObjectName(QLatin1String(spec.id));
    action->setShortcut(spec.shortcut);
    m_entries.push_back({group, spec, action});
    setTexts(m_entries.back());
    return action;
}

QAction* ActionSet::find(const QString& id) const {
    const auto at = std::find_if(m_entries.begin(), m_entries.end(), [&](const Entry& entry) {
        return entry.action->objectName() == id;
    });
    return at == m_entries.end() ? nullptr : at->action;
}

void ActionSet::setTexts(const Entry& entry) {
    const auto translated = [](const char* text) {
        return QCoreApplication::translate("Actions", text);
    };
    entry.action->setText(translated(entry.spec.text));
    if (entry.spec.tip)
        entry.action->setStatusTip(translated(entry.spec.tip));
}

void ActionSet::retranslate() {
    for (const Entry& entry : m_entries)
        setTexts(entry);
}

void ActionSet::setIconColor(const QColor& color) {
    for (const Entry& entry : m_entries)
        if (entry.spec.icon)
            entry.action->setIcon(icon(entry.spec.icon, color));
}

QString ActionSet::groupTitle(ActionGroup group) {
    switch (group) {
    case ActionGroup::File: return QCoreApplication::translate("Actions", "File");
    case ActionGroup::View: return QCoreApplication::translate("Actions", "View");
    case ActionGroup::Panels: return QCoreApplication::translate("Actions", "Panels");
    case ActionGroup::Market: return QCoreApplication::translate("Actions", "Market");
    case ActionGroup::Orders: return QCoreApplication::translate("Actions", "Orders");
    case ActionGroup::Replay: return QCoreApplication::translate("Actions", "Replay");
    case ActionGroup::Workspace: return QCoreApplication::translate("Actions", "Workspace");
    case ActionGroup::Help: return QCoreApplication::translate("Actions", "Help");
    }
    return {};
}

} // namespace openbell::shell
