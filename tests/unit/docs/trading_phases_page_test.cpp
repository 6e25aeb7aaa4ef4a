// app/docs/trading-phases.md says what the code does: the table of states and requests, cell by
// cell, and the worked example of an auction price.
#include "engine/core/phases/auction_price.h"
#include "engine/core/phases/state_rules.h"

#include <QFile>
#include <QTest>

namespace {

using namespace openbell;

/// The rows of the first table after a heading, without its header lines; cells trimmed.
QList<QStringList> tableAfter(const QString& page, const QString& heading) {
    QList<QStringList> rows;
    const qsizetype start = page.indexOf(QLatin1Char('\n') + heading + QLatin1Char('\n'));
    const QStringList lines = page.mid(std::max<qsizetype>(0, start + 1)).split(QLatin1Char('\n'));
    for (qsizetype i = 1; start >= 0 && i < lines.size(); ++i) {
        if (lines[i].startsWith(QLatin1Char('|'))) {
            QStringList cells = lines[i].split(QLatin1Char('|')).mid(1);
            cells.removeLast();
            for (QString& cell : cells)
                cell = cell.trimmed();
            rows += cells;
        } else if (!rows.isEmpty()) {
            break;
        }
    }
    return rows.mid(2);
}

} // namespace

class TradingPhasesPageTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() {
        QFile file(QStringLiteral(OPENBELL_SOURCE_DIR "/app/docs/trading-phases.md"));
        QVERIFY(file.open(QIODevice::ReadOnly));
        m_page = QString::fromUtf8(file.readAll());
    }

    void everyStateIsDescribed() {
        const auto rows = tableAfter(m_page, QStringLiteral("## States"));
        QCOMPARE(rows.size(), qsizetype(api::kEnumSize<api::InstrumentState>));
        for (qsizetype i = 0; i < rows.size(); ++i)
            QCOMPARE(rows[i][0], quoted(static_cast<api::InstrumentState>(i)));
    }

    void everyCellOfTheMatrixIsTheCodes() {
        const auto rows = tableAfter(m_page, QStringLiteral("## What each state takes"));
        QCOMPARE(rows.size(), qsizetype(core::kStateTakes.size()));
        for (qsizetype state = 0; state < rows.size(); ++state) {
            QCOMPARE(rows[state].size(), qsizetype(core::kWishes) + 1);
            QCOMPARE(rows[state][0], quoted(static_cast<api::InstrumentState>(state)));
            for (std::size_t wish = 0; wish < core::kWishes; ++wish) {
                const bool takes = core::kStateTakes[std::size_t(state)][wish];
                const QString cell = rows[state][qsizetype(wish) + 1];
                QVERIFY2(cell == (takes ? QStringLiteral("yes") : QStringLiteral("no")),
                         qPrintable(rows[state][0] + QStringLiteral(", column %1").arg(wish)));
            }
        }
    }

    /// The example's columns follow from its orders, and its price is the one in bold.
    void theWorkedExampleAddsUp() {
        const auto rows = tableAfter(m_page, QStringLiteral("### An example"));
        QVERIFY(rows.size() >= 3);
        struct Best {
            int price = 0, quantity = -1, surplus = 0;
        } best;
        for (const QStringList& row : rows) {
            const int price = row[0].toInt();
            int demand = 0;
            int supply = 0;
            for (const QStringList& other : rows) {
                if (other[0].toInt() >= price)
                    demand += other[1].toInt();
                if (other[0].toInt() <= price)
                    supply += other[2].toInt();
            }
            QCOMPARE(row[3].toInt(), demand);
            QCOMPARE(row[4].toInt(), supply);
            QCOMPARE(row[5].toInt(), std::min(demand, supply));
            QCOMPARE(row[6].toInt(), demand - supply);
            const int quantity = std::min(demand, supply);
            const int surplus = demand - supply;
            if (quantity > best.quantity ||
                (quantity == best.quantity && std::abs(surplus) < std::abs(best.surplus)))
                best = {price, quantity, surplus};
        }
        QVERIFY(m_page.contains(QStringLiteral("the price is **%1**, %2 lots trade, and\nthe "
                                               "surplus is %3%4.")
                                    .arg(best.price)
                                    .arg(best.quantity)
                                    .arg(best.surplus > 0 ? QStringLiteral("+") : QString())
                                    .arg(best.surplus)));
    }

    void everyTimeInForceAndReasonIsExplained() {
        for (const char* word : {"Expired", "AuctionOver", "Delisted", "NotInThisState",
                                 "MarketHalted", "PriceOutsideCollar"})
            QVERIFY2(m_page.contains(QStringLiteral("`%1`").arg(QLatin1String(word))), word);
    }

private:
    static QString quoted(api::InstrumentState state) {
        const std::string name(api::nameOf(state));
        return QStringLiteral("`%1`").arg(QString::fromStdString(name));
    }
    QString m_page;
};

QTEST_APPLESS_MAIN(TradingPhasesPageTest)
#include "trading_phases_page_test.moc"
