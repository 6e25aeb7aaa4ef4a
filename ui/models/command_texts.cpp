// Texts::command and Texts::audit: commands and audit lines in plain words.
#include "ui/models/format.h"
#include "ui/models/instrument_texts.h"
#include "ui/models/reference_data.h"
#include "ui/models/texts.h"

#include "engine/api/text_codec.h"

namespace openbell::models {

namespace {

template <std::size_t N>
QString text(const BoundedString<N>& bytes) {
    return QString::fromUtf8(bytes.view().data(), static_cast<qsizetype>(bytes.view().size()));
}

/// Puts names and numbers of one command into words.
class CommandWords {
    Q_DECLARE_TR_FUNCTIONS(CommandWords)
public:
    CommandWords(const ReferenceData& reference, const Format& format)
        : m_reference(reference), m_format(format) {}

    QString operator()(const api::AdvanceTime&) const { return tr("Clock tick"); }
    QString operator()(const api::CreateAsset& c) const {
        return tr("Create asset %1").arg(text(c.code));
    }
    QString operator()(const api::CreateInstrument& c) const {
        return tr("Create market %1").arg(text(c.symbol));
    }
    QString operator()(const api::SetInstrumentFees& c) const {
        return tr("Set fees of %1 to maker %2, taker %3")
            .arg(market(c.instrument), m_format.ppm(c.makerFeePpm), m_format.ppm(c.takerFeePpm));
    }
    QString operator()(const api::CreateAccount& c) const {
        return tr("Create account %1").arg(text(c.name));
    }
    QString operator()(const api::SetTradeGroup& c) const {
        return c.group.isNone() ? tr("Take %1 out of its trade group").arg(account(c.account))
                                : tr("Put %1 into trade group %2")
                                      .arg(account(c.account))
                                      .arg(c.group.value());
    }
    QString operator()(const api::CreateUser& c) const {
        return tr("Create user %1 as %2").arg(text(c.name), Texts::role(c.role));
    }
    QString operator()(const api::ChangeUser& c) const {
        return c.enabled
                   ? tr("Set user %1 to %2").arg(m_reference.userName(c.user), Texts::role(c.role))
                   : tr("Disable user %1").arg(m_reference.userName(c.user));
    }
    QString operator()(const api::Deposit& c) const {
        return tr("Deposit %1 to %2").arg(amount(c.asset, c.amount), account(c.account));
    }
    QString operator()(const api::Withdraw& c) const {
        return tr("Withdraw %1 from %2").arg(amount(c.asset, c.amount), account(c.account));
    }
    QString operator()(const api::PlaceOrder& c) const {
        QString what = withTerms(bare(c), c);
        if (c.reduceOnly)
            what = tr("%1, reduce only").arg(what);
        const QString kind = Texts::orderType(c.type);
        if (c.peg != api::PegReference::None)
            return c.pegOffset.isZero()
                       ? tr("%1 or better: follows %2").arg(what, Texts::peg(c.peg))
                       : tr("%1 or better: follows %2 at a distance of %3")
                             .arg(what, Texts::peg(c.peg), price(c.instrument, c.pegOffset));
        if (!c.trailBy.isZero())
            return tr("%1: %2 at a distance of %3").arg(what, kind, price(c.instrument, c.trailBy));
        if (!c.triggerPrice.isZero())
            return tr("%1: %2 at %3").arg(what, kind, price(c.instrument, c.triggerPrice));
        return what;
    }
    static api::PlaceOrder placed(const api::PlaceOrderList& list, const api::ListedOrder& one) {
        api::PlaceOrder order;
        order.instrument = list.instrument;
        order.side = one.side;
        order.type = one.type;
        order.price = one.price;
        order.triggerPrice = one.triggerPrice;
        order.trailBy = one.trailBy;
        order.quantity = one.quantity;
        return order;
    }
    QString bare(const api::PlaceOrder& c) const {
        const bool buy = c.side == api::Side::Buy;
        if (!c.quoteAmount.isZero()) {
            const QString what = (buy ? tr("Buy %1 for %2 at market") : tr("Sell %1 for %2 at market"))
                                     .arg(market(c.instrument), amount(c.instrument, c.quoteAmount));
            return c.price.isZero()
                       ? what
                       : tr("%1, not worse than %2").arg(what, price(c.instrument, c.price));
        }
        if (c.price.isZero())
            return (buy ? tr("Buy %1 %2 at market") : tr("Sell %1 %2 at market"))
                .arg(quantity(c.instrument, c.quantity), market(c.instrument));
        return (buy ? tr("Buy %1 %2 at %3") : tr("Sell %1 %2 at %3"))
            .arg(quantity(c.instrument, c.quantity), market(c.instrument),
                 price(c.instrument, c.price));
    }
    QString operator()(const api::CancelOrder& c) const {
        return tr("Cancel order %1 in %2").arg(order(c.order), market(c.instrument));
    }
    QString operator()(const api::AmendOrder& c) const {
        return tr("Amend order %1 in %2 to %3 at %4")
            .arg(order(c.order), market(c.instrument), quantity(c.instrument, c.quantity),
                 price(c.instrument, c.price));
    }
    QString operator()(const api::ReplaceOrder& c) const {
        return withTerms(tr("Replace order %1 in %2 by %3 at %4")
                             .arg(order(c.order), market(c.instrument),
                                  quantity(c.instrument, c.quantity), price(c.instrument, c.price)),
                         c);
    }
    QString operator()(const api::PlaceOrderList& c) const {
        const QString first = (*this)(placed(c, c.first));
        const QString second = (*this)(placed(c, c.second));
        switch (c.contingency) {
        case api::Contingency::OneCancelsOther:
            return tr("%1, or else: %2").arg(first, second);
        case api::Contingency::OneTriggersOther:
            return tr("%1, then: %2").arg(first, second);
        case api::Contingency::OneTriggersPair:
            return tr("%1, then: %2, or else: %3").arg(first, second, (*this)(placed(c, c.third)));
        }
        return first;
    }
    QString operator()(const api::CancelAll& c) const {
        return tr("Cancel all %1 of %2 in %3", "orders, whose, where")
            .arg(ordersOf(c.side), c.account.isNone() ? tr("everybody") : account(c.account),
                 c.instrument.isNone() ? tr("all markets") : market(c.instrument));
    }
    QString operator()(const api::HaltInstrument& c) const {
        return withReason(tr("Halt %1").arg(market(c.instrument)), text(c.reason));
    }
    QString operator()(const api::ResumeInstrument& c) const {
        return withReason(tr("Resume %1").arg(market(c.instrument)), text(c.reason));
    }

