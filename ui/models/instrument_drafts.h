// What an operator has entered about a market, before it is applied: read, checked against the rules
// of the exchange, compared with what is now. Each check gives the command or says what is wrong at
// which field. GUI thread.
#pragma once

#include "ui/models/format.h"
#include "ui/models/reference_data.h"

#include "engine/api/commands.h"

#include <QCoreApplication>
#include <QStringList>

#include <array>
#include <map>
#include <optional>

namespace openbell::models {

/// Fields of all drafts, for the places of their problems.
enum class DraftField {
    Until,
    Weekdays,
    PreOpen,
    OpeningAuction,
    Trading,
    ClosingAuction,
    Close,
    Date,
    DayClose,
    Collar,
    Monitor1,
    Monitor2,
    Monitor3,
    AuctionSeconds,
    BandsFrom,
    Band1,
    Band2,
    Band3,
    BandReference,
    BandLimit,
    BandPause,
    BandClose,
    MakerFee,
    TakerFee,
    Symbol,
    Assets,
    Tick,
    Lot,
    MinPrice,
    MaxPrice,
    MinQuantity,
    MaxQuantity,
    MinValue,
    MaxPosition,
    AssetCode,
    AssetDecimals,
};

struct DraftCheck {
    std::optional<api::Command> command; ///< when nothing is wrong and something would change
    std::map<DraftField, QString> problems;
    QStringList changes; ///< "Maker fee: 0.10 % → 0.05 %"
    bool isValid() const { return problems.empty(); }
    QString problem(DraftField field) const {
        const auto at = problems.find(field);
        return at == problems.end() ? QString() : at->second;
    }
};

struct StateDraft {
    api::InstrumentState state = api::InstrumentState::Trading;
    bool bySchedule = false; ///< back to what the calendar says
    Timestamp until{};       ///< zero: until further notice
    QString reason;
};

struct ScheduleDraft {
    std::uint8_t weekdays = 0;
    QString preOpen, openingAuction, trading, closingAuction, close; ///< 09:00, UTC; empty: none
    static ScheduleDraft of(const api::SetTradingSchedule& schedule);
};

struct DayDraft {
    std::int32_t day = 0;
    api::TradingDayKind kind = api::TradingDayKind::Holiday;
    QString close;
};

struct ControlsDraft {
    QString collar; ///< percent
    std::array<QString, 3> horizons; ///< seconds
    std::array<QString, 3> deviations; ///< percent
    QString auctionSeconds;
    static ControlsDraft of(const api::SetPriceControls& controls, const Format& format);
};

struct BandsDraft {
    static constexpr std::size_t kRows = 3;
    std::int32_t fromDay = 0;
    bool off = false; ///< no bands from that day on; the rest does not count
    std::array<QString, kRows> above;  ///< prices; the first row has none
    std::array<QString, kRows> widths; ///< percent
    std::array<QString, kRows> most;   ///< ticks; empty: no such bound
    QString reference, limit, pause;   ///< seconds
    QString close; ///< seconds before the close when bands widen; empty: never
    std::uint32_t closeRows = kRows; ///< the rows, from the first, that widen; those that there are
    static BandsDraft of(const api::SetPriceBands& bands, const InstrumentInfo& market,
                         const Format& format);
};

struct FeesDraft {
    QString maker, taker; ///< percent
};

struct NewMarketDraft {
    QString symbol;
    AssetId base;
    AssetId quote;
    QString tick, lot; ///< steps of price and quantity
    QString minPrice, maxPrice, minQuantity, maxQuantity, minValue;
    QString maxPosition; ///< empty: no bound
    FeesDraft fees;
};

struct NewAssetDraft {
    QString code;
    QString decimals; ///< of its smallest part
};

class InstrumentDrafts {
    Q_DECLARE_TR_FUNCTIONS(InstrumentDrafts)
public:
    InstrumentDrafts(const ReferenceData& reference, const Format& format)
        : m_reference(reference), m_format(format) {}

    DraftCheck check(const StateDraft& draft, const InstrumentInfo& market, Timestamp now) const;
    DraftCheck check(const ScheduleDraft& draft, const InstrumentInfo& market) const;
    DraftCheck check(const DayDraft& draft, const InstrumentInfo& market) const;
    DraftCheck check(const ControlsDraft& draft, const InstrumentInfo& market) const;
    DraftCheck check(const BandsDraft& draft, const InstrumentInfo& market) const;
    DraftCheck check(const FeesDraft& draft, const InstrumentInfo& market) const;
    DraftCheck check(const NewMarketDraft& draft) const;
    DraftCheck check(const NewAssetDraft& draft) const;

    /// "9:30", "09:30:00": seconds after midnight; nullopt when it is no time.
    static std::optional<std::int32_t> timeOfDay(const QString& text);

private:
    struct Steps;
    static QString change(const QString& what, const QString& before, const QString& after);
    /// A percentage as parts per million; a problem otherwise.
    std::int64_t percent(const QString& text, DraftField field, DraftCheck& check) const;
    static constexpr std::uint32_t kMaxSeconds = 7 * 86'400;
    std::uint32_t seconds(const QString& text, DraftField field, DraftCheck& check,
                          std::uint32_t most = kMaxSeconds) const;
    void readBandRows(const BandsDraft& draft, const InstrumentInfo& market,
                      api::SetPriceBands& bands, DraftCheck& check) const;
    void readBandTimes(const BandsDraft& draft, api::SetPriceBands& bands, DraftCheck& check) const;
    void readSteps(const NewMarketDraft& draft, api::CreateInstrument& made, Steps& steps,
                   DraftCheck& check) const;
    void readLimits(const NewMarketDraft& draft, api::CreateInstrument& made, const Steps& steps,
                    DraftCheck& check) const;

    const ReferenceData& m_reference;
    const Format& m_format;
};

} // namespace openbell::models
