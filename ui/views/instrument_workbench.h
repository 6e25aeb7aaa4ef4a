// Where an operator changes a market: its state, schedule, special days, price controls, bands and fees, or
// makes a new one. Says what will change and what that does before anything is applied.
#pragma once

#include "ui/models/instrument_drafts.h"
#include "ui/models/instrument_effects.h"
#include "ui/models/panel.h"

#include <QTimer>
#include <QWidget>

class QLabel;
class QTabWidget;

namespace openbell::views {

class StatePage;
class WorkbenchPage;
class WorkbenchReview;

class InstrumentWorkbench final : public QWidget {
    Q_OBJECT
public:
    InstrumentWorkbench(models::PanelContext& context, QWidget* parent = nullptr);

    QSize sizeHint() const override { return {760, 700}; }

protected:
    void changeEvent(QEvent* event) override;
    void showEvent(QShowEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    static constexpr int kCountOrdersMs = 3000;

    void addPage(WorkbenchPage* page, const char* title);
    void addProposal(const char* name, const char* text, api::InstrumentState state, int seconds);
    void retranslate();
    void onInstrument();
    void onReference();
    void onPage();
    void loadPage();
    void refresh();
    void countOrders();
    models::MarketSituation situation() const;
    void showReview(const models::DraftCheck& check);
    void wantApply();
    void apply();
    void onAnswer(bool accepted);
    void leave();
    void setAsking(bool asking);
    WorkbenchPage* page() const;
    const models::InstrumentInfo* market() const;
    models::DraftCheck check() const;

    models::PanelContext& m_context;
    models::InstrumentDrafts m_drafts;
    models::InstrumentEffects m_effects;
    models::OrderCounts m_orders;
    QTimer m_countTimer;
    bool m_counting = false;
    bool m_asking = false; ///< a grave change waits for its confirmation
    WorkbenchPage* m_applying = nullptr; ///< whose change waits for its answer
    QLabel* m_title = nullptr;
    QLabel* m_state = nullptr;
    QLabel* m_readOnly = nullptr;
    QTabWidget* m_tabs = nullptr;
    std::vector<std::pair<WorkbenchPage*, const char*>> m_pages;
    StatePage* m_statePage = nullptr;
    WorkbenchReview* m_review = nullptr;
    struct Proposal {
        QAction* action;
        const char* text;
    };
    std::vector<Proposal> m_proposals;
};

} // namespace openbell::views
