// The order ticket's panel: which fields it shows, what it places.
#include "tests/ui/views/scripted_exchange.h"
#include "ui/views/ticket_panel.h"

#include <QApplication>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QTest>

using namespace openbell;

class TicketTest final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void anotherMarketClearsPriceAndQuantityOfTheTicket() {
        test::PanelFixture fixture;
        views::TicketPanel ticket(fixture.context());
        QVERIFY(fixture.settle());
        auto* price = ticket.findChild<QLineEdit*>(QStringLiteral("ticketPrice"));
        price->setText(QStringLiteral("64000"));
        fixture.context().selection.setInstrument(InstrumentId(2));
        QVERIFY(price->text().isEmpty());
    }

    void theTicketAsksForWhatATypeNeeds() {
        test::PanelFixture fixture;
        views::TicketPanel ticket(fixture.context());
        ticket.resize(300, 520);
        ticket.show();
        QVERIFY(fixture.settle());
        const auto field = [&](const char* name) {
            return ticket.findChild<QWidget*>(QLatin1String(name));
        };
        QVERIFY(field("ticketTrigger")->isHidden() && field("ticketTrailBy")->isHidden());
        auto* types = ticket.findChild<QComboBox*>(QStringLiteral("ticketType"));
        types->setCurrentIndex(types->findData(static_cast<int>(api::OrderType::TrailingStop)));
        Q_EMIT types->activated(types->currentIndex());
        ticket.findChild<QPushButton*>(QStringLiteral("ticketSell"))->click();
        QVERIFY(fixture.settle());
        QVERIFY(field("ticketTrigger")->isVisible() && field("ticketTrailBy")->isVisible());
        QVERIFY(field("ticketTimeInForce")->isVisible() && field("ticketPostOnly")->isHidden());
        QVERIFY(field("ticketExpiry")->isHidden());

        // Going on with Tab follows the eye, past what is hidden.
        field("ticketType")->setFocus();
        for (const char* name :
             {"ticketTrailBy", "ticketTrigger", "ticketPrice", "ticketQuantity"}) {
            QTest::keyClick(ticket.window()->focusWidget(), Qt::Key_Tab);
            QCOMPARE(ticket.window()->focusWidget()->objectName(), QLatin1String(name));
        }
        // A problem that appears moves nothing under the pointer.
        const QPoint before = field("ticketQuantity")->pos();
        type(ticket, "ticketTrailBy", "2.25");
        QVERIFY(fixture.settle());
        QVERIFY(field("ticketTrailByProblem")->isVisible());
        QCOMPARE(field("ticketQuantity")->pos(), before);

        type(ticket, "ticketTrailBy", "2.50");
        type(ticket, "ticketTrigger", "1000");
        type(ticket, "ticketQuantity", "0.010");
        auto* submit = ticket.findChild<QPushButton*>(QStringLiteral("ticketSubmit"));
        QVERIFY(submit->isEnabled());
        submit->click();
        const auto* order = std::get_if<api::PlaceOrder>(&fixture.exchange().submitted.back());
        QVERIFY(order);
        QCOMPARE(order->type, api::OrderType::TrailingStop);
        QCOMPARE(order->trailBy, Price(5));
        QCOMPARE(order->triggerPrice, Price(2000));
        QCOMPARE(order->timeInForce, api::TimeInForce::GoodTillCancelled);
    }

    void anIcebergIsPlacedWithTheKeyboardAlone() {
        test::PanelFixture fixture;
        views::TicketPanel ticket(fixture.context());
        ticket.resize(320, 700);
        ticket.show();
        QVERIFY(QTest::qWaitForWindowActive(&ticket));
        QVERIFY(fixture.settle());
        QVERIFY(field(ticket, "ticketDisplayQuantity")->isHidden());
        QTest::keyClick(&ticket, Qt::Key_P, Qt::AltModifier);
        QCOMPARE(ticket.focusWidget(), field(ticket, "ticketPrice"));
        QTest::keyClicks(ticket.focusWidget(), QStringLiteral("63990"));
        QTest::keyClick(&ticket, Qt::Key_Q, Qt::AltModifier);
        QTest::keyClicks(ticket.focusWidget(), QStringLiteral("3"));
        QTest::keyClick(&ticket, Qt::Key_N, Qt::AltModifier);
        QCOMPARE(ticket.focusWidget(), field(ticket, "ticketShowing"));
        QTest::keyClick(ticket.focusWidget(), Qt::Key_Down);
        QVERIFY(field(ticket, "ticketDisplayQuantity")->isVisible());
        QCOMPARE(label(ticket, "ticketProblem"), QStringLiteral("Enter how much is shown at a time."));
        QVERIFY(!field(ticket, "ticketSubmit")->isEnabled());
        QTest::keyClick(ticket.focusWidget(), Qt::Key_Tab);
        QCOMPARE(ticket.focusWidget(), field(ticket, "ticketDisplayQuantity"));
        QTest::keyClicks(ticket.focusWidget(), QStringLiteral("0.5"));
        QTest::keyClick(ticket.focusWidget(), Qt::Key_Tab);
        QTest::keyClicks(ticket.focusWidget(), QStringLiteral("0.1"));
        QVERIFY2(label(ticket, "ticketSummary").contains(QStringLiteral("Shows 0.400 to 0.600 of 3.000")),
                 qPrintable(label(ticket, "ticketSummary")));
        QTest::keyClick(ticket.focusWidget(), Qt::Key_Return);
        const auto* order = std::get_if<api::PlaceOrder>(&fixture.exchange().submitted.at(0));
        QVERIFY(order);
        QCOMPARE(order->displayQuantity, Quantity(500));
        QCOMPARE(order->displayVariance, Quantity(100));
        QCOMPARE(order->quantity, Quantity(3000));
    }

    void aFieldThatIsReachedByItsKeyIsScrolledTo() {
        test::PanelFixture fixture;
        views::TicketPanel ticket(fixture.context());
        ticket.resize(320, 300);
        ticket.show();
        QVERIFY(QTest::qWaitForWindowActive(&ticket));
        QVERIFY(fixture.settle());
        const auto isSeen = [&](const char* name) {
            QWidget* each = field(ticket, name);
            return each->visibleRegion().boundingRect().height() == each->height();
        };
        QVERIFY(!isSeen("ticketSelfTrade"));
        QTest::keyClick(&ticket, Qt::Key_E, Qt::AltModifier);
        QCOMPARE(ticket.focusWidget(), field(ticket, "ticketSelfTrade"));
        QVERIFY(isSeen("ticketSelfTrade") && isSeen("ticketSubmit"));
        QTest::keyClick(&ticket, Qt::Key_T, Qt::AltModifier);
        QVERIFY(isSeen("ticketType") && isSeen("ticketSubmit"));
        // What a choice brings up comes into sight beside it.
        field(ticket, "ticketShowing")->setFocus();
        choose(ticket, "ticketShowing", static_cast<int>(models::Showing::Parts));
        QTRY_VERIFY(isSeen("ticketDisplayQuantity"));
        QVERIFY(isSeen("ticketShowing"));
    }

    void hiddenAndSlidingOrdersAreWhatTheTicketSays() {
        test::PanelFixture fixture;
        views::TicketPanel ticket(fixture.context());
        ticket.show();
        QVERIFY(fixture.settle());
        type(ticket, "ticketPrice", "64010"); // above the best offer
        type(ticket, "ticketQuantity", "0.010");
        choose(ticket, "ticketShowing", static_cast<int>(models::Showing::Nothing));
        choose(ticket, "ticketPostOnly", static_cast<int>(api::PostOnly::Reject));
        QVERIFY(!field(ticket, "ticketSubmit")->isEnabled());
        QVERIFY2(label(ticket, "ticketProblem").contains(QStringLiteral("would be refused")),
                 qPrintable(label(ticket, "ticketProblem")));
        QCOMPARE(field(ticket, "ticketSubmit")->accessibleDescription(), label(ticket, "ticketProblem"));
        choose(ticket, "ticketPostOnly", static_cast<int>(api::PostOnly::Slide));
        QVERIFY(field(ticket, "ticketSubmit")->isEnabled());
        QVERIFY(label(ticket, "ticketSummary").contains(QStringLiteral("moves to 64000.00")));
        QVERIFY(label(ticket, "ticketSummary").contains(QStringLiteral("Nobody sees it")));
        QTest::keyClick(field(ticket, "ticketSubmit"), Qt::Key_Return);
        const auto* order = std::get_if<api::PlaceOrder>(&fixture.exchange().submitted.at(0));
        QVERIFY(order && order->hidden);
        QCOMPARE(order->postOnly, api::PostOnly::Slide);
        // What cannot rest has neither.
        choose(ticket, "ticketTimeInForce", static_cast<int>(api::TimeInForce::ImmediateOrCancel));
        QVERIFY(field(ticket, "ticketShowing")->isHidden() && field(ticket, "ticketPostOnly")->isHidden());
        QVERIFY(!ticket.check().order.hidden);
    }

    void aDisabledButtonSaysWhy() {
        test::PanelFixture fixture;
        views::TicketPanel ticket(fixture.context());
        ticket.show();
        QVERIFY(fixture.settle());
        QVERIFY(!field(ticket, "ticketSubmit")->isEnabled());
        QCOMPARE(label(ticket, "ticketProblem"), QStringLiteral("Enter a price."));
        type(ticket, "ticketPrice", "64000");
        QCOMPARE(label(ticket, "ticketProblem"), QStringLiteral("Enter a quantity."));
        type(ticket, "ticketQuantity", "1");
        QVERIFY(field(ticket, "ticketProblem")->isHidden() && field(ticket, "ticketSummary")->isVisible());
    }

    void aPurchaseWithItsExitsIsPlacedWithTheKeyboardAlone() {
        test::PanelFixture fixture;
        views::TicketPanel ticket(fixture.context());
        ticket.resize(320, 800);
        ticket.show();
        QVERIFY(QTest::qWaitForWindowActive(&ticket));
        QVERIFY(fixture.settle());
        QVERIFY(field(ticket, "ticketTakeProfit")->isHidden());
        QTest::keyClick(&ticket, Qt::Key_P, Qt::AltModifier);
        QTest::keyClicks(ticket.focusWidget(), QStringLiteral("63990"));
        QTest::keyClick(&ticket, Qt::Key_Q, Qt::AltModifier);
        QTest::keyClicks(ticket.focusWidget(), QStringLiteral("1"));
        QTest::keyClick(&ticket, Qt::Key_K, Qt::AltModifier);
        QCOMPARE(ticket.focusWidget(), field(ticket, "ticketAttached"));
        QTest::keyClick(ticket.focusWidget(), Qt::Key_Down);
        QVERIFY(!field(ticket, "ticketSubmit")->isEnabled());
        QCOMPARE(label(ticket, "ticketProblem"),
                 QStringLiteral("Enter a price to take profit at, a stop loss, or both."));
        QVERIFY(field(ticket, "ticketPeg")->isHidden() && field(ticket, "ticketShowing")->isHidden());
        QTest::keyClick(&ticket, Qt::Key_A, Qt::AltModifier);
        QCOMPARE(ticket.focusWidget(), field(ticket, "ticketTakeProfit"));
        QTest::keyClicks(ticket.focusWidget(), QStringLiteral("70000"));
        QTest::keyClick(ticket.focusWidget(), Qt::Key_Tab);
        QCOMPARE(ticket.focusWidget(), field(ticket, "ticketStopLoss"));
        QTest::keyClicks(ticket.focusWidget(), QStringLiteral("60000"));
        QVERIFY2(label(ticket, "ticketSummary").contains(QStringLiteral("if the price falls to 60000.00")),
                 qPrintable(label(ticket, "ticketSummary")));
        QTest::keyClick(ticket.focusWidget(), Qt::Key_Return);
        const auto* list = std::get_if<api::PlaceOrderList>(&fixture.exchange().submitted.at(0));
        QVERIFY(list);
        QCOMPARE(list->contingency, api::Contingency::OneTriggersPair);
        QCOMPARE(list->second.price, Price(140'000));
        QCOMPARE(list->third.triggerPrice, Price(120'000));
        QVERIFY(list->first.clientOrderId != list->second.clientOrderId &&
                list->second.clientOrderId != list->third.clientOrderId);
    }

    void theSideDecidesWhatGoesWithALimitOrder() {
        test::PanelFixture fixture;
        views::TicketPanel ticket(fixture.context());
        ticket.show();
        QVERIFY(fixture.settle());
        QVERIFY(field(ticket, "ticketReduceOnly")->isHidden());
        choose(ticket, "ticketAttached", static_cast<int>(models::Attached::Stop));
        QVERIFY(field(ticket, "ticketOtherWorst")->isVisible());
        ticket.findChild<QPushButton*>(QStringLiteral("ticketSell"))->click();
        QVERIFY(field(ticket, "ticketOtherWorst")->isHidden());
        type(ticket, "ticketPrice", "65000");
        type(ticket, "ticketQuantity", "0.010");
        type(ticket, "ticketOtherTrigger", "63000");
        field(ticket, "ticketSubmit")->setFocus();
        QTest::keyClick(field(ticket, "ticketSubmit"), Qt::Key_Return);
        const auto* list = std::get_if<api::PlaceOrderList>(&fixture.exchange().submitted.at(0));
        QVERIFY(list);
        QCOMPARE(list->contingency, api::Contingency::OneCancelsOther);
        choose(ticket, "ticketAttached", static_cast<int>(models::Attached::None));
        choose(ticket, "ticketReduceOnly", 1);
        QVERIFY(ticket.check().order.reduceOnly && !ticket.check().list);
        choose(ticket, "ticketAttached", static_cast<int>(models::Attached::Exits));
        QVERIFY(field(ticket, "ticketStopLoss")->isHidden() && field(ticket, "ticketReduceOnly")->isHidden());
    }

    void aMarketOrderByAmountAndAPegArePlaced() {
        test::PanelFixture fixture;
        views::TicketPanel ticket(fixture.context());
        ticket.show();
        QVERIFY(fixture.settle());
        choose(ticket, "ticketPeg", static_cast<int>(api::PegReference::Market));
        type(ticket, "ticketPegOffset", "1");
        type(ticket, "ticketPrice", "64100");
        type(ticket, "ticketQuantity", "0.5");
        QVERIFY(field(ticket, "ticketPostOnly")->isHidden());
        QTest::keyClick(field(ticket, "ticketPrice"), Qt::Key_Return);
        choose(ticket, "ticketType", static_cast<int>(api::OrderType::Market));
        QVERIFY(field(ticket, "ticketPeg")->isHidden());
        type(ticket, "ticketPrice", "");
        choose(ticket, "ticketSizedBy", static_cast<int>(models::SizedBy::Amount));
        QVERIFY(field(ticket, "ticketQuantity")->isHidden());
        QVERIFY(field(ticket, "ticketShare25")->isHidden() || !field(ticket, "ticketShare25")->isVisible());
        type(ticket, "ticketAmount", "1000");
        QTest::keyClick(field(ticket, "ticketAmount"), Qt::Key_Return);
        QCOMPARE(fixture.exchange().submitted.size(), std::size_t(2));
        const auto* pegged = std::get_if<api::PlaceOrder>(&fixture.exchange().submitted.at(0));
        QVERIFY(pegged && pegged->peg == api::PegReference::Market);
        QCOMPARE(pegged->pegOffset, Price(2));
        const auto* market = std::get_if<api::PlaceOrder>(&fixture.exchange().submitted.at(1));
        QVERIFY(market && market->quantity.isZero());
        QCOMPARE(market->quoteAmount, Amount(1'000'000'000));
        // The size of the last order stays what it was.
        QCOMPARE(fixture.context().selection.orderQuantity(InstrumentId(1)), Quantity(500));
    }

    void noTextIsCutAtTheSmallestWidth_data() {
        QTest::addColumn<int>("fontPx");
        QTest::newRow("usual") << models::Theme::kDefaultFontPx;
        QTest::newRow("half as large again") << models::Theme::kDefaultFontPx * 3 / 2;
    }
    void noTextIsCutAtTheSmallestWidth() {
        QFETCH(int, fontPx);
        test::PanelFixture fixture;
        fixture.context().theme.setFontPx(fontPx);
        QApplication::setFont(fixture.context().theme.labelFont());
        views::TicketPanel ticket(fixture.context());
        ticket.show();
        QVERIFY(fixture.settle());
        const auto nothingIsCut = [&ticket] {
            QTest::qWait(0); // the layout is asked for its smallest size once events are done
            ticket.resize(ticket.minimumSizeHint().width(), 900);
            QTest::qWait(0);
            for (const QLabel* each : ticket.findChildren<QLabel*>())
                if (each->isVisible() && !each->wordWrap())
                    QVERIFY2(each->width() >= each->sizeHint().width(), qPrintable(each->text()));
            for (const auto* each : ticket.findChildren<QComboBox*>())
                if (each->isVisible())
                    QVERIFY2(each->width() >= each->sizeHint().width(),
                             qPrintable(each->objectName()));
            for (const auto* each : ticket.findChildren<QPushButton*>())
                if (each->isVisible())
                    QVERIFY2(each->width() >= each->sizeHint().width(), qPrintable(each->text()));
        };
        choose(ticket, "ticketShowing", static_cast<int>(models::Showing::Parts));
        for (const char* side : {"ticketBuy", "ticketSell"}) {
            ticket.findChild<QPushButton*>(QLatin1String(side))->click();
            for (std::size_t i = 0; i < api::kEnumSize<api::OrderType>; ++i) {
                choose(ticket, "ticketType", static_cast<int>(i));
                nothingIsCut();
            }
            choose(ticket, "ticketType", static_cast<int>(api::OrderType::Limit));
            for (const int attached : {1, 2, 0}) {
                choose(ticket, "ticketAttached", attached);
                nothingIsCut();
            }
            choose(ticket, "ticketPeg", static_cast<int>(api::PegReference::Market));
            nothingIsCut();
            choose(ticket, "ticketPeg", static_cast<int>(api::PegReference::None));
        }
    }

    void theTicketPlacesWhatItShows() {
        test::PanelFixture fixture;
        views::TicketPanel ticket(fixture.context());
        ticket.resize(300, 460);
        ticket.show();
        QVERIFY(fixture.settle());
        auto* submit = ticket.findChild<QPushButton*>(QStringLiteral("ticketSubmit"));
        QVERIFY(!submit->isEnabled());
        type(ticket, "ticketPrice", "63990.25"); // not a multiple of 0.50
        type(ticket, "ticketQuantity", "0.010");
        QVERIFY(!submit->isEnabled());
        QVERIFY(!ticket.findChild<QLabel*>(QStringLiteral("ticketPriceProblem"))->text().isEmpty());
        type(ticket, "ticketPrice", "63990.50");
        QVERIFY(submit->isEnabled());
        fixture.context().selection.pickPrice(api::Side::Sell, Price(128'003));
        submit->click();
        QCOMPARE(fixture.exchange().submitted.size(), std::size_t(1));
        const auto* order = std::get_if<api::PlaceOrder>(&fixture.exchange().submitted.front());
        QVERIFY(order != nullptr);
        QCOMPARE(order->side, api::Side::Sell);
        QCOMPARE(order->price.value(), 128'003);
        QCOMPARE(order->quantity.value(), 10);
    }

private:
    static QWidget* field(QWidget& owner, const char* name) {
        return owner.findChild<QWidget*>(QLatin1String(name));
    }
    static QString label(QWidget& owner, const char* name) {
        return owner.findChild<QLabel*>(QLatin1String(name))->text();
    }
    static void choose(QWidget& owner, const char* name, int value) {
        auto* box = owner.findChild<QComboBox*>(QLatin1String(name));
        box->setCurrentIndex(box->findData(value));
        Q_EMIT box->activated(box->currentIndex());
    }
    static void type(QWidget& owner, const char* field, const char* text) {
        auto* edit = owner.findChild<QLineEdit*>(QLatin1String(field));
        edit->clear();
        QTest::keyClicks(edit, QLatin1String(text));
    }
};

QTEST_MAIN(TicketTest)
#include "ticket_test.moc"
