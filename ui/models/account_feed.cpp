#include "ui/models/account_feed.h"

#include "ui/models/reference_data.h"

namespace openbell::models {

AccountFeed::AccountFeed(client::ExchangeClient& client, ReferenceData& reference,
                         const Format& format, QObject* parent)
    : QObject(parent), m_client(client), m_reference(reference), m_orders(reference, format),
      m_fills(reference, format), m_balances(reference, format), m_mine(reference, format),
      m_ownOrders(m_mine), m_ownBalances(reference, format), m_audit(reference, format),
      m_users(reference) {
    connect(&client, &client::ExchangeClient::signedIn, this, &AccountFeed::onSignedIn);
    connect(&client, &client::ExchangeClient::exchangeChanged, this, &AccountFeed::clear);
}

AccountFeed::~AccountFeed() = default;

bool AccountFeed::maySeeEverybody() const {
    return m_identity.role == api::Role::Operator || m_identity.role == api::Role::Compliance;
}

QString AccountFeed::whyHidden(api::TopicKind kind) const {
    if (m_identity.user.isNone())
        return {};
    switch (kind) {
    case api::TopicKind::Health:
    case api::TopicKind::Audit:
        return maySeeEverybody() ? QString() : tr("Only operators and compliance staff see this.");
    case api::TopicKind::Orders:
    case api::TopicKind::Fills:
    case api::TopicKind::Balances:
        if (m_identity.role == api::Role::Viewer)
            return tr("Viewers see the markets only. Traders see their own account here, operators "
                      "and compliance staff all accounts.");
        if (m_scope == Scope::Everybody || !m_identity.account.isNone())
            return {};
        return maySeeEverybody()
                   ? tr("This user has no account. Choose all accounts to see everybody's.")
                   : tr("This user has no account. Ask an operator for one.");
    case api::TopicKind::ReferenceData:
    case api::TopicKind::Tickers:
    case api::TopicKind::Book:
    case api::TopicKind::TopOfBook:
    case api::TopicKind::BookOrders:
    case api::TopicKind::Trades:
    case api::TopicKind::Candles:
    case api::TopicKind::Replay:
    case api::TopicKind::Auctions:
        return {};
    }
    return {};
}

void AccountFeed::setScope(Scope scope) {
    if (scope == m_scope || (scope == Scope::Everybody && !maySeeEverybody()))
        return;
    m_scope = scope;
    subscribeScope();
    Q_EMIT scopeChanged();
}

void AccountFeed::onSignedIn() {
    const api::SignedIn& now = m_client.identity();
    const bool same = !m_subscriptions.empty() && now.user == m_identity.user &&
                      now.account == m_identity.account && now.role == m_identity.role;
    m_identity = now;
    refreshNames();
    if (same)
        return; // the client restores the subscriptions by itself
    const Scope wanted = now.account.isNone() && maySeeEverybody() ? Scope::Everybody : Scope::Mine;
    m_scope = wanted;
    m_subscriptions.clear();
    m_mine.clear();
    m_ownBalances.clear();
    m_audit.clear();
    m_health.clear();
    const auto follow = [this](api::TopicKind kind, AccountId account, auto& model) {
        api::Topic topic;
        topic.kind = kind;
        topic.account = account;
        m_subscriptions.push_back(m_client.subscribe(
            topic, [&model](const api::TopicUpdate& update) { model.apply(update); }));
    };
    if (!now.account.isNone()) {
        follow(api::TopicKind::Orders, now.account, m_mine);
        follow(api::TopicKind::Balances, now.account, m_ownBalances);
    }
    if (maySeeEverybody()) {
        follow(api::TopicKind::Audit, {}, m_audit);
        follow(api::TopicKind::Health, {}, m_health);
    }
    subscribeScope();
    Q_EMIT scopeChanged();
}

void AccountFeed::clear() {
    m_scopeSubscriptions.clear();
    m_subscriptions.clear();
    m_identity = {};
    m_orders.clear();
    m_fills.clear();
    m_balances.clear();
    m_mine.clear();
    m_ownBalances.clear();
    m_audit.clear();
    m_users.setUsers({});
    m_health.clear();
}

void AccountFeed::subscribeScope() {
    m_scopeSubscriptions.clear();
    m_orders.clear();
    m_fills.clear();
    m_balances.clear();
    const AccountId account = m_scope == Scope::Mine ? m_identity.account : AccountId();
    if (m_scope == Scope::Mine && account.isNone())
        return;
    m_fills.setAccount(account);
    const auto follow = [&](api::TopicKind kind, auto& model) {
        api::Topic topic;
        topic.kind = kind;
        topic.account = account;
        m_scopeSubscriptions.push_back(m_client.subscribe(
            topic, [&model](const api::TopicUpdate& update) { model.apply(update); }));
    };
    follow(api::TopicKind::Orders, m_orders);
    follow(api::TopicKind::Fills, m_fills);
    follow(api::TopicKind::Balances, m_balances);
}

void AccountFeed::refreshNames() {
    if (!maySeeEverybody())
        return;
    api::Query accounts;
    accounts.kind = api::QueryKind::Accounts;
    accounts.limit = api::kMaxQueryRows;
    m_client.query(accounts, this, [this](const api::QueryResult& result) {
        if (result.reason == api::RejectReason::None)
            m_reference.setAccounts(result.accounts);
    });
    api::Query users;
    users.kind = api::QueryKind::Users;
    users.limit = api::kMaxQueryRows;
    m_client.query(users, this, [this](const api::QueryResult& result) {
        if (result.reason != api::RejectReason::None)
            return;
        m_reference.setUsers(result.users);
        m_users.setUsers(result.users);
    });
}

} // namespace openbell::models
