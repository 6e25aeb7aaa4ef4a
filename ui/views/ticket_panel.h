// The order ticket: writes one order, checks it while it is typed, and says what it would cost and do.
#pragma once

#include "ui/models/order_ticket.h"
#include "ui/models/panel.h"

#include <QWidget>

#include <map>

class QComboBox;
class QLabel;
class QDateTimeEdit;
class QLineEdit;
class QPushButton;
class QScrollArea;

namespace openbell::views {

class TicketForm;

class TicketPanel final : public QWidget {
    Q_OBJECT
public:
    TicketPanel(models::PanelContext& context, QWidget* parent = nullptr);

    /// The check of what is entered now.
    models::TicketCheck check() const;

protected:
    void changeEvent(QEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    // What there is (ticket_fields.cpp).
    void build();
    void buildFields();
    void buildFigures();
    QWidget* buildShares();
    QLineEdit* edit(models::TicketField field, const char* name);
    QComboBox* choice(models::TicketField field, const char* name);
    void retranslate();
    void nameFields();
    void explainLinks();
    static QString pegText(api::PegReference reference);
    static QString attachedText(models::Attached attached);
    void fillChoices();
    void fillTimes(api::OrderType type);
    void showOnlyWhatApplies();
    void reveal(models::TicketField field);
    void namePrice(const models::TicketInput& entered);
    void proposeExpiry(bool shown);
    void showWhatTheStateTakes(const models::InstrumentInfo& market);
    // What it does (ticket_panel.cpp).
    void onInstrument();
    void onOtherMarket();
    void onPicked(api::Side side, Price price);
    void setSide(api::Side side);
    void refresh();
    void showFigures(const models::InstrumentInfo& market, const models::TicketCheck& check);
    void showProblems(const models::TicketCheck& check);
    void say(const QString& summary, const QString& problem, bool missing);
    void stepQuantity(int percent);
    void submit();
    models::TicketInput input() const;
    models::TicketContext surroundings(const models::InstrumentInfo& market) const;
    const models::InstrumentInfo* market() const;
    void paintAll();

    models::PanelContext& m_context;
    api::Side m_side = api::Side::Buy;
    QPushButton* m_buy = nullptr;
    QPushButton* m_sell = nullptr;
    QScrollArea* m_area = nullptr;
    TicketForm* m_form = nullptr;
    std::map<models::TicketField, QLineEdit*> m_edits;
    std::map<models::TicketField, QComboBox*> m_choices;
    QDateTimeEdit* m_expiry = nullptr;
    QLabel* m_valueLabel = nullptr;
    QLabel* m_value = nullptr;
    QLabel* m_feeLabel = nullptr;
    QLabel* m_fee = nullptr;
    QLabel* m_availableLabel = nullptr;
    QLabel* m_available = nullptr;
    QPushButton* m_submit = nullptr;
    QLabel* m_summary = nullptr;
    QLabel* m_problem = nullptr;
};

} // namespace openbell::views
