#include "ui/views/auction_panel.h"

#include "ui/charts/auction_charts.h"
#include "ui/models/instrument_texts.h"
#include "ui/models/table_model.h"
#include "ui/models/texts.h"

#include <QEvent>
#include <QGridLayout>
#include <QLabel>

namespace openbell::views {

AuctionPanel::AuctionPanel(models::PanelContext& context, QWidget* parent)
    : QWidget(parent), m_context(context) {
    setObjectName(QStringLiteral("auctionPanel"));
    const auto label = [this](const char* name, QWidget* owner) {
        auto* made = new QLabel(owner);
        made->setObjectName(QLatin1String(name));
        made->setTextFormat(Qt::PlainText);
        return made;
    };
    m_state = label("auctionState", this);
    m_end = label("auctionEnd", this);
    m_note = label("auctionNote", this);
    m_note->setWordWrap(true);
    m_figures = new QWidget(this);
    m_priceLabel = label("auctionPriceLabel", m_figures);
    m_price = label("auctionPrice", m_figures);
    m_quantityLabel = label("auctionQuantityLabel", m_figures);
    m_quantity = label("auctionQuantity", m_figures);
    m_surplusLabel = label("auctionSurplusLabel", m_figures);
    m_surplus = label("auctionSurplus", m_figures);
    m_last = label("auctionLast", this);
    m_last->setWordWrap(true);
    m_charts = new QWidget(this);
    m_curves = new charts::SupplyDemandChart(context, m_charts);
    m_history = new charts::IndicationChart(context, m_charts);

    auto* figures = new QGridLayout(m_figures);
    figures->setContentsMargins(0, 0, 0, 0);
    figures->setHorizontalSpacing(24);
    figures->setVerticalSpacing(1);
    int column = 0;
    for (const auto& [name, value] : {std::pair{m_priceLabel, m_price},
                                      std::pair{m_quantityLabel, m_quantity},
                                      std::pair{m_surplusLabel, m_surplus}}) {
        figures->addWidget(name, 0, column);
        figures->addWidget(value, 1, column++);
    }
    figures->setColumnStretch(column, 1);
    auto* pictures = new QHBoxLayout(m_charts);
    pictures->setContentsMargins(0, 0, 0, 0);
    pictures->setSpacing(1);
    pictures->addWidget(m_curves, 3);
    pictures->addWidget(m_history, 2);
    auto* head = new QHBoxLayout;
    head->setSpacing(12);
    head->addWidget(m_state);
    head->addWidget(m_end);
    head->addStretch(1);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(10, 8, 10, 8);
    layout->setSpacing(6);
    layout->addLayout(head);
    layout->addWidget(m_note);
    layout->addWidget(m_figures);
    layout->addWidget(m_charts, 1);
    layout->addWidget(m_last);
    layout->addStretch(0);

    m_soon.setInterval(250);
    connect(&m_soon, &QTimer::timeout, this, &AuctionPanel::refresh);
    m_soon.start();
    connect(&context.selection, &models::Selection::instrumentChanged, this,
            &AuctionPanel::onInstrument);
    connect(&context.feed.reference(), &models::ReferenceData::changed, this,
            &AuctionPanel::refresh);
    connect(&context.theme, &models::Theme::changed, this, &AuctionPanel::onTheme);
    retranslate();
    onTheme();
    onInstrument();
}

void AuctionPanel::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QWidget::changeEvent(event);
}

void AuctionPanel::showEvent(QShowEvent* event) {
    QWidget::showEvent(event);
    refresh();
}

void AuctionPanel::retranslate() {
    m_priceLabel->setText(tr("Indicative price"));
    m_quantityLabel->setText(tr("Would trade"));
    m_surplusLabel->setText(tr("Left over"));
    m_drawnBook = 0;
    refresh();
}

void AuctionPanel::onTheme() {
    const models::Theme& theme = m_context.theme;
    m_state->setFont(theme.labelFont(4, QFont::DemiBold));
    m_end->setFont(theme.numberFont(2));
    for (QLabel* number : {m_price, m_quantity, m_surplus})
        number->setFont(theme.numberFont(4, QFont::Medium));
    QPalette dim = theme.palette();
    dim.setColor(QPalette::WindowText, theme.colors().textDim);
    for (QLabel* quiet : {m_note, m_last, m_priceLabel, m_quantityLabel, m_surplusLabel, m_end})
        quiet->setPalette(dim);
    refresh();
}

void AuctionPanel::onInstrument() {
    const InstrumentId id = m_context.selection.instrument();
    m_book = id.isNone() ? models::Lease<models::BookModel>{} : m_context.feed.book(id);
    m_drawnBook = 0;
    m_drawn = {};
    refresh();
}

QString AuctionPanel::endText(const models::InstrumentInfo& market) const {
    if (market.until.isZero())
        return models::isAuction(market.state) ? tr("until an operator ends it") : QString();
    const Duration left(market.until.value() - m_context.client.venueTime().value());
    return left.value() <= 0 ? tr("ends now")
                             : tr("%1 left").arg(m_context.format.countdown(left));
}

