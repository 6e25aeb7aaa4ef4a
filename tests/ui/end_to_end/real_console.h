// The real console on a virtual screen: started like a person starts it, clicked and typed into
// through the X server, seen through the observation socket.
#pragma once

#include <QJsonObject>
#include <QLocalSocket>
#include <QPoint>
#include <QProcess>
#include <QStringList>
#include <QTemporaryDir>

#include <memory>

namespace openbell::test {

/// A virtual screen with a window manager.
class VirtualScreen {
public:
    ~VirtualScreen();
    /// False, with problem() set, when the tools are missing or do not start.
    bool start();
    const QString& problem() const { return m_problem; }
    const QString& display() const { return m_display; }

private:
    QProcess m_server;
    QProcess m_windowManager;
    QString m_display;
    QString m_problem;
};

class RealConsole {
public:
    RealConsole(const VirtualScreen& screen, const QTemporaryDir& home);
    ~RealConsole();

    bool start(const QStringList& arguments);
    void killHard(); ///< SIGKILL: no chance to tidy up
    /// Closes like a person and waits until it has drained.
    bool quit();
    QByteArray output();

    QJsonObject ask(const QJsonObject& question);
    QString property(const QString& widget, const QString& name);
    bool isVisible(const QString& widget);
    QRect place(const QString& widget);
    /// The rows of a table as texts.
    QList<QStringList> rows(const QString& table);
    bool grab(const QString& widget, const QString& file);

    /// Clicks inside a widget, at fractions of its size; button 4 and 5 turn the wheel.
    bool click(const QString& widget, double x = 0.5, double y = 0.5, int button = 1, int times = 1);
    bool press(const QString& keys);
    bool type(const QString& text);

private:
    bool xdotool(const QStringList& arguments);

    QString m_display;
    QString m_home;
    QString m_socketName;
    QProcess m_process;
    std::unique_ptr<QLocalSocket> m_socket;
};

} // namespace openbell::test
