#include "tests/ui/end_to_end/real_console.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QRect>
#include <QStandardPaths>
#include <QTest>

#include <unistd.h>

namespace openbell::test {

namespace {
constexpr int kAnswerMs = 20'000;
} // namespace

VirtualScreen::~VirtualScreen() {
    for (QProcess* process : {&m_windowManager, &m_server}) {
        if (process->state() == QProcess::NotRunning)
            continue;
        process->terminate();
        if (!process->waitForFinished(5000))
            process->kill();
        process->waitForFinished(5000);
    }
}

bool VirtualScreen::start() {
    for (const char* tool : {"Xvfb", "xdotool", "openbox"})
        if (QStandardPaths::findExecutable(QLatin1String(tool)).isEmpty()) {
            m_problem = QStringLiteral("%1 is not installed").arg(QLatin1String(tool));
            return false;
        }
    // The server picks a free display and says which.
    m_server.setProcessChannelMode(QProcess::SeparateChannels);
    m_server.start(QStringLiteral("Xvfb"),
                   {QStringLiteral("-displayfd"), QStringLiteral("1"), QStringLiteral("-screen"),
                    QStringLiteral("0"), QStringLiteral("1920x1080x24"), QStringLiteral("-nolisten"),
                    QStringLiteral("tcp")});
    if (!m_server.waitForStarted() || !m_server.waitForReadyRead(kAnswerMs)) {
        m_problem = QStringLiteral("Xvfb does not start: ") + m_server.readAllStandardError();
        return false;
    }
    m_display = u':' + QString::fromLatin1(m_server.readAllStandardOutput().trimmed());
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(QStringLiteral("DISPLAY"), m_display);
    m_windowManager.setProcessEnvironment(environment);
    m_windowManager.start(QStringLiteral("openbox"), QStringList());
    return m_windowManager.waitForStarted();
}

RealConsole::RealConsole(const VirtualScreen& screen, const QTemporaryDir& home)
    : m_display(screen.display()), m_home(home.path()),
      m_socketName(home.filePath(QStringLiteral("observe"))) {}

RealConsole::~RealConsole() {
    killHard();
}

bool RealConsole::start(const QStringList& arguments) {
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(QStringLiteral("DISPLAY"), m_display);
    environment.insert(QStringLiteral("QT_QPA_PLATFORM"), QStringLiteral("xcb"));
    environment.insert(QStringLiteral("HOME"), m_home);
    environment.insert(QStringLiteral("XDG_CONFIG_HOME"), m_home + QStringLiteral("/config"));
    environment.insert(QStringLiteral("XDG_DATA_HOME"), m_home + QStringLiteral("/data"));
    environment.insert(QStringLiteral("LANG"), QStringLiteral("C.UTF-8"));
    environment.insert(QStringLiteral("OPENBELL_TEST_SOCKET"), m_socketName);
    m_process.setProcessEnvironment(environment);
    m_process.setProcessChannelMode(QProcess::MergedChannels);
    m_process.start(QStringLiteral(OPENBELL_CONSOLE), arguments);
    if (!m_process.waitForStarted())
        return false;
    return QTest::qWaitFor(
        [this] {
            m_socket = std::make_unique<QLocalSocket>();
            m_socket->connectToServer(m_socketName);
            return m_socket->waitForConnected(100);
        },
        kAnswerMs);
}

void RealConsole::killHard() {
    m_socket.reset();
    if (m_process.state() == QProcess::NotRunning)
        return;
    m_process.kill();
    m_process.waitForFinished(kAnswerMs);
}

bool RealConsole::quit() {
    press(QStringLiteral("ctrl+q"));
    m_socket.reset();
    return m_process.waitForFinished(kAnswerMs) && m_process.exitCode() == 0;
}

QByteArray RealConsole::output() {
    return m_process.readAll();
}

QJsonObject RealConsole::ask(const QJsonObject& question) {
    m_socket->write(QJsonDocument(question).toJson(QJsonDocument::Compact) + '\n');
    QByteArray line;
    while (!line.endsWith('\n')) {
        if (!m_socket->canReadLine() && !m_socket->waitForReadyRead(kAnswerMs))
            return {};
        line += m_socket->readLine();
    }
    const QJsonObject answer = QJsonDocument::fromJson(line).object();
    if (answer.contains(QStringLiteral("error")))
        qWarning("%s: %s", QJsonDocument(question).toJson(QJsonDocument::Compact).constData(),
                 qUtf8Printable(answer[QStringLiteral("error")].toString()));
    return answer;
}

QString RealConsole::property(const QString& widget, const QString& name) {
    return ask({{QStringLiteral("ask"), QStringLiteral("property")},
                {QStringLiteral("name"), widget},
                {QStringLiteral("property"), name}})[QStringLiteral("value")]
        .toVariant()
        .toString();
}

bool RealConsole::isVisible(const QString& widget) {
    return ask({{QStringLiteral("ask"), QStringLiteral("place")},
                {QStringLiteral("name"), widget}})[QStringLiteral("visible")]
        .toBool();
}

QRect RealConsole::place(const QString& widget) {
    const QJsonObject place =
        ask({{QStringLiteral("ask"), QStringLiteral("place")},
             {QStringLiteral("name"), widget}})[QStringLiteral("place")]
            .toObject();
    return {place[QStringLiteral("x")].toInt(), place[QStringLiteral("y")].toInt(),
            place[QStringLiteral("width")].toInt(), place[QStringLiteral("height")].toInt()};
}

QList<QStringList> RealConsole::rows(const QString& table) {
    QList<QStringList> rows;
    const QJsonArray found = ask({{QStringLiteral("ask"), QStringLiteral("cells")},
                                  {QStringLiteral("name"), table}})[QStringLiteral("rows")]
                                 .toArray();
    for (const QJsonValue& row : found) {
        QStringList texts;
        const QJsonArray cells = row.toArray();
        for (const QJsonValue& cell : cells)
            texts += cell.toString();
        rows += texts;
    }
    return rows;
}

bool RealConsole::grab(const QString& widget, const QString& file) {
    return ask({{QStringLiteral("ask"), QStringLiteral("grab")},
                {QStringLiteral("name"), widget},
                {QStringLiteral("file"), file}})[QStringLiteral("saved")]
        .toBool();
}

bool RealConsole::xdotool(const QStringList& arguments) {
    QProcess tool;
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(QStringLiteral("DISPLAY"), m_display);
    tool.setProcessEnvironment(environment);
    tool.start(QStringLiteral("xdotool"), arguments);
    return tool.waitForFinished(kAnswerMs) && tool.exitCode() == 0;
}

bool RealConsole::click(const QString& widget, double x, double y, int button, int times) {
    const QRect area = place(widget);
    if (area.isEmpty())
        return false;
    const int toX = area.x() + static_cast<int>(area.width() * x);
    const int toY = area.y() + static_cast<int>(area.height() * y);
    return xdotool({QStringLiteral("mousemove"), QString::number(toX), QString::number(toY),
                    QStringLiteral("click"), QStringLiteral("--repeat"), QString::number(times),
                    QStringLiteral("--delay"), QStringLiteral("15"), QString::number(button)});
}

bool RealConsole::press(const QString& keys) {
    return xdotool({QStringLiteral("key"), keys});
}

bool RealConsole::type(const QString& text) {
    return xdotool({QStringLiteral("type"), text});
}

} // namespace openbell::test
