#include "engine/gateway/entitlements.h"

#include "engine/api/field_list.h"

#include <array>

namespace openbell::gateway {
namespace {

using api::Role;
using enum Scope;

/// Rights by role, in the order of the enumeration.
struct Rights {
    Scope operatorRole = Nothing;
    Scope compliance = Nothing;
    Scope trader = Nothing;
    Scope viewer = Nothing;

    constexpr Scope of(Role role) const {
        switch (role) {
        case Role::Operator:
            return operatorRole;
        case Role::Compliance:
            return compliance;
        case Role::Trader:
            return trader;
        case Role::Viewer:
            return viewer;
        }
        return Nothing;
    }
};

// clang-format off
//                                  Operator    Compliance  Trader      Viewer
constexpr Rights kOperatorsOnly    {Everything, Nothing,    Nothing,    Nothing};
constexpr Rights kOwnOrders        {Own,        Nothing,    Own,        Nothing};
constexpr Rights kOwnOrAnyCancel   {Everything, Nothing,    Own,        Nothing};
constexpr Rights kOwnOrAnyProtection{Everything, Nothing,   Own,        Nothing};
constexpr Rights kStaffReads       {Everything, Everything, Nothing,    Nothing};
constexpr Rights kAccountReads     {Everything, Everything, Own,        Nothing};
constexpr Rights kMarketData       {Everything, Everything, Everything, Everything};
// clang-format on

/// A command's overload must exist here before the project compiles: nothing is allowed by default.
struct CommandRights {
    Rights operator()(const api::AdvanceTime&) const { return kOperatorsOnly; }
    Rights operator()(const api::CreateAsset&) const { return kOperatorsOnly; }
    Rights operator()(const api::CreateInstrument&) const { return kOperatorsOnly; }
    Rights operator()(const api::SetInstrumentFees&) const { return kOperatorsOnly; }
    Rights operator()(const api::CreateAccount&) const { return kOperatorsOnly; }
    Rights operator()(const api::SetTradeGroup&) const { return kOperatorsOnly; }
    Rights operator()(const api::CreateUser&) const { return kOperatorsOnly; }
    Rights operator()(const api::ChangeUser&) const { return kOperatorsOnly; }
    Rights operator()(const api::Deposit&) const { return kOperatorsOnly; }
    Rights operator()(const api::Withdraw&) const { return kOperatorsOnly; }
    Rights operator()(const api::PlaceOrder&) const { return kOwnOrders; }
    Rights operator()(const api::CancelOrder&) const { return kOwnOrAnyCancel; }
    Rights operator()(const api::AmendOrder&) const { return kOwnOrders; }
    Rights operator()(const api::CancelAll&) const { return kOwnOrAnyCancel; }
    Rights operator()(const api::HaltInstrument&) const { return kOperatorsOnly; }
    Rights operator()(const api::ResumeInstrument&) const { return kOperatorsOnly; }
    Rights operator()(const api::ReplaceOrder&) const { return kOwnOrders; }
    Rights operator()(const api::PlaceOrderList&) const { return kOwnOrders; }
    Rights operator()(const api::ChangeInstrumentState&) const { return kOperatorsOnly; }
    Rights operator()(const api::SetTradingSchedule&) const { return kOperatorsOnly; }
    Rights operator()(const api::SetTradingDay&) const { return kOperatorsOnly; }
    Rights operator()(const api::SetPriceControls&) const { return kOperatorsOnly; }
    Rights operator()(const api::SetPriceBands&) const { return kOperatorsOnly; }
    Rights operator()(const api::PlaceQuote&) const { return kOwnOrders; }
    Rights operator()(const api::SetMarketMakerProtection&) const { return kOwnOrAnyProtection; }
    Rights operator()(const api::ResetMarketMakerProtection&) const { return kOwnOrAnyProtection; }
};

constexpr Rights rightsOf(api::TopicKind kind) {
    switch (kind) {
    case api::TopicKind::ReferenceData:
    case api::TopicKind::Tickers:
    case api::TopicKind::Book:
    case api::TopicKind::TopOfBook:
    case api::TopicKind::BookOrders:
    case api::TopicKind::Trades:
    case api::TopicKind::Candles:
    case api::TopicKind::Replay:
    case api::TopicKind::Auctions:
        return kMarketData;
    case api::TopicKind::Orders:
    case api::TopicKind::Fills:
    case api::TopicKind::Balances:
        return kAccountReads;
    case api::TopicKind::Health:
    case api::TopicKind::Audit:
        return kStaffReads;
    }
    return {};
}

constexpr Rights rightsOf(api::QueryKind kind) {
    switch (kind) {
    case api::QueryKind::MarketSummary:
    case api::QueryKind::CandleHistory:
        return kMarketData;
    case api::QueryKind::TradeHistory:
    case api::QueryKind::OpenOrders:
    case api::QueryKind::OrderHistory:
    case api::QueryKind::Balances:
    case api::QueryKind::Accounts:
    case api::QueryKind::OrderLife:
        return kAccountReads;
    case api::QueryKind::AuditLog:
    case api::QueryKind::Users:
    case api::QueryKind::PreventedMatches:
        return kStaffReads;
    }
    return {};
}

bool within(Scope scope, const Principal& principal, AccountId account) {
    switch (scope) {
    case Nothing:
        return false;
    case Own:
        return !principal.account.isNone() && account == principal.account;
    case Everything:
        return true;
    }
    return false;
}

AccountId accountOf(const api::Command& command) {
    return std::visit(
        [](const auto& c) {
            if constexpr (requires { c.account; })
                return c.account;
            else
                return AccountId();
        },
        command);
}

} // namespace

Scope commandScope(Role role, const api::Command& command) {
    return std::visit(CommandRights{}, command).of(role);
}
Scope topicScope(Role role, api::TopicKind kind) {
    return rightsOf(kind).of(role);
}
Scope queryScope(Role role, api::QueryKind kind) {
    return rightsOf(kind).of(role);
}

bool maySubmit(const Principal& principal, const api::Command& command) {
    return within(commandScope(principal.role, command), principal, accountOf(command));
}

bool maySubscribe(const Principal& principal, const api::Topic& topic) {
    return within(topicScope(principal.role, topic.kind), principal, topic.account);
}

bool mayAsk(const Principal& principal, const api::Query& query) {
    // Trades of one instrument, whoever traded, are market data; they are shown blanked.
    if (query.kind == api::QueryKind::TradeHistory && query.account.isNone())
        return true;
    return within(queryScope(principal.role, query.kind), principal, query.account);
}

bool mayControlReplay(const Principal& principal) {
    return principal.role == Role::Operator;
}
bool maySetPasswordOfOthers(const Principal& principal) {
    return principal.role == Role::Operator;
}

bool seesEverything(Role role) {
    return role == Role::Operator || role == Role::Compliance;
}

api::TradeView blanked(const api::TradeView& trade, AccountId own) {
    api::TradeView view = trade;
    if (own.isNone() || view.trade.makerAccount != own) {
        view.trade.makerAccount = AccountId();
        view.trade.makerOrder = OrderId();
        view.trade.makerOpen = Quantity();
        view.trade.makerFee = Amount();
    }
    if (own.isNone() || view.trade.takerAccount != own) {
        view.trade.takerAccount = AccountId();
        view.trade.takerOrder = OrderId();
        view.trade.takerOpen = Quantity();
        view.trade.takerFee = Amount();
    }
    return view;
}

} // namespace openbell::gateway
