#include "ui/views/workbench_pages.h"

#include "ui/models/instrument_texts.h"
#include "ui/models/texts.h"

#include <QCheckBox>
#include <QComboBox>
#include <QCoreApplication>
#include <QDateTimeEdit>
#include <QGridLayout>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QStyle>

namespace openbell::views {
namespace {

using models::DraftCheck;
using models::DraftField;
using models::InstrumentDrafts;
using models::InstrumentInfo;
using models::InstrumentTexts;

constexpr int kBySchedule = -1;

QWidget* beside(std::initializer_list<QWidget*> widgets, QWidget* parent) {
    auto* owner = new QWidget(parent);
    auto* layout = new QHBoxLayout(owner);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(8);
    for (QWidget* widget : widgets)
        layout->addWidget(widget, qobject_cast<QLineEdit*>(widget) != nullptr ? 1 : 0);
    return owner;
}

QDate dateOf(std::int32_t day) {
    return QDate(1970, 1, 1).addDays(day);
}

} // namespace

WorkbenchPage::WorkbenchPage(QWidget* parent) : QWidget(parent), m_grid(new QGridLayout(this)) {
    m_grid->setContentsMargins(12, 12, 12, 8);
    m_grid->setHorizontalSpacing(14);
    m_grid->setVerticalSpacing(4);
    m_grid->setColumnStretch(1, 1);
}

QDateTime WorkbenchPage::venueTime() const {
    return m_clock ? QDateTime::fromMSecsSinceEpoch(m_clock().value() / kNsPerMs)
                   : QDateTime::currentDateTime();
}

QString WorkbenchPage::words(const char* text) {
    return QCoreApplication::translate("WorkbenchPages", text);
}

QLineEdit* WorkbenchPage::line(const char* objectName) {
    auto* made = new QLineEdit(this);
    made->setObjectName(QLatin1String(objectName));
    made->setMaxLength(100);
    connect(made, &QLineEdit::textEdited, this, &WorkbenchPage::touch);
    return made;
}

QLabel* WorkbenchPage::hint(const char* objectName) {
    auto* made = new QLabel(this);
    made->setObjectName(QLatin1String(objectName));
    made->setWordWrap(true);
    made->setProperty("dim", true);
    return made;
}

WorkbenchPage::Row& WorkbenchPage::add(const char* name, QWidget* widget,
                                       std::vector<DraftField> fields) {
    auto* label = new QLabel(this);
    label->setObjectName(widget->objectName() + QStringLiteral("Label"));
    label->setBuddy(widget);
    auto* problem = new QLabel(this);
    problem->setObjectName(widget->objectName() + QStringLiteral("Problem"));
    problem->setProperty("problem", true);
    problem->setWordWrap(true);
    problem->hide();
    const int row = m_grid->rowCount();
    m_grid->addWidget(label, row, 0, Qt::AlignTop | Qt::AlignLeft);
    m_grid->addWidget(widget, row, 1);
    m_grid->addWidget(problem, row + 1, 1);
    label->setContentsMargins(0, 5, 0, 0);
    m_rows.push_back({name, label, widget, problem, std::move(fields)});
    return m_rows.back();
}

void WorkbenchPage::touch() {
    if (m_loading)
        return;
    m_edited = true;
    Q_EMIT edited();
}

void WorkbenchPage::load(const InstrumentInfo* market) {
    m_loading = true;
    fill(market);
    m_loading = false;
    m_edited = false;
    showProblems({}, true);
}

void WorkbenchPage::showProblems(const DraftCheck& check, bool all) {
    for (const Row& row : m_rows) {
        QString text;
        for (const DraftField field : row.fields)
            if (text.isEmpty())
                text = check.problem(field);
        const auto* edit = qobject_cast<QLineEdit*>(row.widget);
        // In a form that begins empty, that is no mistake before somebody wants to apply it.
        if (!all && beginsEmpty() && edit != nullptr && edit->text().isEmpty())
            text.clear();
        row.problem->setText(text);
        row.problem->setVisible(!text.isEmpty());
        if (row.widget->property("problem").toBool() != !text.isEmpty()) {
            row.widget->setProperty("problem", !text.isEmpty());
            row.widget->style()->polish(row.widget);
        }
    }
}

void WorkbenchPage::setReadOnly(bool readOnly) {
    for (const Row& row : m_rows)
        row.widget->setEnabled(!readOnly);
}

void WorkbenchPage::retranslate() {
    for (const Row& row : m_rows) {
        row.label->setText(words(row.name));
        row.widget->setAccessibleName(row.label->text().remove(u'&'));
    }
}

// --- state --------------------------------------------------------------------------------------

StatePage::StatePage(QWidget* parent) : WorkbenchPage(parent) {
    m_state = new QComboBox(this);
    m_state->setObjectName(QStringLiteral("workbenchState"));
    m_ends = new QCheckBox(this);
    m_ends->setObjectName(QStringLiteral("workbenchEnds"));
    m_until = new QDateTimeEdit(this);
    m_until->setObjectName(QStringLiteral("workbenchUntil"));
    m_until->setButtonSymbols(QAbstractSpinBox::NoButtons);
    m_until->setDisplayFormat(QStringLiteral("yyyy-MM-dd HH:mm:ss"));
    m_reason = line("workbenchReason");
    connect(m_state, &QComboBox::activated, this, [this] {
        m_ends->setChecked(false); // the end that was is not the new state's
        touch();
    });
    connect(m_ends, &QCheckBox::toggled, this, [this](bool ends) {
        m_until->setEnabled(ends);
        if (ends && !m_loading)
            m_until->setDateTime(venueTime().addSecs(120));
        touch();
    });
    connect(m_until, &QDateTimeEdit::dateTimeChanged, this, &StatePage::touch);
    add(QT_TRANSLATE_NOOP("WorkbenchPages", "&New state"), m_state);
    add(QT_TRANSLATE_NOOP("WorkbenchPages", "&Ends by itself"), m_ends);
    add(QT_TRANSLATE_NOOP("WorkbenchPages", "At (your &time)"), m_until, {DraftField::Until});
    add(QT_TRANSLATE_NOOP("WorkbenchPages", "&Reason, optional"), m_reason);
    m_grid->setRowStretch(m_grid->rowCount(), 1);
}

void StatePage::fillStates() {
    const QVariant chosen = m_state->currentData();
    const QSignalBlocker quiet(m_state);
    m_state->clear();
    m_state->addItem(words(QT_TRANSLATE_NOOP("WorkbenchPages", "What the schedule says (resume)")),
                     kBySchedule);
    for (std::size_t i = 0; i < api::kEnumSize<api::InstrumentState>; ++i)
        m_state->addItem(
            models::Texts::instrumentState(static_cast<api::InstrumentState>(i)),
            static_cast<int>(i));
    m_state->setCurrentIndex(std::max(0, m_state->findData(chosen)));
}

void StatePage::retranslate() {
    WorkbenchPage::retranslate();
    fillStates();
}

void StatePage::fill(const InstrumentInfo* market) {
    const auto state = market ? static_cast<int>(market->state) : 0;
    m_state->setCurrentIndex(m_state->findData(state));
    const bool ends = market && !market->until.isZero();
    m_ends->setChecked(ends);
    m_until->setEnabled(ends);
    m_until->setDateTime(ends ? QDateTime::fromMSecsSinceEpoch(market->until.value() / kNsPerMs)
                              : venueTime().addSecs(120));
    m_reason->clear();
}

void StatePage::propose(api::InstrumentState state, int seconds) {
    m_state->setCurrentIndex(m_state->findData(static_cast<int>(state)));
    m_ends->setChecked(seconds > 0);
    if (seconds > 0)
        m_until->setDateTime(venueTime().addSecs(seconds));
    touch();
}

DraftCheck StatePage::check(const InstrumentDrafts& drafts, const InstrumentInfo* market,
                            Timestamp now) const {
    if (market == nullptr)
        return {};
    models::StateDraft draft;
    const int chosen = m_state->currentData().toInt();
    draft.bySchedule = chosen == kBySchedule;
    if (!draft.bySchedule)
        draft.state = static_cast<api::InstrumentState>(chosen);
    if (m_ends->isChecked())
        draft.until = Timestamp(m_until->dateTime().toMSecsSinceEpoch() / 1000 * kNsPerSecond);
    draft.reason = m_reason->text();
    // The end that is known has fractions of a second, which the field does not show.
    if (!m_edited)
        draft.until = market->until;
    return drafts.check(draft, *market, now);
}

// --- schedule -----------------------------------------------------------------------------------

SchedulePage::SchedulePage(QWidget* parent) : WorkbenchPage(parent) {
    auto* days = new QWidget(this);
    days->setObjectName(QStringLiteral("workbenchWeekdays"));
    auto* layout = new QHBoxLayout(days);
    layout->setContentsMargins(0, 3, 0, 3);
    layout->setSpacing(10);
    for (std::size_t i = 0; i < m_weekdays.size(); ++i) {
        m_weekdays[i] = new QCheckBox(days);
        m_weekdays[i]->setObjectName(QStringLiteral("workbenchWeekday%1").arg(i));
        connect(m_weekdays[i], &QCheckBox::toggled, this, &SchedulePage::touch);
        layout->addWidget(m_weekdays[i]);
    }
    layout->addStretch(1);
    add(QT_TRANSLATE_NOOP("WorkbenchPages", "Trading days"), days, {DraftField::Weekdays});
    const struct {
        const char* object;
        const char* name;
        DraftField field;
    } times[] = {
        {"workbenchPreOpen", QT_TRANSLATE_NOOP("WorkbenchPages", "&Pre-open from, optional"),
         DraftField::PreOpen},
        {"workbenchOpening", QT_TRANSLATE_NOOP("WorkbenchPages", "&Opening auction from, optional"),
         DraftField::OpeningAuction},
        {"workbenchTrading", QT_TRANSLATE_NOOP("WorkbenchPages", "&Trading from"),
         DraftField::Trading},
        {"workbenchClosing", QT_TRANSLATE_NOOP("WorkbenchPages", "C&losing auction from, optional"),
         DraftField::ClosingAuction},
        {"workbenchClose", QT_TRANSLATE_NOOP("WorkbenchPages", "&Close at"), DraftField::Close}};
    for (std::size_t i = 0; i < m_times.size(); ++i) {
        m_times[i] = line(times[i].object);
        m_times[i]->setPlaceholderText(QStringLiteral("HH:MM"));
        add(times[i].name, m_times[i], {times[i].field});
    }
    m_hint = hint("workbenchScheduleHint");
    m_grid->addWidget(m_hint, m_grid->rowCount(), 0, 1, 2);
    m_grid->setRowStretch(m_grid->rowCount(), 1);
}

void SchedulePage::retranslate() {
    WorkbenchPage::retranslate();
    for (std::size_t i = 0; i < m_weekdays.size(); ++i) {
        m_weekdays[i]->setText(InstrumentTexts::weekday(static_cast<int>(i)));
        m_weekdays[i]->setAccessibleName(QLocale().dayName(static_cast<int>(i) + 1));
    }
    m_hint->setText(words(QT_TRANSLATE_NOOP(
        "WorkbenchPages", "Times are UTC. Without trading days the market has no schedule and "
                          "trades round the clock.")));
}

void SchedulePage::fill(const InstrumentInfo* market) {
    const models::ScheduleDraft draft =
        models::ScheduleDraft::of(market ? market->schedule : api::SetTradingSchedule());
    for (std::size_t i = 0; i < m_weekdays.size(); ++i)
        m_weekdays[i]->setChecked((draft.weekdays >> i & 1) != 0);
    const QString* texts[] = {&draft.preOpen, &draft.openingAuction, &draft.trading,
                              &draft.closingAuction, &draft.close};
    for (std::size_t i = 0; i < m_times.size(); ++i)
        m_times[i]->setText(*texts[i]);
}

DraftCheck SchedulePage::check(const InstrumentDrafts& drafts, const InstrumentInfo* market,
                               Timestamp) const {
    if (market == nullptr)
        return {};
    models::ScheduleDraft draft;
    for (std::size_t i = 0; i < m_weekdays.size(); ++i)
        draft.weekdays |= static_cast<std::uint8_t>((m_weekdays[i]->isChecked() ? 1 : 0) << i);
    QString* texts[] = {&draft.preOpen, &draft.openingAuction, &draft.trading,
                        &draft.closingAuction, &draft.close};
    for (std::size_t i = 0; i < m_times.size(); ++i)
        *texts[i] = m_times[i]->text();
    return drafts.check(draft, *market);
}

// --- special days -------------------------------------------------------------------------------

DaysPage::DaysPage(QWidget* parent) : WorkbenchPage(parent) {
    m_known = new QListWidget(this);
    m_known->setObjectName(QStringLiteral("workbenchDays"));
    m_known->setMinimumHeight(60);
    m_date = new QDateEdit(QDate::currentDate(), this);
    m_date->setObjectName(QStringLiteral("workbenchDate"));
    m_date->setButtonSymbols(QAbstractSpinBox::NoButtons);
    m_date->setDisplayFormat(QStringLiteral("yyyy-MM-dd"));
    m_kind = new QComboBox(this);
    m_kind->setObjectName(QStringLiteral("workbenchDayKind"));
    m_close = line("workbenchDayClose");
    m_close->setPlaceholderText(QStringLiteral("HH:MM"));
    connect(m_date, &QDateEdit::dateChanged, this, &DaysPage::touch);
    connect(m_kind, &QComboBox::activated, this, [this] {
        m_close->setEnabled(m_kind->currentData().toInt() ==
                            static_cast<int>(api::TradingDayKind::Short));
        touch();
    });
    connect(m_known, &QListWidget::currentRowChanged, this, [this](int row) {
        if (row >= 0 && !m_loading)
            m_date->setDate(dateOf(m_known->item(row)->data(Qt::UserRole).toInt()));
    });
    add(QT_TRANSLATE_NOOP("WorkbenchPages", "&Days that differ"), m_known);
    add(QT_TRANSLATE_NOOP("WorkbenchPages", "D&ay"), m_date, {DraftField::Date});
    add(QT_TRANSLATE_NOOP("WorkbenchPages", "&On this day"), m_kind);
    add(QT_TRANSLATE_NOOP("WorkbenchPages", "&Close at (UTC)"), m_close, {DraftField::DayClose});
}

void DaysPage::retranslate() {
    WorkbenchPage::retranslate();
    const int chosen = m_kind->currentIndex();
    const QSignalBlocker quiet(m_kind);
    m_kind->clear();
    for (const auto kind : {api::TradingDayKind::Holiday, api::TradingDayKind::Short,
                            api::TradingDayKind::AsScheduled})
        m_kind->addItem(InstrumentTexts::dayKind(kind), static_cast<int>(kind));
    m_kind->setCurrentIndex(std::max(0, chosen));
}

void DaysPage::fill(const InstrumentInfo* market) {
    m_known->clear();
    if (market != nullptr)
        for (const auto& [day, special] : market->specialDays) {
            auto* item = new QListWidgetItem(
                InstrumentTexts::date(day) + QStringLiteral("  ") +
                    InstrumentTexts::specialDay(special),
                m_known);
            item->setData(Qt::UserRole, day);
        }
    m_close->setEnabled(m_kind->currentData().toInt() ==
                        static_cast<int>(api::TradingDayKind::Short));
}

DraftCheck DaysPage::check(const InstrumentDrafts& drafts, const InstrumentInfo* market,
                           Timestamp) const {
    if (market == nullptr || !m_edited)
        return {};
    models::DayDraft draft;
    draft.day = static_cast<std::int32_t>(QDate(1970, 1, 1).daysTo(m_date->date()));
    draft.kind = static_cast<api::TradingDayKind>(m_kind->currentData().toInt());
    draft.close = m_close->text();
    return drafts.check(draft, *market);
}

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
        QWidget* both = beside({m_deviations[i], m_within[i], m_horizons[i]}, this);
        both->setObjectName(QStringLiteral("workbenchMonitor%1").arg(i + 1));
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
    add(QT_TRANSLATE_NOOP("WorkbenchPages", "&Maker fee, %"), m_fees[0], {DraftField::MakerFee});
    add(QT_TRANSLATE_NOOP("WorkbenchPages", "Taker &fee, %"), m_fees[1], {DraftField::TakerFee});
    m_grid->setRowStretch(m_grid->rowCount(), 1);
}

void NewMarketPage::fill(const InstrumentInfo*) {
    for (QComboBox* box : {m_base, m_quote}) {
        const QVariant chosen = box->currentData();
        box->clear();
        for (const AssetId id : m_reference.assets())
            box->addItem(m_reference.asset(id)->code, id.value());
        const int index = chosen.isValid() ? box->findData(chosen) : box == m_quote ? 1 : 0;
        box->setCurrentIndex(std::clamp(index, 0, std::max(0, box->count() - 1)));
    }
    for (QLineEdit* edit : {m_symbol, m_tick, m_lot, m_prices[0], m_prices[1], m_quantities[0],
                            m_quantities[1], m_minValue, m_fees[0], m_fees[1]})
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
    draft.fees = {m_fees[0]->text(), m_fees[1]->text()};
    return drafts.check(draft);
}

} // namespace openbell::views
