// The health panel: rates, queues, journal lag and latencies of the engine, with their recent past.
#pragma once

#include "ui/models/panel.h"

#include <QWidget>

class QLabel;

namespace openbell::charts {
class Sparkline;
}

namespace openbell::views {

/// Names and figures in two columns, painted as a whole; a bar shows how full a queue is.
class FigureList final : public QWidget {
    Q_OBJECT
public:
    struct Figure {
        QString name;
        QString value;
        double fill = -1; ///< 0..1: a bar; negative: none
        bool alarm = false;
    };

    FigureList(const models::Theme& theme, QWidget* parent = nullptr);

    void setFigures(std::vector<Figure> figures);
    const std::vector<Figure>& figures() const { return m_figures; }
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return {220, sizeHint().height()}; }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    const models::Theme& m_theme;
    std::vector<Figure> m_figures;
};

class HealthPanel final : public QWidget {
    Q_OBJECT
public:
    HealthPanel(models::PanelContext& context, QWidget* parent = nullptr);

    const FigureList& figures() const { return *m_figures; }

protected:
    void changeEvent(QEvent* event) override;
    void showEvent(QShowEvent* event) override;

private:
    void retranslate();
    void refresh();

    models::PanelContext& m_context;
    std::vector<charts::Sparkline*> m_lines;
    FigureList* m_figures = nullptr;
    QLabel* m_notice = nullptr; ///< instead of figures, for those who may not see them
};

} // namespace openbell::views
