// The panels that look at the market as tables: the markets list and time and sales.
#pragma once

#include "ui/models/panel.h"

#include <QWidget>

class QLineEdit;

namespace openbell::views {

class TableView;

class MarketsPanel final : public QWidget {
    Q_OBJECT
public:
    MarketsPanel(models::PanelContext& context, QWidget* parent = nullptr);
    TableView& table() { return *m_table; }

protected:
    void changeEvent(QEvent* event) override;

private:
    void retranslate();
    void selectRow(int row);
    void followSelection();

    models::PanelContext& m_context;
    TableView* m_table = nullptr;
    QLineEdit* m_filter = nullptr;
};

/// Time and sales of the selected market. The model slides its rows, so a busy tape costs one repaint
/// per frame, not one insertion per trade.
class TapePanel final : public QWidget {
    Q_OBJECT
public:
    TapePanel(models::PanelContext& context, QWidget* parent = nullptr);
    TableView& table() { return *m_table; }

private:
    void onInstrument(InstrumentId instrument);

    models::PanelContext& m_context;
    TableView* m_table = nullptr;
    models::Lease<models::TradesModel> m_trades;
};

} // namespace openbell::views
