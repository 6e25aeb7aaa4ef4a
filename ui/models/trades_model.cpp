#include "ui/models/trades_model.h"

#include "ui/models/reference_data.h"
#include "ui/models/texts.h"

#include <algorithm>

namespace openbell::models {

namespace {
/// Below this many trades every one is a row; above, rows are added in blocks of this size.
constexpr int kRowBlock = 1024;
} // namespace

TradesModel::TradesModel(InstrumentId instrument, const ReferenceData& reference,
                         const Format& format, QObject* parent)
    : TableModel(parent), m_instrument(instrument), m_reference(reference), m_format(format) {}

const api::TradeView& TradesModel::at(int index) const {
    // m_next is one past the newest; while the ring grows it equals the size.
    const std::size_t size = m_ring.size();
    return m_ring[(m_next + size - 1 - static_cast<std::size_t>(index)) % size];
}

void TradesModel::push(const api::TradeView& trade) {
    if (m_ring.size() < kCapacity) {
        m_ring.push_back(trade);
        m_next = m_ring.size() % kCapacity;
    } else {
        m_ring[m_next] = trade;
        m_next = (m_next + 1) % kCapacity;
    }
    ++m_received;
}

int TradesModel::wantedRows() const {
    const int held = size();
    return held < kRowBlock || held == kCapacity ? held : held / kRowBlock * kRowBlock;
}

void TradesModel::apply(const api::TopicUpdate& update) {
    if (update.snapshot) {
        beginResetModel();
        m_ring.clear();
        m_next = 0;
        m_rows = 0;
        m_loaded = true;
        for (const api::TradeView& trade : update.trades)
            push(trade);
        m_rows = wantedRows();
        endResetModel();
        Q_EMIT tradesAdded(static_cast<int>(update.trades.size()));
        return;
    }
    if (update.trades.empty())
        return;
    for (const api::TradeView& trade : update.trades)
        push(trade);
    const int rows = wantedRows();
    if (rows > m_rows) {
        beginInsertRows({}, m_rows, rows - 1);
        m_rows = rows;
        endInsertRows();
    }
    Q_EMIT dataChanged(index(0, 0), index(m_rows - 1, ColumnCount - 1));
    Q_EMIT tradesAdded(static_cast<int>(update.trades.size()));
}

void TradesModel::clear() {
    beginResetModel();
    m_ring.clear();
    m_next = 0;
    m_rows = 0;
    m_loaded = false;
    endResetModel();
}

int TradesModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : m_rows;
}

const std::vector<Column>& TradesModel::columns() const {
    static const std::vector<Column> kColumns{
        {"Time", 12, false, false, 12}, {"Side", 7, false, false, 5},
        {"Price", 8, true, false, 8},   {"Size", 7, true, false, 6},
        {"Buyer", 11, false, true, 7},  {"Seller", 11, false, true, 7},
    };
    return kColumns;
}

QString TradesModel::columnTitle(int column) const {
    switch (column) {
    case Time: return tr("Time");
    case Side: return tr("Side");
    case Price: return tr("Price");
    case Size: return tr("Size");
    case Buyer: return tr("Buyer");
    case Seller: return tr("Seller");
    }
    return {};
}

void TradesModel::setOwnAccount(AccountId account) {
    if (account == m_own)
        return;
    m_own = account;
    if (m_rows > 0)
        Q_EMIT dataChanged(index(0, Buyer), index(m_rows - 1, Seller));
}

void TradesModel::cell(int row, int column, Cell& out) const {
    const InstrumentInfo* market = m_reference.instrument(m_instrument);
    if (!market || row >= size())
        return;
    const api::TradeView& view = at(row);
    const bool bought = view.trade.takerSide == api::Side::Buy;
    const Tone sideTone = bought ? Tone::Up : Tone::Down;
    switch (column) {
    case Time:
        m_format.time(view.time, out.text);
        out.tone = Tone::Dim;
        break;
    case Side:
        out.longText = view.trade.auction ? tr("Auction") : Texts::side(view.trade.takerSide);
        out.tone = view.trade.auction ? Tone::Accent : sideTone;
        break;
    case Price:
        m_format.price(*market, view.trade.price, out.text);
        out.tone = view.trade.auction ? Tone::Accent : sideTone;
        break;
    case Size:
        m_format.quantity(*market, view.trade.quantity, out.text);
        break;
    case Buyer:
    case Seller: {
        const bool taker = (column == Buyer) == bought;
        const AccountId account = taker ? view.trade.takerAccount : view.trade.makerAccount;
        out.longText = m_reference.accountName(account);
        out.tone = !m_own.isNone() && account == m_own ? Tone::Accent : Tone::Dim;
        break;
    }
    }
}

QVariant TradesModel::sortKey(int row, int column) const {
    const api::TradeView& view = at(row);
    switch (column) {
    case Side: return static_cast<int>(view.trade.takerSide);
    case Price: return QVariant::fromValue<qlonglong>(view.trade.price.value());
    case Size: return QVariant::fromValue<qlonglong>(view.trade.quantity.value());
    case Buyer:
    case Seller: return data(index(row, column), Qt::DisplayRole);
    }
    return QVariant::fromValue<qulonglong>(view.trade.trade.value());
}

std::uint64_t TradesModel::rowId(int row) const {
    return row < size() ? at(row).trade.trade.value() : 0;
}

QString TradesModel::emptyText() const {
    const InstrumentInfo* market = m_reference.instrument(m_instrument);
    if (market != nullptr && market->state == api::InstrumentState::Delisted)
        return tr("No trades to show: the market is delisted and trades no more.");
    return tr("No trades yet. Each trade of this market appears here as it happens.");
}

} // namespace openbell::models
