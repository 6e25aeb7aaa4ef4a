// The pages of the workbench about a market's terms: price controls, fees, a new market, a new asset.
#include "ui/views/workbench_pages.h"

#include <QComboBox>
#include <QLabel>
#include <QLineEdit>

namespace openbell::views {
namespace {

using models::DraftCheck;
using models::DraftField;
using models::InstrumentDrafts;
using models::InstrumentInfo;

} // namespace

// --- price controls -----------------------------------------------------------------------------

ControlsPage::ControlsPage(const models::Format& format, QWidget* parent)
    : WorkbenchPage(parent), m_format(format) {
    m_collar = line("workbenchCollar");
    add(QT_TRANSLATE_NOOP("WorkbenchPages", "&Collar, % from the last price"), m_collar,
        {DraftField::Collar});
    const char* const names[] = {
        QT_TRANSLATE_NOOP("WorkbenchPages", "Monitor &1: at most, %"),
        QT_TRANSLATE_NOOP("WorkbenchPages", "Monitor &2: at most, %"),
        QT_TRANSLATE_NOOP("WorkbenchPages", "Monitor &3: at most, %")};
    const DraftField fields[] = {DraftField::Monitor1, DraftField::Monitor2, DraftField::Monitor3};
    for (std::size_t i = 0; i < m_horizons.size(); ++i) {
        const QByteArray number = QByteArray::number(static_cast<int>(i) + 1);
        m_deviations[i] = line(("workbenchDeviation" + number).constData());
        m_horizons[i] = line(("workbenchHorizon" + number).constData());
        m_within[i] = new QLabel(this);
        QWidget* both = beside(QStringLiteral("workbenchMonitor%1").arg(i + 1),
                               {m_deviations[i], m_within[i], m_horizons[i]});
        add(names[i], both, {fields[i]}).label->setBuddy(m_deviations[i]);
    }
    m_auction = line("workbenchAuctionSeconds");
    add(QT_TRANSLATE_NOOP("WorkbenchPages", "&Auction lasts, seconds"), m_auction,
        {DraftField::AuctionSeconds});
    m_hint = hint("workbenchControlsHint");
    m_grid->addWidget(m_hint, m_grid->rowCount(), 0, 1, 2);
    m_grid->setRowStretch(m_grid->rowCount(), 1);
}

void ControlsPage::retranslate() {
    WorkbenchPage::retranslate();
    for (std::size_t i = 0; i < m_horizons.size(); ++i) {
        m_within[i]->setText(words(QT_TRANSLATE_NOOP("WorkbenchPages", "within seconds")));
        m_deviations[i]->setAccessibleName(
            words(QT_TRANSLATE_NOOP("WorkbenchPages", "Deviation of monitor %1, percent")).arg(i + 1));
        m_horizons[i]->setAccessibleName(
            words(QT_TRANSLATE_NOOP("WorkbenchPages", "Time of monitor %1, seconds")).arg(i + 1));
    }
    m_hint->setText(words(QT_TRANSLATE_NOOP(
        "WorkbenchPages", "Leave empty what is not wanted. A monitor compares each trade with the "
                          "price that long ago; a trade further away does not happen, an auction "
                          "finds the price instead.")));
}

void ControlsPage::fill(const InstrumentInfo* market) {
    const models::ControlsDraft draft = models::ControlsDraft::of(
        market ? market->priceControls : api::SetPriceControls(), m_format);
    m_collar->setText(draft.collar);
    for (std::size_t i = 0; i < m_horizons.size(); ++i) {
        m_horizons[i]->setText(draft.horizons[i]);
        m_deviations[i]->setText(draft.deviations[i]);
    }
    m_auction->setText(draft.auctionSeconds);
}

DraftCheck ControlsPage::check(const InstrumentDrafts& drafts, const InstrumentInfo* market,
                               Timestamp) const {
    if (market == nullptr)
        return {};
    models::ControlsDraft draft;
    draft.collar = m_collar->text();
    for (std::size_t i = 0; i < m_horizons.size(); ++i) {
        draft.horizons[i] = m_horizons[i]->text();
        draft.deviations[i] = m_deviations[i]->text();
    }
    draft.auctionSeconds = m_auction->text();
    return drafts.check(draft, *market);
}

// --- fees ---------------------------------------------------------------------------------------

FeesPage::FeesPage(const models::Format& format, QWidget* parent)
    : WorkbenchPage(parent), m_format(format) {
    m_maker = line("workbenchMakerFee");
    m_taker = line("workbenchTakerFee");
    add(QT_TRANSLATE_NOOP("WorkbenchPages", "&Maker fee, %"), m_maker, {DraftField::MakerFee});
    add(QT_TRANSLATE_NOOP("WorkbenchPages", "&Taker fee, %"), m_taker, {DraftField::TakerFee});
    m_grid->setRowStretch(m_grid->rowCount(), 1);
}

void FeesPage::fill(const InstrumentInfo* market) {
    const auto percent = [this](std::int64_t ppm) { return m_format.ppm(ppm).chopped(2); };
    m_maker->setText(market ? percent(market->definition.makerFeePpm) : QString());
    m_taker->setText(market ? percent(market->definition.takerFeePpm) : QString());
}

DraftCheck FeesPage::check(const InstrumentDrafts& drafts, const InstrumentInfo* market,
                           Timestamp) const {
    return market ? drafts.check(models::FeesDraft{m_maker->text(), m_taker->text()}, *market)
                  : DraftCheck();
}

// --- a new market -------------------------------------------------------------------------------

NewMarketPage::NewMarketPage(const models::ReferenceData& reference, QWidget* parent)
    : WorkbenchPage(parent), m_reference(reference) {
    m_hint = hint("workbenchMarketHint");
    m_grid->addWidget(m_hint, m_grid->rowCount(), 0, 1, 2);
    m_symbol = line("workbenchSymbol");
    m_base = new QComboBox(this);
    m_base->setObjectName(QStringLiteral("workbenchBase"));
    m_quote = new QComboBox(this);
    m_quote->setObjectName(QStringLiteral("workbenchQuote"));
    for (QComboBox* box : {m_base, m_quote})
        connect(box, &QComboBox::activated, this, &NewMarketPage::touch);
    m_tick = line("workbenchTick");
    m_lot = line("workbenchLot");
    m_prices = {line("workbenchMinPrice"), line("workbenchMaxPrice")};
    m_quantities = {line("workbenchMinQuantity"), line("workbenchMaxQuantity")};
    m_minValue = line("workbenchMinValue");
    m_maxPosition = line("workbenchMaxPosition");
    m_fees = {line("workbenchNewMakerFee"), line("workbenchNewTakerFee")};
    add(QT_TRANSLATE_NOOP("WorkbenchPages", "&Name"), m_symbol, {DraftField::Symbol});
    add(QT_TRANSLATE_NOOP("WorkbenchPages", "&Traded asset"), m_base, {DraftField::Assets});
    add(QT_TRANSLATE_NOOP("WorkbenchPages", "Paid &with"), m_quote);
    add(QT_TRANSLATE_NOOP("WorkbenchPages", "&Price step"), m_tick, {DraftField::Tick});
    add(QT_TRANSLATE_NOOP("WorkbenchPages", "&Quantity step"), m_lot, {DraftField::Lot});
    add(QT_TRANSLATE_NOOP("WorkbenchPages", "Lowest price, optional"), m_prices[0],
        {DraftField::MinPrice});
    add(QT_TRANSLATE_NOOP("WorkbenchPages", "Highest price"), m_prices[1], {DraftField::MaxPrice});
    add(QT_TRANSLATE_NOOP("WorkbenchPages", "Smallest quantity, optional"), m_quantities[0],
        {DraftField::MinQuantity});
    add(QT_TRANSLATE_NOOP("WorkbenchPages", "Largest quantity"), m_quantities[1],
        {DraftField::MaxQuantity});
    add(QT_TRANSLATE_NOOP("WorkbenchPages", "Smallest value, optional"), m_minValue,
        {DraftField::MinValue});
    add(QT_TRANSLATE_NOOP("WorkbenchPages", "Largest position, optional"), m_maxPosition,
        {DraftField::MaxPosition});
    add(QT_TRANSLATE_NOOP("WorkbenchPages", "&Maker fee, %"), m_fees[0], {DraftField::MakerFee});
    add(QT_TRANSLATE_NOOP("WorkbenchPages", "Taker &fee, %"), m_fees[1], {DraftField::TakerFee});
    m_grid->setRowStretch(m_grid->rowCount(), 1);
}

void NewMarketPage::retranslate() {
    WorkbenchPage::retranslate();
    m_hint->setText(words(QT_TRANSLATE_NOOP(
        "WorkbenchPages", "A market needs two assets, what is traded and what it is paid with. Add "
                          "them on the page “New asset” first.")));
}

void NewMarketPage::fill(const InstrumentInfo*) {
    m_hint->setVisible(m_reference.assets().size() < 2);
    for (QComboBox* box : {m_base, m_quote}) {
        const QVariant chosen = box->currentData();
        box->clear();
        for (const AssetId id : m_reference.assets())
            box->addItem(m_reference.asset(id)->code, id.value());
        const int index = chosen.isValid() ? box->findData(chosen) : box == m_quote ? 1 : 0;
        box->setCurrentIndex(std::clamp(index, 0, std::max(0, box->count() - 1)));
    }
    for (QLineEdit* edit : {m_symbol, m_tick, m_lot, m_prices[0], m_prices[1], m_quantities[0],
                            m_quantities[1], m_minValue, m_maxPosition, m_fees[0], m_fees[1]})
        edit->clear();
}

DraftCheck NewMarketPage::check(const InstrumentDrafts& drafts, const InstrumentInfo*,
                                Timestamp) const {
    if (!m_edited)
        return {};
    models::NewMarketDraft draft;
    draft.symbol = m_symbol->text();
    draft.base = AssetId(m_base->currentData().toUInt());
    draft.quote = AssetId(m_quote->currentData().toUInt());
    draft.tick = m_tick->text();
    draft.lot = m_lot->text();
    draft.minPrice = m_prices[0]->text();
    draft.maxPrice = m_prices[1]->text();
    draft.minQuantity = m_quantities[0]->text();
    draft.maxQuantity = m_quantities[1]->text();
    draft.minValue = m_minValue->text();
    draft.maxPosition = m_maxPosition->text();
    draft.fees = {m_fees[0]->text(), m_fees[1]->text()};
    return drafts.check(draft);
}

// --- a new asset --------------------------------------------------------------------------------

NewAssetPage::NewAssetPage(QWidget* parent) : WorkbenchPage(parent) {
    m_code = line("workbenchAssetCode");
    m_decimals = line("workbenchAssetDecimals");
    add(QT_TRANSLATE_NOOP("WorkbenchPages", "&Code"), m_code, {DraftField::AssetCode});
    add(QT_TRANSLATE_NOOP("WorkbenchPages", "&Decimals"), m_decimals, {DraftField::AssetDecimals});
    m_hint = hint("workbenchAssetHint");
    m_grid->addWidget(m_hint, m_grid->rowCount(), 0, 1, 2);
    m_grid->setRowStretch(m_grid->rowCount(), 1);
}

void NewAssetPage::retranslate() {
    WorkbenchPage::retranslate();
    m_hint->setText(words(QT_TRANSLATE_NOOP(
        "WorkbenchPages", "What markets trade and are paid with, such as BTC with 8 decimals or USD "
                          "with 2.")));
}

void NewAssetPage::fill(const InstrumentInfo*) {
    m_code->clear();
    m_decimals->clear();
}

DraftCheck NewAssetPage::check(const InstrumentDrafts& drafts, const InstrumentInfo*,
                               Timestamp) const {
    return m_edited ? drafts.check(models::NewAssetDraft{m_code->text(), m_decimals->text()})
                    : DraftCheck();
}

} // namespace openbell::views
