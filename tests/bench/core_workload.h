// A workload of the matching benchmark through the whole core: accounts, holds, fees, settlement and
// events around the book, checked against the trades that its header announces.
#pragma once

#include "engine/core/venue.h"
#include "tests/bench/workload.h"

#include <span>
#include <vector>

namespace openbell::bench {

class CoreWorkload {
public:
    /// `accounts`: between which the orders are spread evenly, whatever their symbol.
    CoreWorkload(const Workload& workload, std::uint32_t accounts, unsigned shards);

    /// Applies the prefill, then the timed operations; gives the thread's nanoseconds for each of
    /// those. Commands are made in batches as the gateway makes them, which is not timed; looking
    /// ahead in a batch is.
    double run();

    /// Trades, their quantity and checksum are those of the header.
    bool isCorrect() const;
    std::uint64_t events() const { return m_events; }
    std::uint64_t refusals() const { return m_refusals; }

private:
    void setUp();
    void define(const api::Command& command);
    api::Command commandOf(const Operation& operation, Sequence sequence);
    void apply(std::span<const Operation> operations);
    void count(const api::EventBuffer& events);

    const Workload& m_workload;
    std::uint32_t m_accounts;
    core::Venue m_venue;
    std::vector<Sequence> m_orderOf;      ///< by the workload's id: the command that placed it last
    std::vector<std::uint64_t> m_idOf;    ///< by sequence number: the workload's id
    std::int64_t m_ns = 0;
    std::uint64_t m_events = 0;
    std::uint64_t m_refusals = 0;
    std::uint64_t m_trades = 0;
    std::uint64_t m_quantity = 0;
    std::uint64_t m_checksum = 0;
};

} // namespace openbell::bench
