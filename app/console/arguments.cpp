#include "app/console/arguments.h"

#include "ui/client/web_socket_transport.h"

#include <QCommandLineParser>
#include <QDir>
#include <QStandardPaths>

namespace openbell::console {

namespace {

constexpr quint64 kDefaultSeed = 1;
constexpr uint kMaxShards = 64;

EndNow mistake(const QString& text) {
    return {QStringLiteral("openbell: %1\nTry 'openbell --help'.").arg(text), 2};
}

QString defaultDataDirectory() {
    return QStandardPaths::writableLocation(QStandardPaths::GenericDataLocation) +
           QStringLiteral("/openbell/venue");
}

QString settingsFile() {
    return QStandardPaths::writableLocation(QStandardPaths::GenericConfigLocation) +
           QStringLiteral("/openbell/console.ini");
}

} // namespace

std::variant<shell::ConsoleOptions, EndNow> parseArguments(const QStringList& arguments) {
    QCommandLineParser parser;
    parser.setApplicationDescription(
        QStringLiteral("Operator console for an exchange, with the exchange engine inside.\n"
                       "Without options it hosts an exchange with three simulated markets in your "
                       "data folder."));
    const QCommandLineOption help({QStringLiteral("h"), QStringLiteral("help")},
                                  QStringLiteral("Shows this help."));
    const QCommandLineOption version({QStringLiteral("v"), QStringLiteral("version")},
                                     QStringLiteral("Shows the version."));
    const QCommandLineOption data(QStringLiteral("data"),
                                  QStringLiteral("Folder of the hosted exchange (default: %1).")
                                      .arg(defaultDataDirectory()),
                                  QStringLiteral("folder"));
    const QCommandLineOption connectTo(
        QStringLiteral("connect"),
        QStringLiteral("Connects to a daemon instead of hosting, e.g. ws://127.0.0.1:7411. The "
                       "password is asked for."),
        QStringLiteral("address"));
    const QCommandLineOption user(QStringLiteral("user"), QStringLiteral("User name for --connect."),
                                  QStringLiteral("name"));
    const QCommandLineOption simulate(QStringLiteral("simulate"),
                                      QStringLiteral("Seed of the simulated market (default: 1)."),
                                      QStringLiteral("seed"));
    const QCommandLineOption noSimulate(QStringLiteral("no-simulate"),
                                        QStringLiteral("Hosts an exchange without simulation."));
    const QCommandLineOption shards(QStringLiteral("shards"),
                                    QStringLiteral("Number of engine shards (default: 1)."),
                                    QStringLiteral("number"));
    const QCommandLineOption reset(QStringLiteral("reset-layout"),
                                   QStringLiteral("Starts with the first layout of the panels."));
    for (const QCommandLineOption* option :
         {&help, &version, &data, &connectTo, &user, &simulate, &noSimulate, &shards, &reset})
        parser.addOption(*option);
    if (!parser.parse(arguments))
        return mistake(parser.errorText());
    if (parser.isSet(help))
        return EndNow{parser.helpText(), 0};
    if (parser.isSet(version))
        return EndNow{QCoreApplication::applicationName() + u' ' +
                          QCoreApplication::applicationVersion(),
                      0};
    if (!parser.positionalArguments().isEmpty())
        return mistake(QStringLiteral("'%1' is not an option.")
                           .arg(parser.positionalArguments().constFirst()));

    shell::ConsoleOptions options;
    options.settingsFile = settingsFile();
    options.resetLayout = parser.isSet(reset);
    options.user = parser.value(user);
    options.host.dataDirectory =
        parser.isSet(data) ? QDir::cleanPath(QDir().absoluteFilePath(parser.value(data)))
                           : defaultDataDirectory();
    if (parser.isSet(connectTo)) {
        options.remoteAddress = parser.value(connectTo);
        if (!client::WebSocketTransport::parseAddress(options.remoteAddress).isValid())
            return mistake(QStringLiteral("'%1' is not an address; write it like "
                                          "ws://127.0.0.1:7411.")
                               .arg(options.remoteAddress));
        if (parser.isSet(data) || parser.isSet(simulate))
            return mistake(QStringLiteral("--connect goes to a daemon; --data and --simulate are "
                                          "for hosting here. Leave one of them out."));
    }
    if (parser.isSet(simulate) && parser.isSet(noSimulate))
        return mistake(QStringLiteral("--simulate and --no-simulate contradict each other."));
    bool isNumber = true;
    if (!parser.isSet(noSimulate))
        options.host.simulationSeed = parser.isSet(simulate)
                                          ? parser.value(simulate).toULongLong(&isNumber)
                                          : kDefaultSeed;
    if (!isNumber)
        return mistake(QStringLiteral("the seed '%1' is not a whole number.")
                           .arg(parser.value(simulate)));
    if (parser.isSet(shards)) {
        options.host.shards = parser.value(shards).toUInt(&isNumber);
        if (!isNumber || options.host.shards < 1 || options.host.shards > kMaxShards)
            return mistake(QStringLiteral("--shards takes a number from 1 to %1.").arg(kMaxShards));
    }
    return options;
}

} // namespace openbell::console
