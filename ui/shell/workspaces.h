// Named arrangements of the window: geometry, docks and what panels remember (column widths and the
// like), kept in the settings file and restored when the console starts.
#pragma once

#include <QObject>
#include <QStringList>
#include <QTimer>

#include <functional>
#include <map>

class QMainWindow;
class QSettings;

namespace openbell::shell {

class Workspaces final : public QObject {
    Q_OBJECT
public:
    /// Raised when the set of docks changes meaning; older layouts are then ignored.
    static constexpr int kLayoutVersion = 2;
    static constexpr int kMaxWorkspaces = 20;

    struct Hooks {
        std::function<std::map<QString, QByteArray>()> savePanels;
        std::function<void(const std::map<QString, QByteArray>&)> restorePanels;
        std::function<void()> applyDefault;
    };

    Workspaces(QMainWindow& window, QSettings& settings, Hooks hooks, QObject* parent = nullptr);

    QStringList names() const;
    const QString& current() const { return m_current; }

    /// Restores the workspace that was last used; the default arrangement when there is none.
    void start();
    /// Applies the restored arrangement once more: docks get their sizes only when the window has its
    /// own and the panels are in them. Nothing a moment after the restoration, or without one.
    void settle();
    /// Writes the present arrangement under the current name.
    void save();
    /// Saves the current one, then switches; an unknown name starts from the present arrangement.
    void switchTo(const QString& name);
    void remove(const QString& name);
    /// The default arrangement, under the current name.
    void reset();

Q_SIGNALS:
    void currentChanged(const QString& name);
    void listChanged();

private:
    static QString key(const QString& name, const char* part);
    bool restore(const QString& name);

    QMainWindow& m_window;
    QSettings& m_settings;
    Hooks m_hooks;
    QString m_current;
    QByteArray m_unsettled; ///< the restored arrangement, while the window finds its size
    QTimer m_settled;
};

} // namespace openbell::shell
