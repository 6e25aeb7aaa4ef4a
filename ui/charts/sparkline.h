// A small line of recent values with its newest figure, for the health panel. Own painter.
#pragma once

#include "ui/models/theme.h"

#include <QWidget>

#include <vector>

namespace openbell::charts {

class Sparkline final : public QWidget {
    Q_OBJECT
public:
    Sparkline(const models::Theme& theme, QWidget* parent = nullptr);

    void setTitle(const QString& title);
    /// Oldest first; at most 600 are drawn. `figure` is the newest value as text.
    void setValues(const std::vector<double>& values, const QString& figure);

    QSize sizeHint() const override { return {170, 64}; }
    QSize minimumSizeHint() const override { return {120, 52}; }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    const models::Theme& m_theme;
    QString m_title;
    QString m_figure;
    std::vector<double> m_values;
};

} // namespace openbell::charts
