#include "tests/bench/workload.h"

#include <cstring>
#include <fstream>
#include <stdexcept>

namespace openbell::bench {

namespace {

void check(const Workload& workload, const std::string& path) {
    const WorkloadHeader& header = workload.header;
    for (const Operation& operation : workload.operations)
        if (operation.symbol >= header.symbols || operation.side > 1 ||
            operation.type > OperationType::ImmediateOrCancel || operation.id > header.maxId)
            throw std::runtime_error(
                path + ": operation " + std::to_string(&operation - workload.operations.data()) +
                " has a symbol, side, type or id outside of what the header announces");
}

} // namespace

Workload loadWorkload(const std::string& path) {
    std::ifstream file(path, std::ios::binary | std::ios::ate);
    if (!file)
        throw std::runtime_error(path + ": cannot be opened for reading");
    const auto size = static_cast<std::uint64_t>(file.tellg());
    Workload workload;
    WorkloadHeader& header = workload.header;
    file.seekg(0);
    file.read(reinterpret_cast<char*>(&header), sizeof header);
    if (!file || std::memcmp(header.magic, kWorkloadMagic, sizeof kWorkloadMagic) != 0)
        throw std::runtime_error(path + ": not a workload file (it does not begin with MEOPS01)");
    if ((size - sizeof header) / sizeof(Operation) != header.operations ||
        (size - sizeof header) % sizeof(Operation) != 0 || header.prefill > header.operations ||
        header.symbols == 0 || header.symbols > 65536)
        throw std::runtime_error(path + ": its size does not fit the number of operations in its "
                                        "header; it was cut or damaged");
    workload.operations.resize(header.operations);
    file.read(reinterpret_cast<char*>(workload.operations.data()),
              static_cast<std::streamsize>(header.operations * sizeof(Operation)));
    if (!file)
        throw std::runtime_error(path + ": reading failed");
    check(workload, path);
    return workload;
}

void saveWorkload(const Workload& workload, const std::string& path) {
    std::ofstream file(path, std::ios::binary | std::ios::trunc);
    file.write(reinterpret_cast<const char*>(&workload.header), sizeof workload.header);
    file.write(reinterpret_cast<const char*>(workload.operations.data()),
               static_cast<std::streamsize>(workload.operations.size() * sizeof(Operation)));
    file.close();
    if (!file)
        throw std::runtime_error(path + ": cannot be written");
}

} // namespace openbell::bench
