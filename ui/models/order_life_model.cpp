#include "ui/models/order_life_model.h"

#include "ui/models/reference_data.h"
#include "ui/models/texts.h"

#include <algorithm>

namespace openbell::models {

using Kind = api::OrderEventKind;

OrderLifeModel::OrderLifeModel(client::ExchangeClient& client, const ReferenceData& reference,
                               const Format& format, QObject* parent)
    : TableModel(parent), m_client(client), m_reference(reference), m_format(format) {
    m_retry.setSingleShot(true);
    m_retry.setInterval(kRetryMs);
    connect(&m_retry, &QTimer::timeout, this, &OrderLifeModel::ask);
    connect(&reference, &ReferenceData::changed, this, &TableModel::retranslate);
}

void OrderLifeModel::show(OrderId order) {
    beginResetModel();
    m_rows.clear();
    m_found = false;
    m_answered = false;
    m_problem.clear();
    m_wanted = order;
    m_atLeast = sequenceOf(order);
    m_retries = 0;
    endResetModel();
    Q_EMIT loaded();
    ask();
}

void OrderLifeModel::refresh(Sequence atLeast) {
    if (m_wanted.isNone() || atLeast <= m_atLeast)
        return;
    m_atLeast = atLeast;
    m_retries = 0;
    ask();
}

void OrderLifeModel::ask() {
    if (m_wanted.isNone() || m_asked || !m_client.isOnline())
        return;
    const api::SignedIn& who = m_client.identity();
    const bool staff = who.role == api::Role::Operator || who.role == api::Role::Compliance;
    api::Query query;
    query.kind = api::QueryKind::OrderLife;
    query.order = m_wanted;
    query.account = staff ? AccountId() : who.account;
    m_asked = true;
    m_client.query(query, this, [this, asked = m_wanted](const api::QueryResult& result) {
        m_asked = false;
        if (asked == m_wanted)
            take(result);
        else
            ask();
    });
}

void OrderLifeModel::take(const api::QueryResult& result) {
    m_problem = result.reason == api::RejectReason::None
                    ? QString()
                    : Texts::rejectReason(result.reason);
    beginResetModel();
    m_answered = true;
    m_found = !result.orders.empty();
    if (m_found)
        m_order = result.orders.front();
    m_rows.assign(result.orderEvents.rbegin(), result.orderEvents.rend());
    endResetModel();
    Q_EMIT loaded();
    if (result.asOf < m_atLeast && m_problem.isEmpty() && ++m_retries <= kMaxRetries)
        m_retry.start();
}

int OrderLifeModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

const std::vector<Column>& OrderLifeModel::columns() const {
    static const std::vector<Column> kColumns{
        {"Time", 23, false},   {"Event", 12, false},     {"Price", 11, true},
        {"Quantity", 10, true}, {"Open", 10, true},      {"Fee", 10, true},
        {"Other order", 12, true}, {"Details", 34, false, false, 16},
    };
    return kColumns;
}

QString OrderLifeModel::columnTitle(int column) const {
    switch (column) {
    case Time: return tr("Time");
    case What: return tr("Event");
    case Price: return tr("Price");
    case Quantity: return tr("Quantity");
    case Open: return tr("Open");
    case Fee: return tr("Fee");
    case Other: return tr("Other order");
    case Details: return tr("Details");
    }
    return {};
}

QString OrderLifeModel::what(const api::OrderEventView& event) const {
    switch (event.kind) {
    case Kind::Placed: return tr("Placed");
    case Kind::Amended: return tr("Amended");
    case Kind::Triggered: return tr("Triggered");
    case Kind::Filled: return event.open.isZero() ? tr("Filled") : tr("Filled in part");
    case Kind::Prevented: return tr("Prevented");
    case Kind::Cancelled: return tr("Cancelled");
    case Kind::Repriced: return event.price.isZero() ? tr("Waits") : tr("Repriced");
    }
    return {};
}

QString OrderLifeModel::details(const api::OrderEventView& event) const {
    switch (event.kind) {
    case Kind::Placed: return Texts::orderKind(m_order);
    case Kind::Amended:
        return event.priorityKept ? tr("Keeps its place in the queue")
                                  : tr("Goes to the end of the queue");
    case Kind::Triggered:
        return event.price.isZero() ? tr("The auction that it is for has begun")
                                    : tr("A trade reached its trigger price");
    case Kind::Filled:
        return event.auction ? tr("In an auction")
               : event.maker ? tr("Rested in the book (maker)")
                             : tr("Took from the book (taker)");
    case Kind::Prevented:
        return tr("Met an order of its owner: %1")
            .arg(Texts::selfTrade(event.selfTradePrevention));
    case Kind::Cancelled: return Texts::cancelReason(event.cancelReason);
    case Kind::Repriced:
        return event.price.isZero() ? tr("Outside the book: there is no price to follow")
                                    : tr("Follows %1").arg(Texts::peg(m_order.peg));
    }
    return {};
}

void OrderLifeModel::cell(int row, int column, Cell& out) const {
    const api::OrderEventView& event = at(row);
    const InstrumentInfo* market = m_reference.instrument(m_order.instrument);
    if (!market)
        return;
    const bool fill = event.kind == Kind::Filled;
    switch (column) {
    case Time:
        out.longText = m_format.dateTime(event.time);
        out.tone = Tone::Dim;
        break;
    case What:
        out.longText = what(event);
        out.tone = fill                             ? Tone::Up
                   : event.kind == Kind::Cancelled  ? Tone::Warning
                   : event.kind == Kind::Prevented  ? Tone::Warning
                                                    : Tone::Strong;
        break;
    case Price:
        if (!event.price.isZero())
            m_format.price(*market, event.price, out.text);
        break;
    case Quantity:
        if (!event.quantity.isZero())
            m_format.quantity(*market, event.quantity, out.text);
        break;
    case Open:
        if (fill || event.kind == Kind::Placed || event.kind == Kind::Amended)
            m_format.quantity(*market, event.open, out.text);
        break;
    case Fee:
        if (fill)
            out.longText = m_format.roundedAmount(market->quote, event.fee, 4);
        out.tone = Tone::Dim;
        break;
    case Other:
        if (!event.otherOrder.isNone())
            Format::orderId(event.otherOrder, out.text);
        out.tone = Tone::Dim;
        break;
    case Details:
        out.longText = details(event);
        out.tone = Tone::Dim;
        break;
    }
}

QVariant OrderLifeModel::sortKey(int row, int column) const {
    const api::OrderEventView& event = at(row);
    switch (column) {
    case Price: return QVariant::fromValue<qlonglong>(event.price.value());
    case Quantity: return QVariant::fromValue<qlonglong>(event.quantity.value());
    case Open: return QVariant::fromValue<qlonglong>(event.open.value());
    case Fee: return QVariant::fromValue<qlonglong>(event.fee.value());
    case Other: return QVariant::fromValue<qulonglong>(event.otherOrder.value());
    case What:
    case Details: return data(index(row, column), Qt::DisplayRole);
    }
    return row;
}

QString OrderLifeModel::emptyText() const {
    if (m_wanted.isNone())
        return tr("Choose an order: press Enter or double click it among the open orders or the "
                  "fills.");
    if (!m_problem.isEmpty())
        return m_problem;
    return m_answered ? tr("This order is not known, or not yours to see.")
                      : tr("Reading the order's history…");
}

} // namespace openbell::models
