// The workload files of the matching benchmark: a header with what a correct engine must produce,
// then one stream of operations for all symbols (little endian).
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace openbell::bench {

enum class OperationType : std::uint8_t {
    Add,     ///< limit order, good till cancelled
    Cancel,  ///< may come too late
    Replace, ///< the same id with a new price and open quantity, losing its priority
    ImmediateOrCancel,
};

struct Operation {
    std::uint64_t id;       ///< dense from 1 in order of arrival
    std::uint32_t price;    ///< ticks
    std::uint32_t quantity; ///< Replace: the new open quantity
    std::uint16_t symbol;
    OperationType type;
    std::uint8_t side; ///< 0 buy, 1 sell; given with every operation
    std::uint32_t padding;
};
static_assert(sizeof(Operation) == 24);

struct WorkloadHeader {
    char magic[8];
    std::uint64_t operations; ///< the prefill included
    std::uint64_t prefill;    ///< of them: adds that never trade, not timed
    std::uint64_t symbols;
    std::uint64_t maxId;
    std::uint64_t minPrice;
    std::uint64_t maxPrice;
    std::uint64_t trades;
    std::uint64_t tradedQuantity;
    std::uint64_t checksum; ///< of all trades in order, see mixTrade()
    std::uint64_t adds;     ///< this and the next five: among the timed operations
    std::uint64_t cancels;
    std::uint64_t lateCancels;
    std::uint64_t replaces;
    std::uint64_t immediates;
    std::uint64_t crossingAdds; ///< not counted in `adds`
    std::uint64_t peakOrders;
    std::uint64_t endOrders;
    std::uint64_t peakLevels;
    std::uint64_t seed;
    std::uint64_t reserved[12];
};
static_assert(sizeof(WorkloadHeader) == 256);

inline constexpr char kWorkloadMagic[8] = {'M', 'E', 'O', 'P', 'S', '0', '1', '\0'};

struct Workload {
    WorkloadHeader header{};
    std::vector<Operation> operations;
};

/// Continues the checksum by one trade; it depends on the order of the trades.
inline std::uint64_t mixTrade(std::uint64_t checksum, std::uint64_t maker, std::uint64_t taker,
                              std::uint64_t price, std::uint64_t quantity) {
    checksum ^= maker * 0x9E3779B97F4A7C15ULL + taker;
    checksum *= 0xD6E8FEB86659FD93ULL;
    checksum ^= price << 32 ^ quantity;
    return checksum << 7 | checksum >> 57;
}

struct WorkloadOptions {
    std::uint64_t operations = 0; ///< timed ones
    std::uint64_t symbols = 1;
    std::uint64_t liveOrders = 0; ///< that the books hold about all the time
    std::uint64_t seed = 0;
    int youngPercent = 70; ///< cancels and replaces that hit one of the latest orders
};

/// The same options give the same bytes on every machine.
Workload generateWorkload(const WorkloadOptions& options);

/// Both throw std::runtime_error with a text for the user.
Workload loadWorkload(const std::string& path);
void saveWorkload(const Workload& workload, const std::string& path);

} // namespace openbell::bench
