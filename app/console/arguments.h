// The console's command line. Qt takes its own options (-platform, -style, ...) away first.
#pragma once

#include "ui/shell/console.h"

#include <QStringList>

#include <variant>

namespace openbell::console {

/// A text to print and the exit code to end with.
struct EndNow {
    QString text;
    int exitCode = 0;
};

/// Reads `openbell [--data DIR] [--connect ADDRESS] [--user NAME] [--simulate SEED] [--no-simulate]
/// [--shards N] [--reset-layout]`. A mistake is said in one sentence, exit code 2.
std::variant<shell::ConsoleOptions, EndNow> parseArguments(const QStringList& arguments);

} // namespace openbell::console
