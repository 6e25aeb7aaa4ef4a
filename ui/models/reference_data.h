// Assets and markets of the connected venue, and the names of users and accounts where known.
#pragma once

#include "ui/models/instrument_info.h"

#include "engine/api/protocol.h"

#include <QObject>

#include <functional>
#include <map>
#include <vector>

namespace openbell::models {

class ReferenceData final : public QObject {
    Q_OBJECT
public:
    using QObject::QObject;

    /// Where now() comes from; this machine's time without one.
    void setClock(std::function<Timestamp()> clock) { m_clock = std::move(clock); }
    /// The venue's time.
    Timestamp now() const;

    /// nullptr when unknown.
    const InstrumentInfo* instrument(InstrumentId id) const;
    const InstrumentInfo* instrument(const QString& symbol) const;
    const AssetInfo* asset(AssetId id) const;
    /// In the order in which they were created.
    const std::vector<InstrumentId>& instruments() const { return m_order; }
    std::vector<AssetId> assets() const;

    /// "Market maker 2" or "#17".
    QString accountName(AccountId id) const;
    QString userName(UserId id) const;
    bool isEmpty() const { return m_instruments.empty(); }

    void apply(const api::TopicUpdate& update);
    void setAccounts(const std::vector<api::AccountCreated>& accounts);
    void setUsers(const std::vector<api::UserDefined>& users);
    void clear();

Q_SIGNALS:
    /// Markets or assets were added or changed.
    void changed();
    void instrumentStateChanged(openbell::InstrumentId instrument);
    void namesChanged();

private:
    void applyCalendars(const api::TopicUpdate& update);

    std::function<Timestamp()> m_clock;
    std::map<InstrumentId, InstrumentInfo> m_instruments;
    std::vector<InstrumentId> m_order;
    std::map<AssetId, AssetInfo> m_assets;
    std::map<AccountId, QString> m_accountNames;
    std::map<UserId, QString> m_userNames;
};

} // namespace openbell::models
