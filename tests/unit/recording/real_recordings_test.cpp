// The recorded files themselves: each rebuilds to what its own data says. Skipped where the files
// are not present (OPENBELL_TEST_DATA names their folder).
#include "engine/recording/checks.h"
#include "engine/recording/profile.h"
#include "tests/unit/recording/fixtures.h"

#include <QTest>

using namespace openbell;
using namespace openbell::recording;

class RealRecordingsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void lastLineIsExact_data() {
        QTest::addColumn<QString>("format");
        QTest::addColumn<QString>("file");
        QTest::addColumn<QString>("lastLine");
        const auto lobster = [](const char* file, const char* line) {
            const QString name = QStringLiteral("lobster/LOBSTER_SampleFile_") +
                                 QString::fromLatin1(file) + QStringLiteral(".zip");
            QTest::newRow(file) << QStringLiteral("lobster") << name << QString::fromLatin1(line);
        };
        lobster("GOOG_2012-06-21_1", "rows 49481 mismatches 0");
        lobster("GOOG_2012-06-21_5", "rows 112672 mismatches 0");
        lobster("GOOG_2012-06-21_10", "rows 147915 mismatches 0");
        lobster("AAPL_2012-06-21_1", "rows 118496 mismatches 0");
        QTest::newRow("itch") << QStringLiteral("itch") << QStringLiteral("itch/locate-13-10k.bin")
                              << QStringLiteral("messages 10001 unknown-bytes 0 "
                                                "unknown-references 0 crossed 0");
    }
    void lastLineIsExact() {
        QFETCH(QString, format);
        QFETCH(QString, file);
        QFETCH(QString, lastLine);
        const auto path = recordedFile(qPrintable(file));
        if (!std::filesystem::exists(path))
            QSKIP("the recording is not here; set OPENBELL_TEST_DATA to the folder that has it");
        const auto report = check(path, formatFromName(format.toStdString()).value(), {});
        QVERIFY2(report.hasValue(), report ? "" : report.error().message.c_str());
        QCOMPARE(QString::fromStdString(report->lines.back()), lastLine);
        QVERIFY(report->exact);
    }

    void bitstampAgreesOnceItsEarlyOrdersAreGone() {
        const auto path = recordedFile("crypto/bitstamp_2015-05-01.log.xz");
        if (!std::filesystem::exists(path))
            QSKIP("the recording is not here; set OPENBELL_TEST_DATA to the folder that has it");
        const auto report = checkBitstamp(path, {});
        QVERIFY(report.hasValue());
        QCOMPARE(report->lines.back(), std::string("snapshots 5011 levels 200440 equal 179250"));
        const auto agrees = [&](const char* halfHour) {
            for (const std::string& line : report->lines)
                if (line.starts_with(halfHour))
                    return line.find(": 99.") != std::string::npos;
            return false;
        };
        QVERIFY(agrees("half hour 7:") && agrees("half hour 8:") && agrees("half hour 9:"));
    }

    void formatsAreDetected() {
        for (const auto& [file, format] :
             {std::pair("lobster/LOBSTER_SampleFile_GOOG_2012-06-21_1.zip", Format::Lobster),
              std::pair("itch/locate-13-10k.bin", Format::Itch),
              std::pair("crypto/bitstamp_2015-05-01.log.xz", Format::Bitstamp)}) {
            if (!std::filesystem::exists(recordedFile(file)))
                QSKIP("a recording is not here; set OPENBELL_TEST_DATA to the folder that has it");
            QCOMPARE(detectFormat(recordedFile(file)).value(), format);
        }
        QVERIFY(!detectFormat(OPENBELL_SOURCE_DIR "/CMakeLists.txt").hasValue());
    }

    void profileMeasuresTheGrid() {
        const auto path = recordedFile("lobster/LOBSTER_SampleFile_GOOG_2012-06-21_5.zip");
        if (!std::filesystem::exists(path))
            QSKIP("the recording is not here; set OPENBELL_TEST_DATA to the folder that has it");
        const auto profile = profileRecording(path, Format::Lobster, {});
        QVERIFY(profile.hasValue());
        QCOMPARE(profile->messages, std::uint64_t{112'673});
        QCOMPARE(profile->instruments.size(), std::size_t{1});
        QCOMPARE(profile->instruments.front().symbol, std::string("GOOG"));
        QCOMPARE(profile->instruments.front().priceStep, std::int64_t{100}); // one cent
        QCOMPARE(profile->instruments.front().quantityStep, std::int64_t{1});
    }
};

QTEST_APPLESS_MAIN(RealRecordingsTest)
#include "real_recordings_test.moc"
