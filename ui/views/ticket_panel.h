// The order ticket: writes one order, checks it while it is typed, and says what it would cost.
#pragma once

#include "ui/models/order_ticket.h"
#include "ui/models/panel.h"

#include <QWidget>

class QCheckBox;
class QComboBox;
class QFormLayout;
class QLabel;
class QDateTimeEdit;
class QLineEdit;
class QPushButton;

namespace openbell::views {

class TicketPanel final : public QWidget {
    Q_OBJECT
public:
    TicketPanel(models::PanelContext& context, QWidget* parent = nullptr);

    /// The check of what is entered now.
    models::TicketCheck check() const;

protected:
    void changeEvent(QEvent* event) override;

private:
    void build();
    void retranslate();
    void onInstrument();
    void onOtherMarket();
    void onPicked(api::Side side, Price price);
    void setSide(api::Side side);
    void showOnlyWhatApplies();
    void fillTimes(api::OrderType type);
    void showWhatTheStateTakes(const models::InstrumentInfo& market);
    void refresh();
    void stepQuantity(int percent);
    void submit();
    models::TicketInput input() const;
    models::TicketContext surroundings(const models::InstrumentInfo& market) const;
    void paintSideButtons();

    models::PanelContext& m_context;
    api::Side m_side = api::Side::Buy;
    QPushButton* m_buy = nullptr;
    QPushButton* m_sell = nullptr;
    QComboBox* m_type = nullptr;
    QComboBox* m_timeInForce = nullptr;
    QComboBox* m_selfTrade = nullptr;
    QLineEdit* m_price = nullptr;
    QLineEdit* m_trigger = nullptr;
    QLineEdit* m_trailBy = nullptr;
    QLineEdit* m_quantity = nullptr;
    QDateTimeEdit* m_expiry = nullptr;
    QLabel* m_expiryLabel = nullptr;
    QLabel* m_expiryProblem = nullptr;
    QCheckBox* m_postOnly = nullptr;
    QLabel* m_typeLabel = nullptr;
    QLabel* m_timeInForceLabel = nullptr;
    QLabel* m_priceLabel = nullptr;
    QLabel* m_triggerLabel = nullptr;
    QLabel* m_trailByLabel = nullptr;
    QLabel* m_selfTradeLabel = nullptr;
    QLabel* m_quantityLabel = nullptr;
    QLabel* m_priceProblem = nullptr;
    QLabel* m_triggerProblem = nullptr;
    QLabel* m_quantityProblem = nullptr;
    QLabel* m_problem = nullptr;
    QLabel* m_valueLabel = nullptr;
    QLabel* m_value = nullptr;
    QLabel* m_feeLabel = nullptr;
    QLabel* m_fee = nullptr;
    QLabel* m_availableLabel = nullptr;
    QLabel* m_available = nullptr;
    QPushButton* m_submit = nullptr;
};

} // namespace openbell::views
