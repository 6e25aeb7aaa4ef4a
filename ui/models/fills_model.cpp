#include "ui/models/fills_model.h"

#include "ui/models/reference_data.h"
#include "ui/models/texts.h"

#include <algorithm>

namespace openbell::models {

FillsModel::FillsModel(const ReferenceData& reference, const Format& format, QObject* parent)
    : TableModel(parent), m_reference(reference), m_format(format) {
    connect(&reference, &ReferenceData::changed, this, &TableModel::retranslate);
    connect(&reference, &ReferenceData::namesChanged, this, &TableModel::retranslate);
}

void FillsModel::setAccount(AccountId account) {
    if (account == m_account)
        return;
    m_account = account;
    retranslate();
}

bool FillsModel::isMaker(const api::TradeExecuted& trade) const {
    return !m_account.isNone() && trade.makerAccount == m_account &&
           trade.takerAccount != m_account;
}

OrderId FillsModel::orderAt(int row) const {
    if (row < 0 || row >= rowCount())
        return {};
    const api::TradeExecuted& trade = at(row).trade;
    return isMaker(trade) ? trade.makerOrder : trade.takerOrder;
}

void FillsModel::apply(const api::TopicUpdate& update) {
    const auto newer = [](const api::TradeView& a, const api::TradeView& b) {
        return a.sequence != b.sequence ? a.sequence > b.sequence : a.trade.trade > b.trade.trade;
    };
    if (update.snapshot) {
        beginResetModel();
        m_rows.assign(update.trades.begin(), update.trades.end());
        std::sort(m_rows.begin(), m_rows.end(), newer);
        if (m_rows.size() > kCapacity)
            m_rows.resize(kCapacity);
        m_loaded = true;
        endResetModel();
        return;
    }
    if (update.trades.empty())
        return;
    // Of more than a table full only the newest would stay anyway.
    const auto skipped = static_cast<std::ptrdiff_t>(
        update.trades.size() > kCapacity ? update.trades.size() - kCapacity : 0);
    std::vector<api::TradeView> added(update.trades.begin() + skipped, update.trades.end());
    std::sort(added.begin(), added.end(), newer);
    const std::size_t kept = std::min(m_rows.size(), kCapacity - added.size());
    if (kept < m_rows.size()) {
        beginRemoveRows({}, static_cast<int>(kept), static_cast<int>(m_rows.size()) - 1);
        m_rows.resize(kept);
        endRemoveRows();
    }
    beginInsertRows({}, 0, static_cast<int>(added.size()) - 1);
    m_rows.insert(m_rows.begin(), added.begin(), added.end());
    endInsertRows();
    Q_EMIT fillsAdded(static_cast<int>(added.size()));
}

void FillsModel::clear() {
    beginResetModel();
    m_rows.clear();
    m_loaded = false;
    endResetModel();
}

int FillsModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

const std::vector<Column>& FillsModel::columns() const {
    static const std::vector<Column> kColumns{
        {"Time", 13, false}, {"Market", 10, false}, {"Side", 6, false}, {"Price", 11, true},
        {"Quantity", 10, true}, {"Value", 14, true}, {"Fee", 10, true}, {"Role", 7, false},
        {"Account", 14, false}, {"Order", 10, true},
    };
    return kColumns;
}

QString FillsModel::columnTitle(int column) const {
    switch (column) {
    case Time: return tr("Time");
    case Market: return tr("Market");
    case Side: return tr("Side");
    case Price: return tr("Price");
    case Quantity: return tr("Quantity");
    case Value: return tr("Value");
    case Fee: return tr("Fee");
    case Liquidity: return tr("Role");
    case Account: return tr("Account");
    case Order: return tr("Order");
    }
    return {};
}

void FillsModel::cell(int row, int column, Cell& out) const {
    const api::TradeView& view = at(row);
    const api::TradeExecuted& trade = view.trade;
    const InstrumentInfo* market = m_reference.instrument(trade.instrument);
    if (!market)
        return;
    const bool maker = isMaker(trade);
    const api::Side side = maker ? api::opposite(trade.takerSide) : trade.takerSide;
    switch (column) {
    case Time:
        m_format.time(view.time, out.text);
        out.tone = Tone::Dim;
        break;
    case Market: out.longText = market->symbol; break;
    case Side:
        out.longText = Texts::side(side);
        out.tone = side == api::Side::Buy ? Tone::Up : Tone::Down;
        break;
    case Price: m_format.price(*market, trade.price, out.text); break;
    case Quantity: m_format.quantity(*market, trade.quantity, out.text); break;
    case Value:
        if (const auto value = tradeValue(trade.price, trade.quantity, market->tickValue))
            out.longText = m_format.roundedAmount(market->quote, *value, 2);
        break;
    case Fee:
        out.longText = m_format.roundedAmount(market->quote, maker ? trade.makerFee : trade.takerFee, 4);
        out.tone = Tone::Dim;
        break;
    case Liquidity:
        out.longText = trade.auction ? tr("Auction") : maker ? tr("Maker") : tr("Taker");
        out.tone = Tone::Dim;
        break;
    case Account:
        out.longText = m_reference.accountName(maker ? trade.makerAccount : trade.takerAccount);
        break;
    case Order:
        Format::orderId(maker ? trade.makerOrder : trade.takerOrder, out.text);
        out.tone = Tone::Dim;
        break;
    }
}

QVariant FillsModel::sortKey(int row, int column) const {
    const api::TradeView& view = at(row);
    switch (column) {
    case Price: return QVariant::fromValue<qlonglong>(view.trade.price.value());
    case Quantity: return QVariant::fromValue<qlonglong>(view.trade.quantity.value());
    case Fee:
        return QVariant::fromValue<qlonglong>(
            (isMaker(view.trade) ? view.trade.makerFee : view.trade.takerFee).value());
    case Value: {
        const InstrumentInfo* market = m_reference.instrument(view.trade.instrument);
        const auto value =
            market ? tradeValue(view.trade.price, view.trade.quantity, market->tickValue)
                   : std::nullopt;
        return QVariant::fromValue<qlonglong>(value ? value->value() : 0);
    }
    case Market:
    case Side:
    case Liquidity:
    case Account:
    case Order: return data(index(row, column), Qt::DisplayRole);
    }
    return QVariant::fromValue<qulonglong>(view.sequence.value());
}

std::uint64_t FillsModel::rowId(int row) const {
    // Trade numbers count per market; the journal position comes first, so this stays unique enough
    // to find a row again.
    const api::TradeView& view = at(row);
    return view.sequence.value() << 16U | (view.trade.trade.value() & 0xffffU);
}

QString FillsModel::emptyText() const {
    return tr("No fills yet. When an order trades, each execution appears here.");
}

} // namespace openbell::models
