// Orders, fills and balances of the signed-in user's account or, for those who may see them, of all
// accounts; the audit log and health figures. Subscribes when signed in.
#pragma once

#include "ui/client/exchange_client.h"
#include "ui/models/audit_model.h"
#include "ui/models/balances_model.h"
#include "ui/models/fills_model.h"
#include "ui/models/health_model.h"
#include "ui/models/orders_model.h"
#include "ui/models/own_orders.h"
#include "ui/models/users_model.h"

namespace openbell::models {

class AccountFeed final : public QObject {
    Q_OBJECT
public:
    enum class Scope { Mine, Everybody };

    AccountFeed(client::ExchangeClient& client, ReferenceData& reference, const Format& format,
                QObject* parent = nullptr);
    ~AccountFeed() override;

    /// What orders(), fills() and balances() show.
    Scope scope() const { return m_scope; }
    void setScope(Scope scope);
    bool maySeeEverybody() const;
    /// Why the signed-in user sees nothing of that kind, and who does; empty when there is nothing in
    /// the way. app/docs/protocol.md says which role may read what.
    QString whyHidden(api::TopicKind kind) const;

    OrdersModel& orders() { return m_orders; }
    FillsModel& fills() { return m_fills; }
    BalancesModel& balances() { return m_balances; }
    AuditModel& audit() { return m_audit; }
    UsersModel& users() { return m_users; }
    HealthModel& health() { return m_health; }
    /// Always the user's own, whatever the scope.
    OwnOrders& ownOrders() { return m_ownOrders; }
    BalancesModel& ownBalances() { return m_ownBalances; }

    /// Asks for the users and accounts again.
    void refreshNames();

Q_SIGNALS:
    void scopeChanged();

private:
    void onSignedIn();
    void clear();
    void subscribeScope();

    client::ExchangeClient& m_client;
    ReferenceData& m_reference;
    Scope m_scope = Scope::Mine;
    OrdersModel m_orders;
    FillsModel m_fills;
    BalancesModel m_balances;
    OrdersModel m_mine;
    OwnOrders m_ownOrders;
    BalancesModel m_ownBalances;
    AuditModel m_audit;
    UsersModel m_users;
    HealthModel m_health;
    std::vector<client::Subscription> m_scopeSubscriptions;
    std::vector<client::Subscription> m_subscriptions;
    api::SignedIn m_identity;
};

} // namespace openbell::models
