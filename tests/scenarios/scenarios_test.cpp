// Every scenario file gives the events that it lists, with one shard and with three.
//
//   bin/tests/scenarios              compare
//   bin/tests/scenarios --rewrite    write what the venue does now; review the difference
#include "tests/scenarios/runner.h"

#include <QDir>
#include <QFile>
#include <QTest>

#include <algorithm>
#include <cstdio>
#include <string_view>

using namespace openbell;
using namespace openbell::scenarios;

namespace {

QDir folder() {
    return QDir(QStringLiteral(OPENBELL_SOURCE_DIR "/tests/scenarios"));
}

QStringList files() {
    QStringList names = folder().entryList({QStringLiteral("*.txt")}, QDir::Files, QDir::Name);
    names.removeAll(QStringLiteral("CMakeLists.txt"));
    return names;
}

std::filesystem::path pathOf(const QString& file) {
    return folder().filePath(file).toStdString();
}

int rewriteAll() {
    for (const QString& name : files()) {
        const auto text = rewritten(pathOf(name), 1);
        if (!text) {
            std::fprintf(stderr, "%s\n", text.error().message.c_str());
            return 1;
        }
        QFile file(folder().filePath(name));
        if (!file.open(QIODevice::WriteOnly) || file.write(QByteArray::fromStdString(*text)) < 0)
            return 1;
    }
    return 0;
}

/// The first line that differs, with its number.
QString firstDifference(const QString& expected, const QString& actual) {
    const QStringList left = expected.split(QLatin1Char('\n'));
    const QStringList right = actual.split(QLatin1Char('\n'));
    for (qsizetype i = 0; i < std::max(left.size(), right.size()); ++i)
        if (left.value(i) != right.value(i))
            return QStringLiteral("line %1\n  file:  %2\n  venue: %3")
                .arg(i + 1)
                .arg(left.value(i), right.value(i));
    return {};
}

} // namespace

class ScenariosTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void fileListsWhatTheVenueDoes_data();
    void fileListsWhatTheVenueDoes();
};

void ScenariosTest::fileListsWhatTheVenueDoes_data() {
    QTest::addColumn<QString>("file");
    for (const QString& name : files())
        QTest::newRow(qPrintable(name)) << name;
}

void ScenariosTest::fileListsWhatTheVenueDoes() {
    QFETCH(QString, file);
    QFile in(folder().filePath(file));
    QVERIFY(in.open(QIODevice::ReadOnly));
    const QString expected = QString::fromUtf8(in.readAll());
    for (const unsigned shards : {1U, 3U}) {
        const auto actual = rewritten(pathOf(file), shards);
        QVERIFY2(actual.hasValue(), actual.hasValue() ? "" : actual.error().message.c_str());
        const QString text = QString::fromStdString(*actual);
        QVERIFY2(text == expected, qPrintable(firstDifference(expected, text)));
    }
}

int main(int argc, char** argv) {
    const auto isRewrite = [](const char* argument) {
        return std::string_view(argument) == "--rewrite";
    };
    if (std::any_of(argv + 1, argv + argc, isRewrite))
        return rewriteAll();
    ScenariosTest test;
    return QTest::qExec(&test, argc, argv);
}
#include "scenarios_test.moc"
