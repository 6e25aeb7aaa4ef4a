// Bounds of the venue as tables: numbers from both sides of each bound and what the venue says.
#pragma once

#include "tests/unit/core/one_market.h"

#include <QTest>

#include <functional>
#include <string>
#include <vector>

namespace openbell::core {

/// A number, and what the venue says to it.
struct Point {
    std::int64_t value;
    api::RejectReason answer;
};

/// A command with the number in it, given to a fresh market.
struct Bound {
    const char* name;
    std::function<api::RejectReason(OneMarket&, std::int64_t)> command;
    std::vector<Point> points;
};

/// Both edges of a closed range.
inline std::vector<Point> inside(std::int64_t lowest, std::int64_t highest,
                                 api::RejectReason outside) {
    return {{lowest - 1, outside},
            {lowest, api::RejectReason::None},
            {highest, api::RejectReason::None},
            {highest + 1, outside}};
}

/// Every point of every bound in a market of its own.
inline void checkAll(const std::vector<Bound>& bounds, const api::CreateInstrument& instrument) {
    for (const Bound& bound : bounds)
        for (const Point& point : bound.points) {
            OneMarket market(instrument);
            const api::RejectReason answer = bound.command(market, point.value);
            QVERIFY2(answer == point.answer,
                     (std::string(bound.name) + " " + std::to_string(point.value) + ": " +
                      std::string(api::nameOf(answer)) + " instead of " +
                      std::string(api::nameOf(point.answer)))
                         .c_str());
            QVERIFY2(!market.venue.checkInvariants(), bound.name);
        }
}

} // namespace openbell::core
