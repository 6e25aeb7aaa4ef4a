#include "ui/models/orders_model.h"

#include "ui/models/reference_data.h"
#include "ui/models/texts.h"

#include <QStringList>

#include <algorithm>

namespace openbell::models {

OrdersModel::OrdersModel(const ReferenceData& reference, const Format& format, QObject* parent)
    : TableModel(parent), m_reference(reference), m_format(format) {
    connect(&reference, &ReferenceData::changed, this, &TableModel::retranslate);
}

int OrdersModel::rowOf(OrderId id) const {
    const auto at = std::lower_bound(
        m_rows.begin(), m_rows.end(), id,
        [](const api::OrderView& row, OrderId wanted) { return wanted < row.order; });
    return at != m_rows.end() && at->order == id ? static_cast<int>(at - m_rows.begin()) : -1;
}

const api::OrderView* OrdersModel::order(OrderId id) const {
    const int row = rowOf(id);
    return row < 0 ? nullptr : &at(row);
}

void OrdersModel::apply(const api::TopicUpdate& update) {
    if (update.snapshot) {
        beginResetModel();
        m_rows.clear();
        for (const api::OrderView& order : update.orders)
            if (order.status == api::OrderStatus::Open)
                m_rows.push_back(order);
        std::sort(m_rows.begin(), m_rows.end(),
                  [](const api::OrderView& a, const api::OrderView& b) { return b.order < a.order; });
        m_loaded = true;
        m_cut = update.cut;
        endResetModel();
        Q_EMIT ordersChanged();
        return;
    }
    std::vector<api::OrderView> added;
    for (const api::OrderView& order : update.orders) {
        const bool open = order.status == api::OrderStatus::Open;
        // An order can appear, change and end within one update.
        const auto pending = std::find_if(
            added.begin(), added.end(),
            [&](const api::OrderView& other) { return other.order == order.order; });
        if (pending != added.end()) {
            if (open)
                *pending = order;
            else
                added.erase(pending);
            continue;
        }
        const int row = rowOf(order.order);
        if (row < 0) {
            if (open)
                added.push_back(order);
        } else if (open) {
            m_rows[static_cast<std::size_t>(row)] = order;
            Q_EMIT dataChanged(index(row, 0), index(row, ColumnCount - 1));
        } else {
            beginRemoveRows({}, row, row);
            m_rows.erase(m_rows.begin() + row);
            endRemoveRows();
        }
    }
    insert(std::move(added));
    if (!update.orders.empty())
        Q_EMIT ordersChanged();
}

/// Adds orders in as few row insertions as possible: order numbers rise, so usually one at the top.
void OrdersModel::insert(std::vector<api::OrderView> added) {
    std::sort(added.begin(), added.end(),
              [](const api::OrderView& a, const api::OrderView& b) { return b.order < a.order; });
    std::size_t next = 0;
    while (next < added.size()) {
        const auto at = std::lower_bound(
            m_rows.begin(), m_rows.end(), added[next].order,
            [](const api::OrderView& row, OrderId wanted) { return wanted < row.order; });
        std::size_t end = next + 1;
        while (end < added.size() && (at == m_rows.end() || at->order < added[end].order))
            ++end;
        const int row = static_cast<int>(at - m_rows.begin());
        beginInsertRows({}, row, row + static_cast<int>(end - next) - 1);
        m_rows.insert(at, added.begin() + static_cast<std::ptrdiff_t>(next),
                      added.begin() + static_cast<std::ptrdiff_t>(end));
        endInsertRows();
        next = end;
    }
}

void OrdersModel::clear() {
    beginResetModel();
    m_rows.clear();
    m_loaded = false;
    m_cut = false;
    endResetModel();
    Q_EMIT ordersChanged();
}

int OrdersModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : size();
}

const std::vector<Column>& OrdersModel::columns() const {
    static const std::vector<Column> kColumns{
        {"Time", 13, false}, {"Market", 10, false},  {"Side", 6, false},
        {"Type", 19, false}, {"Price", 11, true},    {"Trigger", 11, true, false, 6},
        {"Quantity", 10, true},
        {"Filled", 10, true}, {"Open", 10, true},    {"Account", 14, false, false, 7},
        {"Order", 10, true}, {"Note", 28, false, true, 25},
    };
    return kColumns;
}

