// One order with everything that happened to it.
#pragma once

#include "ui/models/order_life_model.h"
#include "ui/models/panel.h"

#include <QWidget>

class QLabel;

namespace openbell::views {

class TableView;

class OrderDetailsPanel final : public QWidget {
    Q_OBJECT
public:
    OrderDetailsPanel(models::PanelContext& context, QWidget* parent = nullptr);
    TableView& table() { return *m_table; }
    models::OrderLifeModel& life() { return *m_life; }

protected:
    void changeEvent(QEvent* event) override;

private:
    void refresh();
    void onOrders();
    QString headline(const api::OrderView& order) const;
    QString summary(const api::OrderView& order) const;

    models::PanelContext& m_context;
    models::OrderLifeModel* m_life = nullptr;
    QLabel* m_headline = nullptr;
    QLabel* m_summary = nullptr;
    TableView* m_table = nullptr;
};

} // namespace openbell::views
