#include "engine/marketdata/checksum.h"

#include "engine/base/crc32c.h"

#include <algorithm>
#include <bit>

namespace openbell::marketdata {

static_assert(std::endian::native == std::endian::little,
              "integers are taken as they are in memory");

void CanonicalForm::append(const void* number, std::size_t size) {
    const auto* bytes = static_cast<const std::uint8_t*>(number);
    m_bytes.insert(m_bytes.end(), bytes, bytes + size);
}

std::uint32_t CanonicalForm::checksum() const {
    return crc32c(m_bytes);
}

std::uint32_t levelsChecksum(const std::vector<api::LevelView>& bids,
                             const std::vector<api::LevelView>& asks) {
    CanonicalForm form;
    for (const auto* side : {&bids, &asks}) {
        const std::size_t covered = std::min(side->size(), kChecksumLevels);
        form.add(static_cast<std::uint32_t>(covered));
        for (std::size_t i = 0; i < covered; ++i) {
            form.add((*side)[i].price);
            form.add((*side)[i].quantity);
            form.add((*side)[i].orders);
        }
    }
    return form.checksum();
}

} // namespace openbell::marketdata
