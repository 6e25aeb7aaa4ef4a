// Column widths that make a table fit its room. Pure arithmetic.
#pragma once

#include <vector>

namespace openbell::views {

struct ColumnWish {
    int wanted = 0;  ///< pixels that show everything
    int minimum = 0; ///< pixels below which the column says nothing
};

/// Every column as wanted where there is room; else the lack is shared by what each column can give,
/// down to the minimums. Only then is the sum wider than `room`.
std::vector<int> fitColumns(const std::vector<ColumnWish>& columns, int room);

} // namespace openbell::views
