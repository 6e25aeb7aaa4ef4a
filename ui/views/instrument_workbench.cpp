#include "ui/views/instrument_workbench.h"

#include "ui/models/instrument_texts.h"
#include "ui/models/table_model.h"
#include "ui/models/texts.h"
#include "ui/views/workbench_bands_page.h"
#include "ui/views/workbench_review.h"

#include <QAction>
#include <QEvent>
#include <QKeyEvent>
#include <QLabel>
#include <QScrollArea>
#include <QTabBar>
#include <QTabWidget>
#include <QVBoxLayout>

#include <utility>

namespace openbell::views {
namespace {

using models::DraftCheck;
using models::InstrumentEffects;
using models::InstrumentTexts;

bool isAboutAMarket(const api::Command& command) {
    return std::holds_alternative<api::ChangeInstrumentState>(command) ||
           std::holds_alternative<api::ResumeInstrument>(command) ||
           std::holds_alternative<api::SetTradingSchedule>(command) ||
           std::holds_alternative<api::SetTradingDay>(command) ||
           std::holds_alternative<api::SetPriceControls>(command) ||
           std::holds_alternative<api::SetPriceBands>(command) ||
           std::holds_alternative<api::SetInstrumentFees>(command) ||
           std::holds_alternative<api::CreateInstrument>(command) ||
           std::holds_alternative<api::CreateAsset>(command);
}

QString bullets(const QStringList& lines) {
    QStringList shown;
    for (const QString& line : lines)
        shown += QStringLiteral("•  ") + line;
    return shown.join(u'\n');
}

} // namespace

InstrumentWorkbench::InstrumentWorkbench(models::PanelContext& context, QWidget* parent)
    : QWidget(parent), m_context(context), m_drafts(context.feed.reference(), context.format),
      m_effects(context.format) {
    setObjectName(QStringLiteral("instrumentWorkbench"));
    m_title = new QLabel(this);
    m_title->setObjectName(QStringLiteral("workbenchTitle"));
    m_state = new QLabel(this);
    m_state->setObjectName(QStringLiteral("workbenchNow"));
    m_readOnly = new QLabel(this);
    m_readOnly->setObjectName(QStringLiteral("workbenchReadOnly"));
    m_readOnly->setWordWrap(true);
    m_readOnly->setProperty("dim", true);
    m_tabs = new QTabWidget(this);
    m_tabs->setObjectName(QStringLiteral("workbenchTabs"));
    m_tabs->tabBar()->setObjectName(QStringLiteral("workbenchTabBar"));
    m_tabs->setDocumentMode(true);
    m_tabs->setUsesScrollButtons(true);

    m_statePage = new StatePage(this);
    addPage(m_statePage, QT_TRANSLATE_NOOP("InstrumentWorkbench", "State"));
    addPage(new SchedulePage(this), QT_TRANSLATE_NOOP("InstrumentWorkbench", "Schedule"));
    addPage(new DaysPage(this), QT_TRANSLATE_NOOP("InstrumentWorkbench", "Special days"));
    addPage(new ControlsPage(context.format, this),
            QT_TRANSLATE_NOOP("InstrumentWorkbench", "Price controls"));
    addPage(new BandsPage(context.format, this),
            QT_TRANSLATE_NOOP("InstrumentWorkbench", "Bands"));
    addPage(new FeesPage(context.format, this), QT_TRANSLATE_NOOP("InstrumentWorkbench", "Fees"));
    addPage(new NewMarketPage(context.feed.reference(), this),
            QT_TRANSLATE_NOOP("InstrumentWorkbench", "New market"));
    addPage(new NewAssetPage(this), QT_TRANSLATE_NOOP("InstrumentWorkbench", "New asset"));

    m_review = new WorkbenchReview(this);
    connect(m_review, &WorkbenchReview::applyWanted, this, &InstrumentWorkbench::wantApply);
    connect(m_review, &WorkbenchReview::backWanted, this, &InstrumentWorkbench::leave);
    auto* head = new QHBoxLayout;
    head->setContentsMargins(12, 10, 12, 6);
    head->setSpacing(12);
    head->addWidget(m_title);
    head->addWidget(m_state);
    head->addStretch(1);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addLayout(head);
    m_readOnly->setContentsMargins(12, 0, 12, 6);
    layout->addWidget(m_readOnly);
    layout->addWidget(m_tabs, 1);
    layout->addWidget(m_review);
    setFocusProxy(m_tabs);

    using State = api::InstrumentState;
    addProposal("workbenchStartAuction",
                QT_TRANSLATE_NOOP("InstrumentWorkbench", "Start an auction of two minutes…"),
                State::VolatilityAuction, 120);
    addProposal("workbenchCloseMarket", QT_TRANSLATE_NOOP("InstrumentWorkbench", "Close the market…"),
                State::Closed, 0);
    addProposal("workbenchDelist", QT_TRANSLATE_NOOP("InstrumentWorkbench", "Delist the market…"),
                State::Delisted, 0);

    connect(m_tabs, &QTabWidget::currentChanged, this, &InstrumentWorkbench::onPage);
    connect(&context.selection, &models::Selection::instrumentChanged, this,
            &InstrumentWorkbench::onInstrument);
    connect(&context.feed.reference(), &models::ReferenceData::changed, this,
            &InstrumentWorkbench::onReference);
    connect(&context.feed.auctions(), &models::AuctionBoard::changed, this, [this] {
        if (isVisible())
            refresh();
    });
    connect(&context.actions, &models::TradingActions::permissionsChanged, this,
            &InstrumentWorkbench::refresh);
    connect(&context.theme, &models::Theme::changed, this, &InstrumentWorkbench::retranslate);
    // The console sends one change at a time, so the next answer to a change of a market is its own.
    connect(&context.actions, &models::TradingActions::accepted, this,
            [this](const api::Command& command) {
                if (m_applying && isAboutAMarket(command))
                    onAnswer(true);
            });
    connect(&context.actions, &models::TradingActions::rejected, this,
            [this](const api::Command& command) {
                if (m_applying && isAboutAMarket(command))
                    onAnswer(false);
            });
    connect(&context.client, &client::ExchangeClient::stateChanged, this, [this] {
        if (!m_context.client.isOnline())
            onAnswer(false);
    });
    auto* seconds = new QTimer(this);
    seconds->setInterval(1000);
    connect(seconds, &QTimer::timeout, this, [this] {
        if (isVisible())
            refresh();
    });
    seconds->start();
    m_countTimer.setInterval(kCountOrdersMs);
    connect(&m_countTimer, &QTimer::timeout, this, &InstrumentWorkbench::countOrders);
    m_countTimer.start();
    retranslate();
    onInstrument();
}

void InstrumentWorkbench::addPage(WorkbenchPage* page, const char* title) {
    auto* scroll = new QScrollArea(m_tabs);
    scroll->setObjectName(QStringLiteral("workbenchScroll%1").arg(m_pages.size()));
    scroll->setWidget(page);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setFocusPolicy(Qt::NoFocus);
    m_tabs->addTab(scroll, QString());
    m_pages.emplace_back(page, title);
    page->setClock([this] { return m_context.client.venueTime(); });
    connect(page, &WorkbenchPage::edited, this, [this] {
        setAsking(false);
        refresh();
    });
}

/// An action that fills in a common change; it is applied like any other.
void InstrumentWorkbench::addProposal(const char* name, const char* text,
                                      api::InstrumentState state, int seconds) {
    auto* action = new QAction(this);
    action->setObjectName(QLatin1String(name));
    connect(action, &QAction::triggered, this, [this, state, seconds] {
        m_tabs->setCurrentIndex(0);
        m_statePage->propose(state, seconds);
        m_review->focusApply();
    });
    addAction(action);
    m_proposals.push_back({action, text});
}

void InstrumentWorkbench::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QWidget::changeEvent(event);
}

