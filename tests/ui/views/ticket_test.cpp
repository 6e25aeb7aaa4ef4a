// The order ticket's panel: which fields it shows, what it places.
#include "tests/ui/views/scripted_exchange.h"
#include "ui/views/ticket_panel.h"

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
        QVERIFY(field("ticketTriggerProblem")->isVisible());
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
    static void type(QWidget& owner, const char* field, const char* text) {
        auto* edit = owner.findChild<QLineEdit*>(QLatin1String(field));
        edit->clear();
        QTest::keyClicks(edit, QLatin1String(text));
    }
};

QTEST_MAIN(TicketTest)
#include "ticket_test.moc"
