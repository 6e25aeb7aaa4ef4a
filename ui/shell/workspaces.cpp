#include "ui/shell/workspaces.h"

#include <QMainWindow>
#include <QSettings>
#include <QUrl>

namespace openbell::shell {

namespace {
/// Window managers maximise a window some time after it is shown.
constexpr int kSettleMs = 1000;
} // namespace

Workspaces::Workspaces(QMainWindow& window, QSettings& settings, Hooks hooks, QObject* parent)
    : QObject(parent), m_window(window), m_settings(settings), m_hooks(std::move(hooks)) {
    m_settled.setSingleShot(true);
    connect(&m_settled, &QTimer::timeout, this, [this] { m_unsettled.clear(); });
}

/// Names may hold anything; settings keys may not.
QString Workspaces::key(const QString& name, const char* part) {
    return QStringLiteral("workspaces/%1/%2")
        .arg(QString::fromLatin1(QUrl::toPercentEncoding(name)), QLatin1String(part));
}

QStringList Workspaces::names() const {
    m_settings.beginGroup(QStringLiteral("workspaces"));
    QStringList names;
    for (const QString& encoded : m_settings.childGroups())
        names += QUrl::fromPercentEncoding(encoded.toLatin1());
    m_settings.endGroup();
    if (!names.contains(m_current) && !m_current.isEmpty())
        names += m_current;
    names.sort(Qt::CaseInsensitive);
    return names;
}

void Workspaces::start() {
    m_current = m_settings.value(QStringLiteral("window/workspace")).toString();
    if (m_current.isEmpty())
        m_current = tr("Trading");
    if (!restore(m_current))
        m_hooks.applyDefault();
    Q_EMIT currentChanged(m_current);
    Q_EMIT listChanged();
}

bool Workspaces::restore(const QString& name) {
    const QByteArray state = m_settings.value(key(name, "state")).toByteArray();
    if (state.isEmpty())
        return false;
    // Qt moves windows of a screen that is gone onto one that exists.
    m_window.restoreGeometry(m_settings.value(key(name, "geometry")).toByteArray());
    if (!m_window.restoreState(state, kLayoutVersion))
        return false;
    m_unsettled = state;
    m_settled.start(kSettleMs);
    std::map<QString, QByteArray> panels;
    const QVariantMap kept = m_settings.value(key(name, "panels")).toMap();
    for (auto at = kept.begin(); at != kept.end(); ++at)
        panels[at.key()] = at.value().toByteArray();
    m_hooks.restorePanels(panels);
    return true;
}

void Workspaces::settle() {
    if (!m_unsettled.isEmpty())
        m_window.restoreState(m_unsettled, kLayoutVersion);
}

void Workspaces::save() {
    m_settings.setValue(QStringLiteral("window/workspace"), m_current);
    m_settings.setValue(key(m_current, "geometry"), m_window.saveGeometry());
    m_settings.setValue(key(m_current, "state"), m_window.saveState(kLayoutVersion));
    QVariantMap panels;
    for (const auto& [id, bytes] : m_hooks.savePanels())
        panels[id] = bytes;
    m_settings.setValue(key(m_current, "panels"), panels);
    Q_EMIT listChanged();
}

void Workspaces::switchTo(const QString& name) {
    if (name.isEmpty() || (name != m_current && !names().contains(name) &&
                           names().size() >= kMaxWorkspaces))
        return;
    save();
    m_current = name;
    if (restore(name))
        QTimer::singleShot(0, this, &Workspaces::settle);
    else
        save();
    m_settings.setValue(QStringLiteral("window/workspace"), m_current);
    Q_EMIT currentChanged(m_current);
    Q_EMIT listChanged();
}

void Workspaces::remove(const QString& name) {
    if (name == m_current)
        return;
    m_settings.remove(QStringLiteral("workspaces/") +
                      QString::fromLatin1(QUrl::toPercentEncoding(name)));
    Q_EMIT listChanged();
}

void Workspaces::reset() {
    m_unsettled.clear();
    m_hooks.applyDefault();
    save();
}

} // namespace openbell::shell
