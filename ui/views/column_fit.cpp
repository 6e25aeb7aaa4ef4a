#include "ui/views/column_fit.h"

#include <algorithm>

namespace openbell::views {

std::vector<int> fitColumns(const std::vector<ColumnWish>& columns, int room) {
    int wanted = 0;
    int spare = 0;
    for (const ColumnWish& column : columns) {
        wanted += column.wanted;
        spare += std::max(0, column.wanted - column.minimum);
    }
    int lack = std::clamp(wanted - room, 0, spare);
    std::vector<int> widths;
    widths.reserve(columns.size());
    for (const ColumnWish& column : columns) {
        const int canGive = std::max(0, column.wanted - column.minimum);
        // Rounded up against what is left to share, so that the last column closes the sum exactly.
        const int gives = spare > 0 ? (lack * canGive + spare - 1) / spare : 0;
        widths.push_back(column.wanted - gives);
        lack -= gives;
        spare -= canGive;
    }
    return widths;
}

} // namespace openbell::views