QString AuctionPanel::surplus(const models::InstrumentInfo& market, Quantity surplus) const {
    const Quantity size(std::abs(surplus.value()));
    const QString text = m_context.format.quantity(market, size);
    return surplus.isZero()       ? tr("nothing")
           : surplus.value() > 0 ? tr("▲ %1 to buy").arg(text)
                                 : tr("▼ %1 to sell").arg(text);
}

QString AuctionPanel::lastAuction(const models::InstrumentInfo& market,
                                  const api::AuctionView& auction) const {
    if (auction.lastTime.isZero())
        return tr("No auction has ended since the exchange was started.");
    const models::Format& format = m_context.format;
    const QString what = models::Texts::instrumentState(auction.lastAuction);
    const QString when = format.clock(auction.lastTime);
    return auction.lastPrice.isZero()
               ? tr("Last: %1 at %2 found no price; nothing traded.").arg(what, when)
               : tr("Last: %1 at %2 traded %3 @ %4, left over: %5.")
                     .arg(what, when, format.quantity(market, auction.lastQuantity),
                          format.price(market, auction.lastPrice),
                          surplus(market, auction.lastSurplus));
}

/// Between which prices the market trades, and what follows where it stands at one of them.
QString AuctionPanel::bandText(const models::InstrumentInfo& market,
                               const api::AuctionView& auction) const {
    if (auction.bandUpper.isZero())
        return {};
    const models::Format& format = m_context.format;
    const QString band = tr("It trades between %1 and %2.")
                             .arg(format.price(market, auction.bandLower),
                                  format.price(market, auction.bandUpper));
    if (auction.limitUntil.isZero())
        return band;
    const QString until = format.clock(auction.limitUntil);
    return band + u' ' +
           (auction.limitSide == api::Side::Buy
                ? tr("It stands at the upper limit; unless somebody sells there, an auction "
                     "follows at %1.").arg(until)
                : tr("It stands at the lower limit; unless somebody buys there, an auction "
                     "follows at %1.").arg(until));
}

void AuctionPanel::showFigures(const models::InstrumentInfo& market,
                               const api::AuctionView& auction) {
    const bool trades = !auction.price.isZero();
    const QString dash = QStringLiteral("–");
    m_price->setText(trades ? m_context.format.price(market, auction.price) : dash);
    m_quantity->setText(trades ? m_context.format.quantity(market, auction.quantity) : dash);
    m_surplus->setText(trades ? surplus(market, auction.surplus) : dash);
    QPalette tone = m_context.theme.palette();
    tone.setColor(QPalette::WindowText,
                  m_context.theme.tone(!trades || auction.surplus.isZero() ? models::Tone::Normal
                                       : auction.surplus.value() > 0       ? models::Tone::Up
                                                                           : models::Tone::Down));
    m_surplus->setPalette(tone);
}

void AuctionPanel::refresh() {
    if (!isVisible())
        return;
    const InstrumentId id = m_context.selection.instrument();
    const auto* market = m_context.feed.reference().instrument(id);
    const api::AuctionView* auction = m_context.feed.auctions().auction(id);
    const bool known = market != nullptr && auction != nullptr;
    const bool runs = known && models::isAuction(market->state);
    m_figures->setVisible(runs);
    m_charts->setVisible(runs);
    m_last->setVisible(known);
    if (!known) {
        m_state->setText(tr("No market"));
        m_end->clear();
        m_note->setText(tr("Choose a market to see its auctions."));
        return;
    }
    m_state->setText(models::Texts::instrumentState(market->state));
    QPalette tone = m_context.theme.palette();
    tone.setColor(QPalette::WindowText,
                  m_context.theme.tone(models::InstrumentTexts::stateTone(market->state)));
    m_state->setPalette(tone);
    m_end->setText(endText(*market));
    QString note = models::InstrumentTexts::stateNote(market->state);
    if (!runs)
        note += u' ' + tr("No auction runs. Here its price and quantity appear while it collects "
                          "orders: at the open and the close of a schedule, after a price ran "
                          "away, or when an operator starts one in the instrument workbench.");
    if (const QString band = bandText(*market, *auction); !band.isEmpty())
        note += u' ' + band;
    m_note->setText(note);
    m_last->setText(lastAuction(*market, *auction));
    if (!runs)
        return;
    showFigures(*market, *auction);
    const auto& indications = m_context.feed.auctions().indications(id);
    const bool bookMoved = m_book && m_book->revision() != m_drawnBook;
    if (bookMoved || auction->price != m_drawn.price || m_drawnBook == 0) {
        m_drawnBook = m_book ? m_book->revision() : 0;
        const auto points = m_book ? models::auctionCurves(*m_book)
                                   : std::vector<models::AuctionPoint>();
        m_curves->show(id, points, auction->price,
                       points.empty() ? tr("No orders yet: demand and supply appear here.")
                                      : QString());
    }
    m_drawn = *auction;
    m_history->show(id, indications,
                    indications.empty() ? tr("The indicative price appears here.") : QString());
}

} // namespace openbell::views