QString OrdersModel::columnTitle(int column) const {
    switch (column) {
    case Time: return tr("Time");
    case Market: return tr("Market");
    case Side: return tr("Side");
    case Kind: return tr("Type");
    case Price: return tr("Price");
    case Trigger: return tr("Trigger");
    case Quantity: return tr("Quantity");
    case Filled: return tr("Filled");
    case Open: return tr("Open");
    case Account: return tr("Account");
    case Order: return tr("Order");
    case Note: return tr("Note");
    }
    return {};
}

/// What it waits for and what it ends, when it ends by itself, and of a pegged order what its price
/// does not say.
QString OrdersModel::note(const api::OrderView& order, const InstrumentInfo& market) const {
    QStringList said;
    if (const QString links = Texts::orderLinks(order); !links.isEmpty())
        said += links;
    if (order.peg != api::PegReference::None)
        said += order.pegPrice.isZero() ? tr("waits for a price to follow")
                                        : tr("limit %1").arg(m_format.price(market, order.price));
    if (const QString end = Texts::orderEnd(order, m_format); !end.isEmpty())
        said += tr("ends: %1").arg(end);
    return said.join(QStringLiteral(", "));
}

void OrdersModel::cell(int row, int column, Cell& out) const {
    const api::OrderView& order = at(row);
    const InstrumentInfo* market = m_reference.instrument(order.instrument);
    if (!market)
        return;
    switch (column) {
    case Time:
        m_format.time(order.placed, out.text);
        out.tone = Tone::Dim;
        break;
    case Market:
        out.longText = market->symbol;
        break;
    case Side:
        out.longText = Texts::side(order.side);
        out.tone = order.side == api::Side::Buy ? Tone::Up : Tone::Down;
        break;
    case Kind:
        out.longText = Texts::orderKind(order);
        out.tone = Tone::Dim;
        break;
    case Price:
        if (order.price.isZero())
            out.longText = tr("Market");
        else
            m_format.price(*market, order.waiting ? order.price : order.restingPrice(), out.text);
        break;
    case Trigger:
        if (order.waiting && !order.triggerPrice.isZero())
            m_format.price(*market, order.triggerPrice, out.text);
        break;
    case Quantity: m_format.quantity(*market, order.quantity, out.text); break;
    case Filled:
        m_format.quantity(*market, order.filled, out.text);
        out.tone = order.filled.isZero() ? Tone::Dim : Tone::Normal;
        if (!order.quantity.isZero())
            out.barFraction = static_cast<double>(order.filled.value()) /
                              static_cast<double>(order.quantity.value());
        break;
    case Open: m_format.quantity(*market, order.quantity - order.filled, out.text); break;
    case Account: out.longText = m_reference.accountName(order.account); break;
    case Order:
        Format::orderId(order.order, out.text);
        out.tone = Tone::Dim;
        break;
    case Note:
        out.longText = note(order, *market);
        out.tone = Tone::Dim;
        break;
    }
}

QVariant OrdersModel::sortKey(int row, int column) const {
    const api::OrderView& order = at(row);
    switch (column) {
    case Side: return static_cast<int>(order.side);
    case Price:
        return QVariant::fromValue<qlonglong>(
            (order.waiting ? order.price : order.restingPrice()).value());
    case Trigger:
        return QVariant::fromValue<qlonglong>(order.waiting ? order.triggerPrice.value() : 0);
    case Quantity: return QVariant::fromValue<qlonglong>(order.quantity.value());
    case Filled: return QVariant::fromValue<qlonglong>(order.filled.value());
    case Open: return QVariant::fromValue<qlonglong>((order.quantity - order.filled).value());
    case Market:
    case Kind:
    case Note:
    case Account: return data(index(row, column), Qt::DisplayRole);
    }
    return QVariant::fromValue<qulonglong>(order.order.value());
}

std::uint64_t OrdersModel::rowId(int row) const {
    return at(row).order.value();
}

QString OrdersModel::emptyText() const {
    return tr("No open orders. Click a price in the order book or use the order ticket to place "
              "one.");
}

} // namespace openbell::models
