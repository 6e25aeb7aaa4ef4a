#include "ui/views/workbench_bands_page.h"

#include "ui/models/instrument_texts.h"
#include "ui/models/price_bands.h"

#include <QComboBox>
#include <QDateEdit>
#include <QGridLayout>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>

namespace openbell::views {
namespace {

using models::BandsDraft;
using models::DraftCheck;
using models::DraftField;
using models::InstrumentDrafts;
using models::InstrumentInfo;
using models::InstrumentTexts;

const QDate kFirstDay(1970, 1, 1);

QDate dateOf(std::int32_t day) { return kFirstDay.addDays(day); }

std::int32_t dayOf(const QDate& date) {
    return static_cast<std::int32_t>(kFirstDay.daysTo(date));
}

} // namespace

BandsPage::BandsPage(const models::Format& format, QWidget* parent)
    : WorkbenchPage(parent), m_format(format) {
    m_known = new QListWidget(this);
    m_known->setObjectName(QStringLiteral("workbenchBandTables"));
    m_known->setWordWrap(true);
    m_known->setFixedHeight(72);
    connect(m_known, &QListWidget::currentRowChanged, this, [this](int row) {
        if (row >= 0 && !m_loading)
            m_from->setDate(dateOf(m_known->item(row)->data(Qt::UserRole).toInt()));
    });
    m_from = new QDateEdit(QDate::currentDate(), this);
    m_from->setObjectName(QStringLiteral("workbenchBandsFrom"));
    m_from->setButtonSymbols(QAbstractSpinBox::NoButtons);
    m_from->setDisplayFormat(QStringLiteral("yyyy-MM-dd"));
    m_from->setMinimumDate(kFirstDay);
    connect(m_from, &QDateEdit::dateChanged, this, &BandsPage::onDay);
    m_kind = new QComboBox(this);
    m_kind->setObjectName(QStringLiteral("workbenchBandsKind"));
    connect(m_kind, &QComboBox::activated, this, &BandsPage::touch);
    add(QT_TRANSLATE_NOOP("WorkbenchPages", "&Tables"), m_known);
    add(QT_TRANSLATE_NOOP("WorkbenchPages", "&From day (UTC)"), m_from, {DraftField::BandsFrom});
    add(QT_TRANSLATE_NOOP("WorkbenchPages", "From then &on"), m_kind);
    buildRows();
    m_reference = line("workbenchBandReference");
    m_limit = line("workbenchBandLimit");
    m_pause = line("workbenchBandPause");
    add(QT_TRANSLATE_NOOP("WorkbenchPages", "&Mean of the last, seconds"), m_reference,
        {DraftField::BandReference});
    add(QT_TRANSLATE_NOOP("WorkbenchPages", "At the &limit for, seconds"), m_limit,
        {DraftField::BandLimit});
    add(QT_TRANSLATE_NOOP("WorkbenchPages", "Then &auction of, seconds"), m_pause,
        {DraftField::BandPause});
    m_close = line("workbenchBandClose");
    m_closeWords = new QLabel(this);
    m_closeRows = new QComboBox(this);
    m_closeRows->setObjectName(QStringLiteral("workbenchBandCloseRows"));
    connect(m_closeRows, &QComboBox::activated, this, &BandsPage::touch);
    add(QT_TRANSLATE_NOOP("WorkbenchPages", "&Doubled before the close, seconds"),
        beside(QStringLiteral("workbenchBandCloses"), {m_close, m_closeWords, m_closeRows}),
        {DraftField::BandClose})
        .label->setBuddy(m_close);
    m_hint = hint("workbenchBandsHint");
    m_grid->addWidget(m_hint, m_grid->rowCount(), 0, 1, 2);
    m_grid->setRowStretch(m_grid->rowCount(), 1);
}

/// The first row begins at zero and has no price.
void BandsPage::buildRows() {
    const char* const names[] = {QT_TRANSLATE_NOOP("WorkbenchPages", "Row &1"),
                                 QT_TRANSLATE_NOOP("WorkbenchPages", "Row &2"),
                                 QT_TRANSLATE_NOOP("WorkbenchPages", "Row &3")};
    const DraftField fields[] = {DraftField::Band1, DraftField::Band2, DraftField::Band3};
    for (std::size_t i = 0; i < kRows; ++i) {
        const QByteArray number = QByteArray::number(static_cast<int>(i) + 1);
        m_above[i] = line(("workbenchBandAbove" + number).constData());
        m_widths[i] = line(("workbenchBandWidth" + number).constData());
        m_most[i] = line(("workbenchBandMost" + number).constData());
        for (QLineEdit* edit : {m_above[i], m_widths[i], m_most[i]})
            edit->setAlignment(Qt::AlignRight);
        for (QLabel** words : {&m_aboveWords[i], &m_widthWords[i], &m_mostWords[i]})
            *words = new QLabel(this);
        QWidget* row = beside(QStringLiteral("workbenchBand%1").arg(i + 1),
                              {m_aboveWords[i], m_above[i], m_widthWords[i], m_widths[i],
                               m_mostWords[i], m_most[i]});
        add(names[i], row, {fields[i]}).label->setBuddy(i == 0 ? m_widths[i] : m_above[i]);
    }
    m_above[0]->setEnabled(false);
    m_above[0]->setText(QStringLiteral("0"));
}

void BandsPage::retranslate() {
    WorkbenchPage::retranslate();
    const bool off = isOff();
    const QSignalBlocker quiet(m_kind);
    m_kind->clear();
    m_kind->addItem(words(QT_TRANSLATE_NOOP("WorkbenchPages", "The bands below")), false);
    m_kind->addItem(words(QT_TRANSLATE_NOOP("WorkbenchPages", "No bands")), true);
    m_kind->setCurrentIndex(off ? 1 : 0);
    const QSignalBlocker quietRows(m_closeRows);
    const int chosen = m_closeRows->count() == 0 ? 0 : m_closeRows->currentIndex();
    m_closeRows->clear();
    m_closeRows->addItem(words(QT_TRANSLATE_NOOP("WorkbenchPages", "every row")), 3);
    m_closeRows->addItem(words(QT_TRANSLATE_NOOP("WorkbenchPages", "row 1 only")), 1);
    m_closeRows->addItem(words(QT_TRANSLATE_NOOP("WorkbenchPages", "rows 1 and 2")), 2);
    m_closeRows->setCurrentIndex(chosen);
    m_closeRows->setAccessibleName(
        words(QT_TRANSLATE_NOOP("WorkbenchPages", "Which rows are doubled before the close")));
    m_close->setAccessibleName(
        words(QT_TRANSLATE_NOOP("WorkbenchPages", "Doubled for so many seconds before the close")));
    m_closeWords->setText(words(QT_TRANSLATE_NOOP("WorkbenchPages", "for")));
    for (std::size_t i = 0; i < kRows; ++i) {
        const int row = static_cast<int>(i) + 1;
        m_aboveWords[i]->setText(words(QT_TRANSLATE_NOOP("WorkbenchPages", "above")));
        m_widthWords[i]->setText(words(QT_TRANSLATE_NOOP("WorkbenchPages", "± %")));
        m_mostWords[i]->setText(words(QT_TRANSLATE_NOOP("WorkbenchPages", "ticks at most")));
        m_above[i]->setAccessibleName(
            words(QT_TRANSLATE_NOOP("WorkbenchPages", "Row %1: above this price")).arg(row));
        m_widths[i]->setAccessibleName(
            words(QT_TRANSLATE_NOOP("WorkbenchPages", "Row %1: width in percent")).arg(row));
        m_most[i]->setAccessibleName(
            words(QT_TRANSLATE_NOOP("WorkbenchPages", "Row %1: ticks at most, optional")).arg(row));
    }
    m_hint->setText(words(QT_TRANSLATE_NOOP(
        "WorkbenchPages", "Nothing trades further from the mean price than the band is wide. The row "
                          "in whose price range the mean lies counts; leave out rows that are not "
                          "wanted.")));
}

std::int32_t BandsPage::today() const { return dayOf(venueTime().toUTC().date()); }

bool BandsPage::isOff() const { return m_kind->currentData().toBool(); }

bool BandsPage::isUsable(const QWidget* widget) const {
    return !isOff() || widget == m_known || widget == m_from || widget == m_kind;
}

/// What counts, what counted before, and what will.
void BandsPage::listTables(const InstrumentInfo& market, std::int32_t today) {
    m_known->clear();
    const api::SetPriceBands* now = models::bandsOn(market.priceBands, today);
    for (const auto& [day, table] : market.priceBands) {
        QString when = words(QT_TRANSLATE_NOOP("WorkbenchPages", "over"));
        if (now != nullptr && now->fromDay == day)
            when = words(QT_TRANSLATE_NOOP("WorkbenchPages", "in force"));
        else if (day > today)
            when = words(QT_TRANSLATE_NOOP("WorkbenchPages", "to come"));
        auto* item = new QListWidgetItem(
            words(QT_TRANSLATE_NOOP("WorkbenchPages", "%1, %2: %3"))
                .arg(InstrumentTexts::date(day), when,
                     InstrumentTexts::priceBands(table, &market, m_format)),
            m_known);
        item->setData(Qt::UserRole, day);
        item->setToolTip(item->text());
    }
    if (m_known->count() == 0) {
        auto* none = new QListWidgetItem(
            words(QT_TRANSLATE_NOOP("WorkbenchPages", "This market has no bands.")), m_known);
        none->setFlags(Qt::NoItemFlags);
    }
}

void BandsPage::show(const BandsDraft& draft) {
    for (std::size_t i = 0; i < kRows; ++i) {
        if (i > 0)
            m_above[i]->setText(draft.above[i]);
        m_widths[i]->setText(draft.widths[i]);
        m_most[i]->setText(draft.most[i]);
    }
    m_reference->setText(draft.reference);
    m_limit->setText(draft.limit);
    m_pause->setText(draft.pause);
    m_close->setText(draft.close);
    m_closeRows->setCurrentIndex(m_closeRows->findData(draft.closeRows));
    m_kind->setCurrentIndex(m_kind->findData(draft.off));
}

void BandsPage::fill(const InstrumentInfo* market) {
    m_market = market ? *market : InstrumentInfo();
    const std::int32_t now = today();
    listTables(m_market, now);
    m_from->setDate(dateOf(now));
    const api::SetPriceBands* table = models::bandsOn(m_market.priceBands, now);
    BandsDraft draft;
    if (table != nullptr && table->width1Ppm != 0)
        draft = BandsDraft::of(*table, m_market, m_format);
    show(draft);
}

/// A day that has a table shows it; another one keeps what is there, to be changed from that day on.
void BandsPage::onDay() {
    if (m_loading)
        return;
    const auto at = m_market.priceBands.find(dayOf(m_from->date()));
    if (at != m_market.priceBands.end())
        show(BandsDraft::of(at->second, m_market, m_format));
    touch();
}

DraftCheck BandsPage::check(const InstrumentDrafts& drafts, const InstrumentInfo* market,
                            Timestamp) const {
    if (market == nullptr || !m_edited)
        return {};
    BandsDraft draft;
    draft.fromDay = dayOf(m_from->date());
    draft.off = isOff();
    for (std::size_t i = 0; i < kRows; ++i) {
        if (i > 0)
            draft.above[i] = m_above[i]->text();
        draft.widths[i] = m_widths[i]->text();
        draft.most[i] = m_most[i]->text();
    }
    draft.reference = m_reference->text();
    draft.limit = m_limit->text();
    draft.pause = m_pause->text();
    draft.close = m_close->text();
    draft.closeRows = m_closeRows->currentData().toUInt();
    return drafts.check(draft, *market);
}

} // namespace openbell::views
