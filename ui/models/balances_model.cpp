#include "ui/models/balances_model.h"

#include "ui/models/reference_data.h"

#include <algorithm>
#include <tuple>

namespace openbell::models {

namespace {
bool before(const api::BalanceChanged& a, const api::BalanceChanged& b) {
    return std::tie(a.account, a.asset) < std::tie(b.account, b.asset);
}
} // namespace

BalancesModel::BalancesModel(const ReferenceData& reference, const Format& format, QObject* parent)
    : TableModel(parent), m_reference(reference), m_format(format) {
    connect(&reference, &ReferenceData::changed, this, &TableModel::retranslate);
    connect(&reference, &ReferenceData::namesChanged, this, &TableModel::retranslate);
}

Amount BalancesModel::available(AccountId account, AssetId asset) const {
    api::BalanceChanged wanted;
    wanted.account = account;
    wanted.asset = asset;
    const auto at = std::lower_bound(m_rows.begin(), m_rows.end(), wanted, before);
    return at != m_rows.end() && !before(wanted, *at) ? at->available : Amount();
}

void BalancesModel::apply(const api::TopicUpdate& update) {
    if (update.snapshot) {
        beginResetModel();
        m_rows = update.balances;
        std::sort(m_rows.begin(), m_rows.end(), before);
        m_loaded = true;
        endResetModel();
        Q_EMIT balancesChanged();
        return;
    }
    for (const api::BalanceChanged& balance : update.balances) {
        const auto at = std::lower_bound(m_rows.begin(), m_rows.end(), balance, before);
        const int row = static_cast<int>(at - m_rows.begin());
        if (at != m_rows.end() && !before(balance, *at)) {
            *at = balance;
            Q_EMIT dataChanged(index(row, Total), index(row, Held));
        } else {
            beginInsertRows({}, row, row);
            m_rows.insert(at, balance);
            endInsertRows();
        }
    }
    if (!update.balances.empty())
        Q_EMIT balancesChanged();
}

void BalancesModel::clear() {
    beginResetModel();
    m_rows.clear();
    m_loaded = false;
    endResetModel();
    Q_EMIT balancesChanged();
}

int BalancesModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

const std::vector<Column>& BalancesModel::columns() const {
    static const std::vector<Column> kColumns{
        {"Asset", 7, false}, {"Total", 18, true},    {"Available", 18, true},
        {"Held", 16, true},  {"Account", 14, false},
    };
    return kColumns;
}

QString BalancesModel::columnTitle(int column) const {
    switch (column) {
    case Asset: return tr("Asset");
    case Total: return tr("Total");
    case Available: return tr("Available");
    case Held: return tr("In orders");
    case Account: return tr("Account");
    }
    return {};
}

void BalancesModel::cell(int row, int column, Cell& out) const {
    const api::BalanceChanged& balance = m_rows[static_cast<std::size_t>(row)];
    const AssetInfo* asset = m_reference.asset(balance.asset);
    if (!asset)
        return;
    switch (column) {
    case Asset:
        out.longText = asset->code;
        out.tone = Tone::Strong;
        break;
    case Total: out.longText = m_format.amount(asset->scale, balance.available + balance.held); break;
    case Available: out.longText = m_format.amount(asset->scale, balance.available); break;
    case Held:
        out.longText = m_format.amount(asset->scale, balance.held);
        out.tone = balance.held.isZero() ? Tone::Dim : Tone::Normal;
        break;
    case Account: out.longText = m_reference.accountName(balance.account); break;
    }
}

QVariant BalancesModel::sortKey(int row, int column) const {
    const api::BalanceChanged& balance = m_rows[static_cast<std::size_t>(row)];
    switch (column) {
    case Total: return QVariant::fromValue<qlonglong>((balance.available + balance.held).value());
    case Available: return QVariant::fromValue<qlonglong>(balance.available.value());
    case Held: return QVariant::fromValue<qlonglong>(balance.held.value());
    case Account: return m_reference.accountName(balance.account);
    }
    return data(index(row, Asset), Qt::DisplayRole);
}

std::uint64_t BalancesModel::rowId(int row) const {
    const api::BalanceChanged& balance = m_rows[static_cast<std::size_t>(row)];
    return static_cast<std::uint64_t>(balance.account.value()) << 32U | balance.asset.value();
}

QString BalancesModel::emptyText() const {
    return tr("No balances. They appear after the first deposit to the account.");
}

} // namespace openbell::models
