// A client's copy of one topic, kept by the rules of app/docs/protocol.md alone: a snapshot
// replaces everything, a delta must begin where the last update ended.
#pragma once

#include "engine/api/binary_codec.h"
#include "engine/api/protocol.h"

#include <algorithm>
#include <map>
#include <string>
#include <tuple>
#include <vector>

namespace openbell::gateway {

class Replica {
public:
    /// False when the update does not fit the rules.
    bool apply(const api::TopicUpdate& update) {
        if (update.snapshot)
            clear();
        else if (!m_started || update.from != m_at)
            return false;
        if (update.snapshot && !update.from.isNone())
            return false;
        m_started = true;
        m_at = update.to;
        for (const auto& row : update.assets)
            m_rows["asset " + std::to_string(row.asset.value())] = api::toBinary(row);
        for (const auto& row : update.instruments)
            m_rows["instrument " + std::to_string(row.definition.instrument.value())] =
                api::toBinary(row);
        for (const auto& row : update.schedules)
            put("schedule " + std::to_string(row.instrument.value()), row, row.weekdays == 0);
        for (const auto& row : update.tradingDays)
            put("day " + std::to_string(row.instrument.value()) + "/" + std::to_string(row.day),
                row, row.kind == api::TradingDayKind::AsScheduled);
        for (const auto& row : update.priceControls)
            m_rows["controls " + std::to_string(row.instrument.value())] = api::toBinary(row);
        for (const auto& row : update.auctions)
            m_rows["auction " + std::to_string(row.instrument.value())] = api::toBinary(row);
        for (const auto& row : update.tickers)
            m_rows["ticker " + std::to_string(row.instrument.value())] = api::toBinary(row);
        for (const auto& row : update.levels)
            put("level " + std::string(api::nameOf(row.side)) + std::to_string(row.price.value()),
                row, row.quantity.isZero());
        for (auto row : update.tops) { // a snapshot names no command
            row.sequence = {};
            row.time = {};
            m_rows["top"] = api::toBinary(row);
        }
        for (auto row : update.bookOrders) {
            const bool gone = row.quantity.isZero();
            row.sequence = {};
            row.action = api::BookAction::Add;
            row.trade = {};
            put("book order " + std::to_string(row.order.value()), row, gone);
        }
        for (const auto& row : update.orders)
            put("order " + std::to_string(row.order.value()), row,
                row.status != api::OrderStatus::Open);
        for (const auto& row : update.balances)
            m_rows["balance " + std::to_string(row.account.value()) + "/" +
                   std::to_string(row.asset.value())] = api::toBinary(row);
        for (const auto& row : update.candles)
            m_rows["candle " + std::to_string(row.start.value())] = api::toBinary(row);
        for (const auto& row : update.trades)
            m_trades.push_back(api::toBinary(row));
        for (const auto& row : update.audit)
            m_trades.push_back(api::toBinary(row));
        return true;
    }

    /// Equal contents, of endless rows only the newest `tail`.
    bool sameAs(const Replica& other, std::size_t tail) const {
        return m_rows == other.m_rows && newest(tail) == other.newest(tail);
    }
    Sequence at() const { return m_at; }
    std::size_t size() const { return m_rows.size() + m_trades.size(); }

private:
    template<class Row>
    void put(const std::string& key, const Row& row, bool gone) {
        if (gone)
            m_rows.erase(key);
        else
            m_rows[key] = api::toBinary(row);
    }
    void clear() {
        m_rows.clear();
        m_trades.clear();
    }
    std::vector<api::Bytes> newest(std::size_t count) const {
        const std::size_t kept = std::min(count, m_trades.size());
        return {m_trades.end() - static_cast<std::ptrdiff_t>(kept), m_trades.end()};
    }

    bool m_started = false;
    Sequence m_at;
    std::map<std::string, api::Bytes> m_rows;
    std::vector<api::Bytes> m_trades;
};

} // namespace openbell::gateway
