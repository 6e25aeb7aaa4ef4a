// The console: the window first, then the exchange beside it.
#include "app/console/arguments.h"
#include "app/console/hosted_venue.h"
#include "engine/host/open_file_limit.h"
#include "ui/shell/console.h"
#include "ui/shell/test_observer.h"
#include "ui/views/panels.h"

#include <QApplication>
#include <QStyleFactory>

#include <algorithm>
#include <cstdio>
#include <optional>
#include <string_view>
#include <sys/stat.h>

namespace {

using namespace openbell;

void nameApplication() {
    QCoreApplication::setApplicationName(QStringLiteral("openbell"));
    QCoreApplication::setApplicationVersion(QStringLiteral(OPENBELL_VERSION));
}

int endWith(const console::EndNow& end) {
    std::fprintf(end.exitCode == 0 ? stdout : stderr, "%s\n", qUtf8Printable(end.text));
    return end.exitCode;
}

/// Help and version need no display, so they are told before there is a window system to miss.
std::optional<console::EndNow> helpOrVersion(int argc, char** argv) {
    const bool asks = std::any_of(argv + std::min(argc, 1), argv + argc, [](std::string_view argument) {
        return argument == "-h" || argument == "--help" || argument == "-v" ||
               argument == "--version";
    });
    if (!asks)
        return std::nullopt;
    const QCoreApplication application(argc, argv);
    auto parsed = console::parseArguments(QCoreApplication::arguments());
    const auto* end = std::get_if<console::EndNow>(&parsed);
    // Mistakes are judged again once Qt has taken its own options away.
    return end != nullptr && end->exitCode == 0 ? std::optional(*end) : std::nullopt;
}

} // namespace

int main(int argc, char** argv) {
    nameApplication();
    if (const auto end = helpOrVersion(argc, argv))
        return endWith(*end);
    host::raiseOpenFileLimit(); // a hosted venue has a file or a connection for many a thing
    ::umask(0077); // a hosted venue's files hold orders and passwords: for the owner alone
    QApplication::setHighDpiScaleFactorRoundingPolicy(
        Qt::HighDpiScaleFactorRoundingPolicy::PassThrough);
    QApplication application(argc, argv);
    QApplication::setDesktopFileName(QStringLiteral("org.openbell.Openbell"));
    QApplication::setStyle(QStyleFactory::create(QStringLiteral("Fusion")));
    // A hosted exchange drains after the window is gone; the console says when it is done.
    QApplication::setQuitOnLastWindowClosed(false);

    auto parsed = console::parseArguments(QApplication::arguments());
    if (const auto* end = std::get_if<console::EndNow>(&parsed))
        return endWith(*end);
    console::HostedVenue venue;
    shell::Console console(std::get<shell::ConsoleOptions>(std::move(parsed)), views::panels(),
                           venue.functions());
    const shell::TestObserver observer;
    QObject::connect(&console, &shell::Console::finished, &application, &QApplication::quit);
    console.start();
    return QApplication::exec();
}
