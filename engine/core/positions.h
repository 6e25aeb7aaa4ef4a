// What the open buys of the accounts at home on one shard may still bring them, in the instruments
// that bound positions. An account's position in such an instrument is all it owns of the base
// asset, available and held, and its open buys in that instrument; those in other instruments with
// the same base asset do not count. A promise is the part that has left with a request whose
// command is not settled yet, as in the ledger. Owned by the home shard's thread.
#pragma once

#include "engine/core/messages.h"
#include "engine/core/reference_data.h"

#include <map>

namespace openbell::core {

class Positions {
public:
    struct Incoming {
        Quantity open;     ///< of resting and waiting buys
        Quantity promised; ///< on its way to the book
    };

    Incoming incoming(AccountId account, InstrumentId instrument) const {
        const auto found = m_incoming.find({account, instrument});
        return found == m_incoming.end() ? Incoming{} : found->second;
    }

    /// How many lots more the account may ask for, `owned` being its base atoms. A part of a lot
    /// that it owns takes a whole one. Precondition: the instrument bounds positions.
    Quantity room(AccountId account, const Instrument& instrument, Amount owned) const {
        const std::int64_t lot = instrument.terms.lotSize;
        const std::int64_t atoms =
            instrument.definition.maxPosition.value() * lot - owned.value();
        const Incoming now = incoming(account, instrument.definition.instrument);
        const Quantity left = Quantity(atoms > 0 ? atoms / lot : 0) - now.open - now.promised;
        return std::max(Quantity(0), left);
    }

    void promise(AccountId account, InstrumentId instrument, Quantity quantity) {
        m_incoming[{account, instrument}].promised += quantity;
    }
    void unpromise(AccountId account, InstrumentId instrument, Quantity quantity) {
        m_incoming[{account, instrument}].promised -= quantity;
    }
    void book(const Settlement& settlement) {
        Incoming& now = m_incoming[{settlement.account, settlement.instrument}];
        now.promised -= settlement.roomPromised;
        now.open += settlement.openBuys;
        OPENBELL_ASSERT(now.promised.value() >= 0 && now.open.value() >= 0);
    }
    /// Counts an open buy from a snapshot.
    void restore(AccountId account, InstrumentId instrument, Quantity open) {
        m_incoming[{account, instrument}].open += open;
    }

private:
    /// Entries stay: at most one for each account and instrument with a bound.
    std::map<std::pair<AccountId, InstrumentId>, Incoming> m_incoming;
};

} // namespace openbell::core
