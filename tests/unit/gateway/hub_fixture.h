// What the tests of the hub share: a rig with two markets, three traders and an operator.
#pragma once

#include "tests/unit/gateway/rig.h"

#include <QTest>

namespace openbell::gateway {

class HubFixture : public QObject {
protected:
    void setUp(std::size_t outboxBytes = 1U << 20U) {
        m_tradeId = 0;
        GatewayOptions options;
        options.outboxBytes = outboxBytes;
        m_rig = std::make_unique<Rig>(options);
        m_rig->addUser(1, "olga", api::Role::Operator);
        m_rig->addUser(2, "ann", api::Role::Trader, 1);
        m_rig->addUser(3, "bob", api::Role::Trader, 2);
        m_rig->addUser(4, "eve", api::Role::Trader, 3);
        m_rig->addMarket(1);
        m_rig->addMarket(2);
    }

    static api::Topic topicOf(api::TopicKind kind, std::uint32_t instrument = 0,
                              std::uint32_t account = 0) {
        api::Topic topic;
        topic.kind = kind;
        topic.instrument = InstrumentId(instrument);
        topic.account = AccountId(account);
        return topic;
    }

    FakeClient& subscribe(FakeClient& client, std::uint32_t id, const api::Topic& topic) {
        m_rig->send(client, api::Subscribe{SubscriptionId(id), topic});
        return client;
    }

    void publishTrade(std::int64_t price, std::int64_t quantity) {
        m_rig->batches.command();
        api::TradeExecuted trade;
        trade.trade = TradeId(++m_tradeId);
        trade.instrument = InstrumentId(1);
        trade.price = Price(price);
        trade.quantity = Quantity(quantity);
        trade.makerAccount = AccountId(1);
        trade.takerAccount = AccountId(2);
        trade.makerOrder = OrderId(101);
        trade.takerOrder = OrderId(102);
        m_rig->batches.event(trade);
        m_rig->publish();
    }

    void publishLevel(std::int64_t price, std::int64_t quantity) {
        m_rig->batches.command();
        m_rig->batches.event(api::BookLevelChanged{InstrumentId(1), api::Side::Buy, Price(price),
                                                   Quantity(quantity), quantity == 0 ? 0U : 1U});
        m_rig->publish();
    }

    std::unique_ptr<Rig> m_rig;
    std::uint64_t m_tradeId = 0;
};

} // namespace openbell::gateway