void InstrumentWorkbench::showEvent(QShowEvent* event) {
    QWidget::showEvent(event);
    countOrders();
    loadPage();
}

void InstrumentWorkbench::keyPressEvent(QKeyEvent* event) {
    const bool enter = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
    if (event->key() == Qt::Key_Escape && (m_asking || page()->isEdited()))
        return leave();
    if (enter && !m_asking && m_review->canApply())
        return wantApply();
    QWidget::keyPressEvent(event);
}

void InstrumentWorkbench::retranslate() {
    for (std::size_t i = 0; i < m_pages.size(); ++i) {
        m_tabs->setTabText(static_cast<int>(i), QCoreApplication::translate(
                                                    "InstrumentWorkbench", m_pages[i].second));
        m_tabs->widget(static_cast<int>(i))->setAccessibleName(m_tabs->tabText(static_cast<int>(i)));
        m_pages[i].first->retranslate();
    }
    m_tabs->setAccessibleName(tr("What to change"));
    m_tabs->tabBar()->setAccessibleName(tr("What to change"));
    for (const Proposal& each : m_proposals)
        each.action->setText(QCoreApplication::translate("InstrumentWorkbench", each.text));
    const models::Theme& theme = m_context.theme;
    m_title->setFont(theme.labelFont(4, QFont::DemiBold));
    m_review->setHeadingFont(theme.labelFont(0, QFont::DemiBold));
    loadPage();
}

const models::InstrumentInfo* InstrumentWorkbench::market() const {
    return m_context.feed.reference().instrument(m_context.selection.instrument());
}

WorkbenchPage* InstrumentWorkbench::page() const {
    return m_pages[static_cast<std::size_t>(std::max(0, m_tabs->currentIndex()))].first;
}

DraftCheck InstrumentWorkbench::check() const {
    return page()->check(m_drafts, market(), m_context.client.venueTime());
}

void InstrumentWorkbench::onInstrument() {
    m_orders = {};
    setAsking(false);
    for (const auto& [page, title] : m_pages)
        page->load(market());
    countOrders();
    refresh();
}

