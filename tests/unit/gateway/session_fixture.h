// What the tests of sessions share: a rig with an operator, a trader and a viewer.
#pragma once

#include "tests/unit/gateway/rig.h"

#include <QTest>

namespace openbell::gateway {

class SessionFixture : public QObject {
protected:
    void setUp() {
        m_rig = std::make_unique<Rig>();
        m_rig->addUser(1, "olga", api::Role::Operator);
        m_rig->addUser(2, "tara", api::Role::Trader, 20);
        m_rig->addUser(3, "vic", api::Role::Viewer);
    }

    void signInWith(FakeClient& client, const std::string& user, const std::string& password) {
        m_rig->send(client, api::SignIn{user, password});
    }

    static void expectClosed(FakeClient& client, api::RejectReason reason) {
        const auto closing = client.take<api::Closing>();
        QCOMPARE(closing.size(), std::size_t{1});
        QCOMPARE(closing[0].reason, reason);
        QVERIFY(!closing[0].text.empty());
        QVERIFY(client.finished);
    }

    static api::PlaceOrder orderOf(std::uint32_t account) {
        api::PlaceOrder order;
        order.account = AccountId(account);
        order.instrument = InstrumentId(1);
        order.price = Price(1);
        order.quantity = Quantity(1);
        return order;
    }

    static api::Topic topicOf(api::TopicKind kind) {
        api::Topic topic;
        topic.kind = kind;
        return topic;
    }

    std::unique_ptr<Rig> m_rig;
};

} // namespace openbell::gateway
