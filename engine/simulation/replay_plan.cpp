#include "engine/simulation/replay_plan.h"

#include "engine/simulation/setup.h"

#include <algorithm>

namespace openbell::simulation {
namespace {

constexpr AssetId kQuote{1};
constexpr std::uint32_t kFirstBase = 2;
/// The replay never runs out: a fifth of what an asset may have at most.
constexpr std::int64_t kReplayFunds = kMaxAmount / 5;
constexpr unsigned kMaxScale = 18;

/// Decimals that all multiples of the step leave unused.
std::uint8_t spareDecimals(std::int64_t step, std::uint8_t scale) {
    std::uint8_t spare = 0;
    while (spare < scale && step % 10 == 0) {
        step /= 10;
        ++spare;
    }
    return spare;
}

std::int64_t powerOfTen(unsigned exponent) {
    std::int64_t value = 1;
    for (; exponent > 0; --exponent)
        value *= 10;
    return value;
}

/// `units` of an asset, or as much as is safe.
Amount funds(std::int64_t units, unsigned scale) {
    const auto atoms = mulDiv(units, powerOfTen(scale), 1, Rounding::Down);
    return Amount(std::min(atoms.value_or(kReplayFunds), kReplayFunds));
}

class PlanMaker {
public:
    explicit PlanMaker(ReplayPlan& plan)
        : m_plan(plan)
        , m_info(plan.profile.info)
        , m_quoteScale(m_info.priceScale + unsigned{m_info.quantityScale}) {}

    bool representable() const { return m_quoteScale <= kMaxScale; }

    void make() {
        people();
        add(api::CreateAsset{.asset = kQuote,
                             .code = api::AssetCode(m_info.quoteCode),
                             .scale = static_cast<std::uint8_t>(m_quoteScale)});
        endow(kQuote, m_quoteScale, 1'000'000);
        const std::size_t count =
            std::min(m_plan.profile.instruments.size(), ReplayPlan::kMaxInstruments);
        for (std::size_t i = 0; i < count; ++i)
            instrument(static_cast<std::uint32_t>(i), m_plan.profile.instruments[i]);
    }

private:
    void add(api::Command command) { m_plan.bootstrapCommands.push_back(std::move(command)); }

    void people() {
        add(api::CreateAccount{.account = kOperatorAccount, .name = api::Name(kOperatorName)});
        add(api::CreateUser{.user = kOperatorUser,
                            .name = api::Name(kOperatorName),
                            .role = api::Role::Operator,
                            .account = kOperatorAccount});
        add(api::CreateAccount{.account = kReplayAccount, .name = api::Name(kReplayName)});
        add(api::CreateUser{.user = kReplayUser,
                            .name = api::Name(kReplayName),
                            .role = api::Role::Trader,
                            .account = kReplayAccount});
    }

    void endow(AssetId asset, unsigned scale, std::int64_t operatorUnits) {
        add(api::Deposit{
            .account = kReplayAccount, .asset = asset, .amount = Amount(kReplayFunds)});
        add(api::Deposit{
            .account = kOperatorAccount, .asset = asset, .amount = funds(operatorUnits, scale)});
    }

    void instrument(std::uint32_t index, const recording::InstrumentProfile& recorded) {
        const AssetId base(kFirstBase + index);
        const std::string code =
            recorded.symbol.empty() ? "ASSET" + std::to_string(index + 1) : recorded.symbol;
        add(api::CreateAsset{
            .asset = base, .code = api::AssetCode(code), .scale = m_info.quantityScale});
        endow(base, m_info.quantityScale, 10'000);

        const std::uint8_t spare = spareDecimals(recorded.priceStep, m_info.priceScale);
        api::CreateInstrument definition;
        definition.instrument = InstrumentId(index + 1);
        definition.symbol = api::Symbol(code + "-" + m_info.quoteCode);
        definition.base = base;
        definition.quote = kQuote;
        definition.priceScale = static_cast<std::uint8_t>(m_info.priceScale - spare);
        definition.tickSize = recorded.priceStep / powerOfTen(spare);
        definition.lotSize = recorded.quantityStep;
        definition.minPrice = Price(1);
        definition.maxPrice = Price(recorded.maxPrice / recorded.priceStep * 4);
        definition.minQuantity = Quantity(1);
        definition.maxQuantity = Quantity(recorded.maxQuantity / recorded.quantityStep * 4);
        add(definition);
        m_plan.instruments.push_back({.recorded = recorded.instrument,
                                      .instrument = definition.instrument,
                                      .priceStep = recorded.priceStep,
                                      .quantityStep = recorded.quantityStep});
    }

    ReplayPlan& m_plan;
    const recording::RecordingInfo& m_info;
    /// One tick times one lot is whole at the sum of both scales.
    unsigned m_quoteScale;
};

} // namespace

Result<ReplayPlan, Error>
ReplayPlan::prepare(const std::filesystem::path& file, recording::Format format,
                    const std::function<void(std::uint64_t messages)>& progress) {
    auto profile = recording::profileRecording(file, format, progress);
    if (!profile)
        return Unexpected{profile.error()};
    ReplayPlan plan;
    plan.file = file;
    plan.profile = std::move(*profile);
    PlanMaker maker(plan);
    if (!maker.representable())
        return Unexpected{Error{plan.profile.info.fileName +
                                ": its prices and quantities have too many decimals"}};
    maker.make();
    return plan;
}

} // namespace openbell::simulation
