// app/docs/protocol.md tells strangers what the code does: every message with its type code and
// fields, every enumeration with its values in order.
#include "tests/unit/api/field_table.h"

#include <QFile>
#include <QTest>

namespace {

using namespace openbell::api;

/// The part of the page from a heading to the next one of its level or above.
QString section(const QString& page, const QString& heading) {
    const qsizetype start = page.indexOf(QLatin1Char('\n') + heading + QLatin1Char('\n'));
    if (start < 0)
        return {};
    const qsizetype end = page.indexOf(QStringLiteral("\n#"), start + heading.size());
    return page.mid(start, end < 0 ? -1 : end - start);
}

QString text(const std::string& utf8) {
    return QString::fromStdString(utf8);
}

} // namespace

class ProtocolPageTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void everyMessageIsDescribed();
    void everyEnumerationIsDescribed();
    void theLimitsAreTheCodesLimits();

private:
    template<class M>
    void expectFields(const QString& heading) {
        const QString part = section(m_page, heading);
        QVERIFY2(!part.isEmpty(), qPrintable(QStringLiteral("no heading: ") + heading));
        qsizetype at = 0;
        for (const FieldRow& row : fieldTable<M>()) {
            at = part.indexOf(text(row.start()), at);
            QVERIFY2(at >= 0, qPrintable(heading + QStringLiteral(": ") + text(row.start())));
        }
        QCOMPARE(part.count(QStringLiteral("\n| `")),
                 static_cast<qsizetype>(fieldTable<M>().size()));
    }
    template<class Variant, std::size_t... I>
    void expectMessages(std::index_sequence<I...>) {
        (expectFields<std::variant_alternative_t<I, Variant>>(
             QStringLiteral("#### %1 (%2)")
                 .arg(text(std::string(std::variant_alternative_t<I, Variant>::kName)))
                 .arg(std::variant_alternative_t<I, Variant>::kType)),
         ...);
    }
    template<class Variant>
    void expectMessages() {
        expectMessages<Variant>(std::make_index_sequence<std::variant_size_v<Variant>>{});
    }
    template<class M>
    void expectRow() {
        expectFields<M>(QStringLiteral("#### ") + text(std::string(M::kName)));
    }
    template<class E>
    void expectEnum() {
        const QString part = section(m_page, QStringLiteral("#### ") + text(enumTypeName<E>()));
        qsizetype at = 0;
        for (const std::string_view name : EnumNames<E>::value) {
            const QString quoted = QLatin1Char('`') + text(std::string(name)) + QLatin1Char('`');
            at = part.indexOf(quoted, at);
            QVERIFY2(at >= 0, qPrintable(text(enumTypeName<E>()) + QLatin1Char(' ') + quoted));
        }
    }

    QString m_page;
};

void ProtocolPageTest::initTestCase() {
    QFile file(QStringLiteral(OPENBELL_SOURCE_DIR "/app/docs/protocol.md"));
    QVERIFY(file.open(QIODevice::ReadOnly));
    m_page = QString::fromUtf8(file.readAll());
}

void ProtocolPageTest::everyMessageIsDescribed() {
    expectMessages<ClientMessage>();
    expectMessages<ServerMessage>();
    expectMessages<Command>();
    expectRow<ListedOrder>();
    expectRow<Topic>();
    expectRow<TickerView>();
    expectRow<LevelView>();
    expectRow<TradeView>();
    expectRow<OrderView>();
    expectRow<OrderEventView>();
    expectRow<AuctionView>();
    expectRow<CandleView>();
    expectRow<AuditView>();
    expectRow<HealthView>();
    expectRow<ReplayView>();
    expectRow<TopOfBookView>();
    expectRow<BookOrderView>();
    expectRow<PreventedMatchView>();
    expectRow<AssetCreated>();
    expectRow<InstrumentDefined>();
    expectRow<BalanceChanged>();
    expectRow<UserDefined>();
    expectRow<AccountCreated>();
}

void ProtocolPageTest::everyEnumerationIsDescribed() {
    expectEnum<Side>();
    expectEnum<OrderType>();
    expectEnum<TimeInForce>();
    expectEnum<SelfTradePrevention>();
    expectEnum<PostOnly>();
    expectEnum<Contingency>();
    expectEnum<SideFilter>();
    expectEnum<InstrumentState>();
    expectEnum<TradingDayKind>();
    expectEnum<Role>();
    expectEnum<OrderStatus>();
    expectEnum<CancelReason>();
    expectEnum<RejectReason>();
    expectEnum<CandleInterval>();
    expectEnum<TopicKind>();
    expectEnum<QueryKind>();
    expectEnum<BookAction>();
    expectEnum<OrderEventKind>();
    expectEnum<VenueMode>();
    expectEnum<VenuePhase>();
    expectEnum<ReplayAction>();
}

void ProtocolPageTest::theLimitsAreTheCodesLimits() {
    const QString part = section(m_page, QStringLiteral("## Limits"));
    for (const std::size_t limit : {kMaxRequestBytes, kMaxStringBytes, kMaxListItems,
                                    kMaxSubscriptions, kMaxQueryRows, kMaxResponseBytes})
        QVERIFY2(part.contains(QString::number(limit)), qPrintable(QString::number(limit)));
    QVERIFY(m_page.contains(QStringLiteral("protocol version is **%1**").arg(kProtocolVersion)));
}

QTEST_APPLESS_MAIN(ProtocolPageTest)
#include "protocol_page_test.moc"