    QString operator()(const api::ChangeInstrumentState& c) const {
        const QString state = Texts::instrumentState(c.state);
        const QString what = c.until.isZero()
                                 ? tr("Set %1 to “%2”").arg(market(c.instrument), state)
                                 : tr("Set %1 to “%2” until %3")
                                       .arg(market(c.instrument), state,
                                            m_format.dateTimeSeconds(c.until));
        return withReason(what, text(c.reason));
    }
    QString operator()(const api::SetTradingSchedule& c) const {
        return c.weekdays == 0
                   ? tr("Let %1 trade round the clock").arg(market(c.instrument))
                   : tr("Set the schedule of %1: %2")
                         .arg(market(c.instrument), InstrumentTexts::schedule(c));
    }
    QString operator()(const api::SetTradingDay& c) const {
        return tr("Set %1 of %2: %3")
            .arg(InstrumentTexts::date(c.day), market(c.instrument),
                 InstrumentTexts::specialDay(c));
    }
    QString operator()(const api::SetPriceControls& c) const {
        return tr("Set the price controls of %1: %2")
            .arg(market(c.instrument), InstrumentTexts::priceControls(c, m_format));
    }
    QString operator()(const api::SetPriceBands& c) const {
        const QString day = InstrumentTexts::date(c.fromDay);
        if (c.width1Ppm == 0)
            return tr("Trade %1 without price bands from %2 on").arg(market(c.instrument), day);
        return tr("Set the price bands of %1 from %2 on: %3")
            .arg(market(c.instrument), day,
                 InstrumentTexts::priceBands(c, m_reference.instrument(c.instrument), m_format));
    }

