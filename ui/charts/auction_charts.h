// The two pictures of an auction: cumulated demand and supply by price, and how its indication has
// moved since it began. They repaint when their data changes, not by themselves.
#pragma once

#include "ui/charts/painted_parts.h"
#include "ui/models/panel.h"

#include <qcustomplot.h>

namespace openbell::charts {

/// What both share: quiet axes in the colours of the theme.
class AuctionPlot : public QCustomPlot, public PaintedParts {
    Q_OBJECT
public:
    AuctionPlot(models::PanelContext& context, QWidget* parent);

    QSize sizeHint() const override { return {300, 180}; }
    QSize minimumSizeHint() const override { return {150, 90}; }

protected:
    void paintEvent(QPaintEvent* event) override;
    virtual void onTheme();
    QString priceText(double ticks) const;
    QString quantityText(double lots) const;

    models::PanelContext& m_context;
    InstrumentId m_instrument;
    QString m_hint; ///< instead of the picture while there is nothing to show
};

class SupplyDemandChart final : public AuctionPlot {
    Q_OBJECT
public:
    SupplyDemandChart(models::PanelContext& context, QWidget* parent = nullptr);

    /// `auction` marks its price; a zero price: none.
    void show(InstrumentId instrument, const std::vector<models::AuctionPoint>& points,
              Price auction, const QString& hint);
    std::vector<PaintedPart> paintedParts() const override;

protected:
    void onTheme() override;

private:
    QCPGraph* m_demand = nullptr;
    QCPGraph* m_supply = nullptr;
    QCPItemStraightLine* m_price = nullptr;
    QString m_spoken;
};

class IndicationChart final : public AuctionPlot {
    Q_OBJECT
public:
    IndicationChart(models::PanelContext& context, QWidget* parent = nullptr);

    /// Oldest first; those without a price are gaps.
    void show(InstrumentId instrument, const std::vector<models::Indication>& indications,
              const QString& hint);
    std::vector<PaintedPart> paintedParts() const override;

protected:
    void onTheme() override;

private:
    QCPGraph* m_prices = nullptr;
    QString m_spoken;
};

} // namespace openbell::charts
