// The pages of the instrument workbench: what each lets an operator enter. They read and show; the
// drafts in ui/models judge.
#pragma once

#include "ui/models/instrument_drafts.h"

#include <QWidget>

#include <array>
#include <functional>
#include <vector>

class QCheckBox;
class QComboBox;
class QDateEdit;
class QDateTimeEdit;
class QGridLayout;
class QLabel;
class QLineEdit;
class QListWidget;

namespace openbell::views {

/// A form: names, fields, and under each field the place for what is wrong with it.
class WorkbenchPage : public QWidget {
    Q_OBJECT
public:
    explicit WorkbenchPage(QWidget* parent);

    /// Shows what is now; entries are lost.
    void load(const models::InstrumentInfo* market);
    virtual models::DraftCheck check(const models::InstrumentDrafts& drafts,
                                     const models::InstrumentInfo* market, Timestamp now) const = 0;
    /// Problems of fields that were edited, or of all.
    void showProblems(const models::DraftCheck& check, bool all);
    bool isEdited() const { return m_edited; }
    /// The venue's time; simulations have one of their own.
    void setClock(std::function<Timestamp()> clock) { m_clock = std::move(clock); }
    /// Fields that cannot be used stay so, whoever looks.
    void setReadOnly(bool readOnly);
    virtual void retranslate();

Q_SIGNALS:
    void edited();

protected:
    struct Row {
        const char* name; ///< QT_TRANSLATE_NOOP("WorkbenchPages", ...)
        QLabel* label;
        QWidget* widget;
        QLabel* problem;
        std::vector<models::DraftField> fields;
    };
    virtual void fill(const models::InstrumentInfo* market) = 0;
    virtual bool beginsEmpty() const { return false; }
    /// Whether a row's widget counts with what is chosen elsewhere.
    virtual bool isUsable(const QWidget* widget) const;
    QLineEdit* line(const char* objectName);
    /// The names are for people who see the form and for those who hear it.
    Row& add(const char* name, QWidget* widget, std::vector<models::DraftField> fields = {});
    void touch();
    QLabel* hint(const char* objectName);
    /// In one row; lines share the width.
    QWidget* beside(const QString& objectName, std::initializer_list<QWidget*> widgets);
    static QString words(const char* text);

    QDateTime venueTime() const;

    std::function<Timestamp()> m_clock;
    QGridLayout* m_grid = nullptr;
    std::vector<Row> m_rows;
    bool m_loading = false;
    bool m_edited = false;
    bool m_readOnly = false;
};

class StatePage final : public WorkbenchPage {
    Q_OBJECT
public:
    explicit StatePage(QWidget* parent);
    models::DraftCheck check(const models::InstrumentDrafts& drafts,
                             const models::InstrumentInfo* market, Timestamp now) const override;
    void retranslate() override;
    /// Chooses a state, with an end after so many seconds; zero: none.
    void propose(api::InstrumentState state, int seconds);

protected:
    void fill(const models::InstrumentInfo* market) override;
    bool isUsable(const QWidget* widget) const override;

private:
    void fillStates();

    QComboBox* m_state = nullptr;
    QCheckBox* m_ends = nullptr;
    QDateTimeEdit* m_until = nullptr;
    QLineEdit* m_reason = nullptr;
};

class SchedulePage final : public WorkbenchPage {
    Q_OBJECT
public:
    explicit SchedulePage(QWidget* parent);
    models::DraftCheck check(const models::InstrumentDrafts& drafts,
                             const models::InstrumentInfo* market, Timestamp now) const override;
    void retranslate() override;

protected:
    void fill(const models::InstrumentInfo* market) override;

private:
    std::array<QCheckBox*, 7> m_weekdays{};
    std::array<QLineEdit*, 5> m_times{};
    QLabel* m_hint = nullptr;
};

class DaysPage final : public WorkbenchPage {
    Q_OBJECT
public:
    explicit DaysPage(QWidget* parent);
    models::DraftCheck check(const models::InstrumentDrafts& drafts,
                             const models::InstrumentInfo* market, Timestamp now) const override;
    void retranslate() override;

protected:
    void fill(const models::InstrumentInfo* market) override;
    bool isUsable(const QWidget* widget) const override;

private:
    QListWidget* m_known = nullptr;
    QDateEdit* m_date = nullptr;
    QComboBox* m_kind = nullptr;
    QLineEdit* m_close = nullptr;
    QLabel* m_hint = nullptr;
};

class ControlsPage final : public WorkbenchPage {
    Q_OBJECT
public:
    ControlsPage(const models::Format& format, QWidget* parent);
    models::DraftCheck check(const models::InstrumentDrafts& drafts,
                             const models::InstrumentInfo* market, Timestamp now) const override;
    void retranslate() override;

protected:
    void fill(const models::InstrumentInfo* market) override;

private:
    const models::Format& m_format;
    QLineEdit* m_collar = nullptr;
    std::array<QLineEdit*, 3> m_horizons{};
    std::array<QLineEdit*, 3> m_deviations{};
    std::array<QLabel*, 3> m_within{};
    QLineEdit* m_auction = nullptr;
    QLabel* m_hint = nullptr;
};

class FeesPage final : public WorkbenchPage {
    Q_OBJECT
public:
    FeesPage(const models::Format& format, QWidget* parent);
    models::DraftCheck check(const models::InstrumentDrafts& drafts,
                             const models::InstrumentInfo* market, Timestamp now) const override;

protected:
    void fill(const models::InstrumentInfo* market) override;

private:
    const models::Format& m_format;
    QLineEdit* m_maker = nullptr;
    QLineEdit* m_taker = nullptr;
};

class NewMarketPage final : public WorkbenchPage {
    Q_OBJECT
public:
    NewMarketPage(const models::ReferenceData& reference, QWidget* parent);
    void retranslate() override;
    models::DraftCheck check(const models::InstrumentDrafts& drafts,
                             const models::InstrumentInfo* market, Timestamp now) const override;

protected:
    void fill(const models::InstrumentInfo* market) override;
    bool beginsEmpty() const override { return true; }

private:
    const models::ReferenceData& m_reference;
    QLabel* m_hint = nullptr;
    QLineEdit* m_symbol = nullptr;
    QComboBox* m_base = nullptr;
    QComboBox* m_quote = nullptr;
    QLineEdit* m_tick = nullptr;
    QLineEdit* m_lot = nullptr;
    std::array<QLineEdit*, 2> m_prices{};
    std::array<QLineEdit*, 2> m_quantities{};
    QLineEdit* m_minValue = nullptr;
    QLineEdit* m_maxPosition = nullptr;
    std::array<QLineEdit*, 2> m_fees{};
};

class NewAssetPage final : public WorkbenchPage {
    Q_OBJECT
public:
    explicit NewAssetPage(QWidget* parent);
    models::DraftCheck check(const models::InstrumentDrafts& drafts,
                             const models::InstrumentInfo* market, Timestamp now) const override;
    void retranslate() override;

protected:
    void fill(const models::InstrumentInfo* market) override;
    bool beginsEmpty() const override { return true; }

private:
    QLineEdit* m_code = nullptr;
    QLineEdit* m_decimals = nullptr;
    QLabel* m_hint = nullptr;
};

} // namespace openbell::views
