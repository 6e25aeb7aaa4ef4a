// What custom-painted widgets tell screen readers: each describes the parts that it paints, and one
// accessible interface for all of them offers those as children. GUI thread.
#pragma once

#include <QRect>
#include <QString>

#include <vector>

namespace openbell::charts {

struct PaintedPart {
    QString name;
    QString value;
    QRect place; ///< in the widget's coordinates
};

/// Implemented by a widget that calls offerPaintedParts() once.
class PaintedParts {
public:
    virtual ~PaintedParts() = default;
    /// Top to bottom, as far as visible; a few hundred at most.
    virtual std::vector<PaintedPart> paintedParts() const = 0;
};

/// Makes widgets with painted parts known to Qt's accessibility; any number of calls.
void offerPaintedParts();

} // namespace openbell::charts
