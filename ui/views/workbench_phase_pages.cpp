// The pages of the workbench about time: state, schedule, special days.
#include "ui/views/workbench_pages.h"

#include "ui/models/instrument_texts.h"
#include "ui/models/texts.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDateTimeEdit>
#include <QHBoxLayout>
#include <QListWidget>

namespace openbell::views {
namespace {

using models::DraftCheck;
using models::DraftField;
using models::InstrumentDrafts;
using models::InstrumentInfo;
using models::InstrumentTexts;

constexpr int kBySchedule = -1;

QDate dateOf(std::int32_t day) {
    return QDate(1970, 1, 1).addDays(day);
}

} // namespace

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
    m_until->setDateTime(ends ? QDateTime::fromMSecsSinceEpoch(market->until.value() / kNsPerMs)
                              : venueTime().addSecs(120));
    m_reason->clear();
}

bool StatePage::isUsable(const QWidget* widget) const {
    return widget != m_until || m_ends->isChecked();
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
    m_date = new QDateEdit(this);
    m_date->setObjectName(QStringLiteral("workbenchDate"));
    m_date->setButtonSymbols(QAbstractSpinBox::NoButtons);
    m_date->setDisplayFormat(QStringLiteral("yyyy-MM-dd"));
    m_kind = new QComboBox(this);
    m_kind->setObjectName(QStringLiteral("workbenchDayKind"));
    m_close = line("workbenchDayClose");
    m_close->setPlaceholderText(QStringLiteral("HH:MM"));
    connect(m_date, &QDateEdit::dateChanged, this, &DaysPage::touch);
    connect(m_kind, &QComboBox::activated, this, &DaysPage::touch);
    connect(m_known, &QListWidget::currentRowChanged, this, [this](int row) {
        if (row >= 0 && !m_loading)
            m_date->setDate(dateOf(m_known->item(row)->data(Qt::UserRole).toInt()));
    });
    add(QT_TRANSLATE_NOOP("WorkbenchPages", "&Days that differ"), m_known);
    add(QT_TRANSLATE_NOOP("WorkbenchPages", "D&ay (UTC)"), m_date, {DraftField::Date});
    add(QT_TRANSLATE_NOOP("WorkbenchPages", "&On this day"), m_kind);
    add(QT_TRANSLATE_NOOP("WorkbenchPages", "&Close at (UTC)"), m_close, {DraftField::DayClose});
    m_hint = hint("workbenchDaysHint");
    m_grid->addWidget(m_hint, m_grid->rowCount(), 0, 1, 2);
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
    m_hint->setText(words(QT_TRANSLATE_NOOP(
        "WorkbenchPages", "Every day goes by the schedule unless it is listed here. A holiday does "
                          "not trade; a short day closes earlier.")));
}

void DaysPage::fill(const InstrumentInfo* market) {
    m_known->clear();
    m_date->setDate(venueTime().toUTC().date());
    if (market != nullptr)
        for (const auto& [day, special] : market->specialDays) {
            auto* item = new QListWidgetItem(
                InstrumentTexts::date(day) + QStringLiteral("  ") +
                    InstrumentTexts::specialDay(special),
                m_known);
            item->setData(Qt::UserRole, day);
        }
}

/// Only a short day closes at a time of its own.
bool DaysPage::isUsable(const QWidget* widget) const {
    return widget != m_close ||
           m_kind->currentData().toInt() == static_cast<int>(api::TradingDayKind::Short);
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

} // namespace openbell::views
