// The page of the workbench about limit-up/limit-down bands: the dated tables that there are, and one
// being written.
#pragma once

#include "ui/views/workbench_pages.h"

namespace openbell::views {

class BandsPage final : public WorkbenchPage {
    Q_OBJECT
public:
    BandsPage(const models::Format& format, QWidget* parent);
    models::DraftCheck check(const models::InstrumentDrafts& drafts,
                             const models::InstrumentInfo* market, Timestamp now) const override;
    void retranslate() override;

protected:
    void fill(const models::InstrumentInfo* market) override;
    bool isUsable(const QWidget* widget) const override;

private:
    static constexpr std::size_t kRows = models::BandsDraft::kRows;

    void buildRows();
    void listTables(const models::InstrumentInfo& market, std::int32_t today);
    void show(const models::BandsDraft& draft);
    void onDay();
    std::int32_t today() const;
    bool isOff() const;

    const models::Format& m_format;
    models::InstrumentInfo m_market; ///< as loaded
    QListWidget* m_known = nullptr;
    QDateEdit* m_from = nullptr;
    QComboBox* m_kind = nullptr;
    std::array<QLineEdit*, kRows> m_above{};
    std::array<QLineEdit*, kRows> m_widths{};
    std::array<QLineEdit*, kRows> m_most{};
    std::array<QLabel*, kRows> m_aboveWords{};
    std::array<QLabel*, kRows> m_widthWords{};
    std::array<QLabel*, kRows> m_mostWords{};
    QLineEdit* m_reference = nullptr;
    QLineEdit* m_limit = nullptr;
    QLineEdit* m_pause = nullptr;
    QLineEdit* m_close = nullptr;
    QLabel* m_closeWords = nullptr;
    QComboBox* m_closeRows = nullptr;
    QLabel* m_hint = nullptr;
};

} // namespace openbell::views
