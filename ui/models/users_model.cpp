#include "ui/models/users_model.h"

#include "ui/models/reference_data.h"
#include "ui/models/texts.h"

#include <algorithm>

namespace openbell::models {

namespace {
bool sameUser(const api::UserDefined& a, const api::UserDefined& b) {
    return a.user == b.user && a.name == b.name && a.role == b.role && a.account == b.account &&
           a.enabled == b.enabled;
}
} // namespace

UsersModel::UsersModel(const ReferenceData& reference, QObject* parent)
    : TableModel(parent), m_reference(reference) {
    connect(&reference, &ReferenceData::namesChanged, this, &TableModel::retranslate);
}

void UsersModel::setUsers(std::vector<api::UserDefined> users) {
    std::sort(users.begin(), users.end(),
              [](const api::UserDefined& a, const api::UserDefined& b) { return a.user < b.user; });
    const std::size_t common = std::min(users.size(), m_rows.size());
    for (std::size_t row = 0; row < common; ++row) {
        if (sameUser(m_rows[row], users[row]))
            continue;
        m_rows[row] = users[row];
        Q_EMIT dataChanged(index(static_cast<int>(row), 0),
                           index(static_cast<int>(row), ColumnCount - 1));
    }
    if (users.size() > common) {
        beginInsertRows({}, static_cast<int>(common), static_cast<int>(users.size()) - 1);
        m_rows = std::move(users);
        endInsertRows();
    } else if (m_rows.size() > common) {
        beginRemoveRows({}, static_cast<int>(common), static_cast<int>(m_rows.size()) - 1);
        m_rows.resize(common);
        endRemoveRows();
    }
}

int UsersModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

const std::vector<Column>& UsersModel::columns() const {
    static const std::vector<Column> kColumns{
        {"User", 16, false, false, 8}, {"Role", 12, false}, {"Account", 16, false, true, 8}, {"State", 10, false}};
    return kColumns;
}

QString UsersModel::columnTitle(int column) const {
    switch (column) {
    case User: return tr("User");
    case Role: return tr("Role");
    case Account: return tr("Account");
    case State: return tr("State");
    }
    return {};
}

void UsersModel::cell(int row, int column, Cell& out) const {
    const api::UserDefined& user = at(row);
    const std::string_view name = user.name.view();
    switch (column) {
    case User:
        out.longText = QString::fromUtf8(name.data(), static_cast<qsizetype>(name.size()));
        out.tone = Tone::Strong;
        break;
    case Role: out.longText = Texts::role(user.role); break;
    case Account: out.longText = m_reference.accountName(user.account); break;
    case State:
        out.longText = user.enabled ? tr("Enabled") : tr("Disabled");
        out.tone = user.enabled ? Tone::Dim : Tone::Warning;
        break;
    }
}

QVariant UsersModel::sortKey(int row, int column) const {
    return data(index(row, column), Qt::DisplayRole);
}

std::uint64_t UsersModel::rowId(int row) const {
    return at(row).user.value();
}

QString UsersModel::emptyText() const {
    return tr("No users to show. Only operators and compliance staff see the list.");
}

} // namespace openbell::models