/// What somebody is entering stays; the rest follows the market.
void InstrumentWorkbench::onReference() {
    if (!page()->isEdited())
        loadPage();
    refresh();
}

void InstrumentWorkbench::onPage() {
    setAsking(false);
    loadPage();
}

void InstrumentWorkbench::loadPage() {
    if (!page()->isEdited())
        page()->load(market());
    refresh();
}

void InstrumentWorkbench::countOrders() {
    if (!isVisible() || m_counting || market() == nullptr || !m_context.actions.canControlMarkets())
        return;
    api::Query query;
    query.kind = api::QueryKind::OpenOrders;
    query.instrument = market()->id;
    query.limit = api::kMaxQueryRows;
    m_counting = true;
    m_context.client.query(query, this, [this, id = market()->id](const api::QueryResult& result) {
        m_counting = false;
        if (result.reason != api::RejectReason::None || market() == nullptr || market()->id != id)
            return;
        m_orders = models::OrderCounts::of(result.orders,
                                           result.orders.size() >= api::kMaxQueryRows);
        refresh();
    });
}

void InstrumentWorkbench::refresh() {
    const models::InstrumentInfo* now = market();
    m_title->setText(now ? now->symbol : tr("No market"));
    m_state->setText(now ? InstrumentTexts::stateWithTime(*now, m_context.client.venueTime(),
                                                     m_context.format) : QString());
    QPalette tone = m_context.theme.palette();
    if (now)
        tone.setColor(QPalette::WindowText,
                      m_context.theme.tone(InstrumentTexts::stateTone(now->state)));
    m_state->setPalette(tone);
    const bool may = m_context.actions.canControlMarkets();
    m_readOnly->setVisible(!may);
    m_readOnly->setText(
        tr("Only operators may change markets. This shows how the market is set up."));
    for (const auto& [each, title] : m_pages)
        each->setReadOnly(!may);
    for (const Proposal& each : m_proposals)
        each.action->setEnabled(may && now);
    const DraftCheck entered = check();
    page()->showProblems(page()->isEdited() ? entered : DraftCheck(), false);
    showReview(entered);
}

models::MarketSituation InstrumentWorkbench::situation() const {
    const InstrumentId id = m_context.selection.instrument();
    models::MarketSituation now;
    now.market = market();
    now.auction = m_context.feed.auctions().auction(id);
    now.orders = m_orders;
    if (const auto* ticker = m_context.feed.tickers().ticker(id))
        now.last = ticker->view.last;
    now.now = m_context.client.venueTime();
    return now;
}

void InstrumentWorkbench::showReview(const DraftCheck& entered) {
    WorkbenchReview::Contents shown;
    shown.mayChange = m_context.actions.canControlMarkets();
    shown.isEdited = page()->isEdited();
    shown.actor = m_context.actions.actorText();
    const bool ready =
        shown.mayChange && !m_applying && entered.command.has_value() && shown.isEdited;
    if (ready) {
        const models::MarketSituation now = situation();
        shown.changes = entered.changes.join(u'\n');
        shown.effect = bullets(m_effects.of(*entered.command, now));
        shown.isGrave = InstrumentEffects::isGrave(*entered.command, now);
    } else {
        m_asking = false;
        shown.effect = !shown.isEdited     ? tr("Change something above; what it will do is said here "
                                                "before it is applied.")
                       : entered.isValid() ? tr("Nothing would change.")
                                           : tr("Something is missing or wrong above.");
    }
    shown.isAsking = m_asking;
    shown.canApply = ready || (shown.mayChange && shown.isEdited && !entered.isValid());
    m_review->present(shown);
}

void InstrumentWorkbench::setAsking(bool asking) {
    m_asking = asking;
}

/// Enter or a click: applies, asks first when it is grave, or shows everything that is wrong.
void InstrumentWorkbench::wantApply() {
    const DraftCheck entered = check();
    if (!entered.command || !entered.isValid())
        return page()->showProblems(entered, true);
    if (InstrumentEffects::isGrave(*entered.command, situation()) && !m_asking) {
        setAsking(true);
        refresh();
        m_review->focusBack(); // a stray Enter must not confirm
        return;
    }
    apply();
}

void InstrumentWorkbench::apply() {
    const DraftCheck entered = check();
    if (!entered.command || !m_context.actions.canControlMarkets())
        return;
    m_applying = page();
    setAsking(false);
    m_context.actions.run(*entered.command);
    refresh();
    m_tabs->setFocus();
}

/// The answer: what was entered stays when it was refused.
void InstrumentWorkbench::onAnswer(bool accepted) {
    WorkbenchPage* applied = std::exchange(m_applying, nullptr);
    if (applied != nullptr && accepted)
        applied->load(market());
    refresh();
}

void InstrumentWorkbench::leave() {
    setAsking(false);
    page()->load(market());
    refresh();
    m_tabs->setFocus();
}

} // namespace openbell::views
