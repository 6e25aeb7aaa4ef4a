// The console: the window first, then the exchange beside it.
#include "app/console/arguments.h"
#include "app/console/hosted_venue.h"
#include "engine/host/open_file_limit.h"
#include "ui/shell/console.h"
#include "ui/shell/test_observer.h"
#include "ui/views/panels.h"

#include <QApplication>
#include <QStyleFactory>

#include <cstdio>
#include <sys/stat.h>

int main(int argc, char** argv) {
    using namespace openbell;
    host::raiseOpenFileLimit(); // a hosted venue has a file or a connection for many a thing
    ::umask(0077); // a hosted venue's files hold orders and passwords: for the owner alone
    QApplication::setHighDpiScaleFactorRoundingPolicy(
        Qt::HighDpiScaleFactorRoundingPolicy::PassThrough);
    QApplication application(argc, argv);
    QApplication::setApplicationName(QStringLiteral("openbell"));
    QApplication::setApplicationVersion(QStringLiteral(OPENBELL_VERSION));
    QApplication::setDesktopFileName(QStringLiteral("org.openbell.Openbell"));
    QApplication::setStyle(QStyleFactory::create(QStringLiteral("Fusion")));
    // A hosted exchange drains after the window is gone; the console says when it is done.
    QApplication::setQuitOnLastWindowClosed(false);

    auto parsed = console::parseArguments(QApplication::arguments());
    if (const auto* end = std::get_if<console::EndNow>(&parsed)) {
        std::fprintf(end->exitCode == 0 ? stdout : stderr, "%s\n", qUtf8Printable(end->text));
        return end->exitCode;
    }
    console::HostedVenue venue;
    shell::Console console(std::get<shell::ConsoleOptions>(std::move(parsed)), views::panels(),
                           venue.functions());
    const shell::TestObserver observer;
    QObject::connect(&console, &shell::Console::finished, &application, &QApplication::quit);
    console.start();
    return QApplication::exec();
}