    QString operator()(const api::PlaceQuote& c) const {
        if (c.bidQuantity.isZero() && c.askQuantity.isZero())
            return tr("Cancel the quote in %1").arg(market(c.instrument));
        const QString bid = tr("bid %1 at %2").arg(quantity(c.instrument, c.bidQuantity),
                                                   price(c.instrument, c.bidPrice));
        const QString ask = tr("ask %1 at %2").arg(quantity(c.instrument, c.askQuantity),
                                                   price(c.instrument, c.askPrice));
        if (c.askQuantity.isZero())
            return tr("Quote %1: %2").arg(market(c.instrument), bid);
        if (c.bidQuantity.isZero())
            return tr("Quote %1: %2").arg(market(c.instrument), ask);
        return tr("Quote %1: %2, %3").arg(market(c.instrument), bid, ask);
    }
    QString operator()(const api::SetMarketMakerProtection& c) const {
        if (c.windowMilliseconds == 0)
            return tr("Switch off the market-maker protection of %1 in %2")
                .arg(account(c.account), market(c.instrument));
        return tr("Set the market-maker protection of %1 in %2: %3 ms, quantity %4, trades %5")
            .arg(account(c.account), market(c.instrument), m_format.count(c.windowMilliseconds),
                 quantity(c.instrument, c.quantityLimit), m_format.count(c.tradeLimit));
    }
    QString operator()(const api::ResetMarketMakerProtection& c) const {
        return tr("Reset the market-maker protection of %1 in %2")
            .arg(account(c.account), market(c.instrument));
    }

private:
    static QString withReason(const QString& what, const QString& why) {
        return why.isEmpty() ? what : tr("%1: %2").arg(what, why);
    }
    static QString ordersOf(api::SideFilter side) {
        switch (side) {
        case api::SideFilter::Both: return tr("orders");
        case api::SideFilter::Buy: return tr("buy orders");
        case api::SideFilter::Sell: return tr("sell orders");
        }
        return {};
    }
    /// What others see of the order, and whether it may trade at once.
    template <class C>
    QString withTerms(QString what, const C& c) const {
        if (c.hidden)
            what = tr("%1, hidden").arg(what);
        else if (!c.displayVariance.isZero())
            what = tr("%1, showing %2 ± %3 at a time")
                       .arg(what, quantity(c.instrument, c.displayQuantity),
                            quantity(c.instrument, c.displayVariance));
        else if (!c.displayQuantity.isZero())
            what = tr("%1, showing %2 at a time")
                       .arg(what, quantity(c.instrument, c.displayQuantity));
        switch (c.postOnly) {
        case api::PostOnly::No: return what;
        case api::PostOnly::Reject: return tr("%1, post only").arg(what);
        case api::PostOnly::Slide: return tr("%1, post only with a slide").arg(what);
        }
        return what;
    }
    static QString order(OrderId id) { return Format::orderId(id); }
    QString account(AccountId id) const { return m_reference.accountName(id); }
    QString market(InstrumentId id) const {
        const InstrumentInfo* info = m_reference.instrument(id);
        return info ? info->symbol : tr("market %1").arg(id.value());
    }
    QString price(InstrumentId id, Price value) const {
        const InstrumentInfo* info = m_reference.instrument(id);
        return info ? m_format.price(*info, value) : QString::number(value.value());
    }
    QString quantity(InstrumentId id, Quantity value) const {
        const InstrumentInfo* info = m_reference.instrument(id);
        return info ? m_format.quantity(*info, value) : QString::number(value.value());
    }
    /// Of the quote asset.
    QString amount(InstrumentId id, Amount value) const {
        const InstrumentInfo* info = m_reference.instrument(id);
        return info ? m_format.amount(info->quote, value, info->quoteCode)
                    : QString::number(value.value());
    }
    QString amount(AssetId id, Amount value) const {
        const AssetInfo* info = m_reference.asset(id);
        return info ? m_format.amount(info->scale, value, info->code)
                    : QString::number(value.value());
    }

    const ReferenceData& m_reference;
    const Format& m_format;
};

/// "SignInRefused" to "Sign in refused": for session events that this console has no words for.
QString spacedWords(const QString& name) {
    QString words;
    for (const QChar c : name) {
        if (c.isUpper() && !words.isEmpty()) {
            words += u' ';
            words += c.toLower();
        } else {
            words += c;
        }
    }
    return words;
}

} // namespace

QString Texts::command(const api::Command& command, const ReferenceData& reference,
                       const Format& format) {
    return std::visit(CommandWords(reference, format), command);
}

QString Texts::rejectReason(api::RejectReason reason, const api::Command& command) {
    if (reason != api::RejectReason::NothingToChange)
        return rejectReason(reason);
    const auto changesState = [](const api::Command& c) {
        return std::holds_alternative<api::ChangeInstrumentState>(c) ||
               std::holds_alternative<api::HaltInstrument>(c) ||
               std::holds_alternative<api::ResumeInstrument>(c);
    };
    if (std::holds_alternative<api::AmendOrder>(command) ||
        std::holds_alternative<api::ReplaceOrder>(command))
        return tr("Nothing would change. Enter another price or quantity.");
    if (changesState(command))
        return tr("The market is in that state already; nothing was changed.");
    if (std::holds_alternative<api::PlaceQuote>(command))
        return tr("There are no quotes to end; nothing was changed.");
    if (std::holds_alternative<api::ResetMarketMakerProtection>(command))
        return tr("No protection is set here, so there is nothing to reset.");
    return rejectReason(reason);
}

QString Texts::audit(const api::AuditView& entry, const ReferenceData& reference,
                     const Format& format) {
    const auto parsed = api::commandFromText(entry.action + ' ' + entry.details);
    if (parsed)
        return command(parsed.value(), reference, format);
    const QString details = QString::fromStdString(entry.details);
    const auto with = [&](const QString& what) {
        return details.isEmpty() ? what : tr("%1: %2").arg(what, details);
    };
    if (entry.action == "SignedIn")
        return with(tr("Signed in"));
    if (entry.action == "SignedOut")
        return with(tr("Signed out"));
    if (entry.action == "SignInRefused")
        return with(tr("Sign-in refused"));
    if (entry.action == "Denied" || entry.action == "NotPermitted")
        return with(tr("Not permitted"));
    if (entry.action == "PasswordChanged" || entry.action == "SetPassword")
        return with(tr("Password changed"));
    return with(spacedWords(QString::fromStdString(entry.action)));
}

} // namespace openbell::models
