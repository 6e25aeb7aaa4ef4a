// Lively spells of a market: now and then everybody wants the same side for a few seconds. One
// owner; integers and a seeded generator only.
#pragma once

#include "engine/base/random.h"

#include <cstdint>

namespace openbell::simulation {

class Mood {
public:
    explicit Mood(std::uint64_t seed) : m_random(seed) {}

    void advance() {
        if (m_left > 0) {
            if (--m_left == 0) {
                m_trend = 0;
                m_bustle = 1;
            }
        } else if (m_random.chance(1, kStepsBetweenSpells)) {
            m_left = m_random.between(20, 120);
            m_trend = m_random.between(30, 85) * (m_random.chance(1, 2) ? 1 : -1);
            m_bustle = static_cast<std::uint32_t>(m_random.between(3, 7));
        }
    }

    std::int64_t trend() const { return m_trend; }
    std::uint32_t bustle() const { return m_bustle; }

private:
    static constexpr std::uint64_t kStepsBetweenSpells = 700;

    Random m_random;
    std::int64_t m_left = 0; ///< steps of the present spell
    std::int64_t m_trend = 0;
    std::uint32_t m_bustle = 1;
};

} // namespace openbell::simulation
