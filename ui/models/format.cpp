#include "ui/models/format.h"

#include <QCoreApplication>
#include <QDateTime>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstdlib>

namespace openbell::models {

namespace {

QChar firstOf(const QString& text, QChar fallback) {
    return text.isEmpty() ? fallback : text.front();
}

void appendTwoDigits(TextBuffer& out, int value) {
    out.append(QChar(u'0' + value / 10));
    out.append(QChar(u'0' + value % 10));
}

/// Seconds that local time is ahead of UTC. Cached per quarter of an hour: offsets change on those.
std::int64_t utcOffset(std::int64_t seconds) {
    static thread_local std::int64_t cachedQuarter = INT64_MIN;
    static thread_local std::int64_t cachedOffset = 0;
    const std::int64_t quarter = seconds / 900;
    if (quarter != cachedQuarter) {
        cachedQuarter = quarter;
        cachedOffset = QDateTime::fromSecsSinceEpoch(seconds).offsetFromUtc();
    }
    return cachedOffset;
}

} // namespace

Format::Format(const QLocale& locale)
    : m_locale(locale), m_point(firstOf(locale.decimalPoint(), u'.')),
      m_group(firstOf(locale.groupSeparator(), u',')),
      m_minus(firstOf(locale.negativeSign(), u'-')) {}

void Format::decimal(std::int64_t units, const DecimalScale& scale, bool grouped,
                     TextBuffer& out) const {
    // Digits from the right into a buffer that holds any 128-bit number with separators.
    std::array<QChar, 64> reversed;
    int size = 0;
    Int128 value = static_cast<Int128>(units) * scale.step;
    const bool negative = value < 0;
    if (negative)
        value = -value;
    Int128 rest = value;
    int digit = 0;
    for (; digit < scale.decimals || rest > 0 || digit == scale.decimals; ++digit) {
        if (digit == scale.decimals && digit > 0)
            reversed[static_cast<std::size_t>(size++)] = m_point;
        const int whole = digit - scale.decimals;
        if (grouped && whole > 0 && whole % 3 == 0)
            reversed[static_cast<std::size_t>(size++)] = m_group;
        reversed[static_cast<std::size_t>(size++)] =
            QChar(static_cast<char16_t>(u'0' + static_cast<int>(rest % 10)));
        rest /= 10;
    }
    if (negative)
        out.append(m_minus);
    while (size > 0)
        out.append(reversed[static_cast<std::size_t>(--size)]);
}

void Format::price(const InstrumentInfo& market, Price price, TextBuffer& out) const {
    decimal(price.value(), market.price, false, out);
}

void Format::quantity(const InstrumentInfo& market, Quantity quantity, TextBuffer& out) const {
    decimal(quantity.value(), market.quantity, false, out);
}

QString Format::price(const InstrumentInfo& market, Price value) const {
    TextBuffer out;
    price(market, value, out);
    return out.toString();
}

QString Format::quantity(const InstrumentInfo& market, Quantity value) const {
    TextBuffer out;
    quantity(market, value, out);
    return out.toString();
}

QString Format::priceDifference(const InstrumentInfo& market, Price difference,
                                bool withSign) const {
    TextBuffer out;
    if (withSign && difference.value() > 0)
        out.append(u'+');
    decimal(difference.value(), market.price, false, out);
    return out.toString();
}

QString Format::amount(const DecimalScale& scale, Amount amount) const {
    TextBuffer out;
    decimal(amount.value(), scale, true, out);
    return out.toString();
}

QString Format::amount(const DecimalScale& scale, Amount value, const QString& code) const {
    return amount(scale, value) + QChar(0xA0) + code;
}

QString Format::roundedAmount(const DecimalScale& scale, Amount value, int decimals) const {
    if (scale.decimals <= decimals)
        return amount(scale, value);
    std::int64_t divisor = 1;
    for (int i = decimals; i < scale.decimals; ++i)
        divisor *= 10;
    const Int128 exact = static_cast<Int128>(value.value()) * scale.step;
    const Int128 half = exact < 0 ? -divisor / 2 : divisor / 2;
    return amount(DecimalScale{1, decimals},
                  Amount(static_cast<std::int64_t>((exact + half) / divisor)));
}

QString Format::shortQuantity(const InstrumentInfo& market, Quantity quantity) const {
    double value = static_cast<double>(quantity.value()) * static_cast<double>(market.quantity.step) /
                   std::pow(10.0, market.quantity.decimals);
    static constexpr std::array<char16_t, 5> kUnits{0, u'k', u'M', u'G', u'T'};
    std::size_t unit = 0;
    while (value >= 1000 && unit + 1 < kUnits.size()) {
        value /= 1000;
        ++unit;
    }
    const int decimals = value >= 100 ? (unit == 0 ? 1 : 0) : value >= 10 ? 1 : 2;
    QString text = m_locale.toString(value, 'f', decimals);
    if (kUnits[unit] != 0)
        text += QChar(kUnits[unit]);
    return text;
}

void Format::changePercent(Price from, Price to, TextBuffer& out) const {
    if (from.isZero() || to.isZero())
        return;
    // Hundredths of a percent, rounded half away from zero.
    const Int128 difference = static_cast<Int128>(to.value() - from.value()) * 20'000;
    const Int128 doubled = difference / from.value();
    const auto hundredths = static_cast<std::int64_t>((doubled + (doubled < 0 ? -1 : 1)) / 2);
    if (hundredths > 0)
        out.append(u'+');
    decimal(hundredths, DecimalScale{1, 2}, false, out);
}

QString Format::changePercent(Price from, Price to) const {
    TextBuffer out;
    changePercent(from, to, out);
    return out.isEmpty() ? QString() : out.toString() + QChar(0xA0) + m_locale.percent();
}

QString Format::ppm(std::int64_t ratePpm) const {
    DecimalScale scale{1, 4};
    while (scale.decimals > 2 && ratePpm % 10 == 0) {
        ratePpm /= 10;
        --scale.decimals;
    }
    TextBuffer out;
    decimal(ratePpm, scale, false, out);
    return out.toString() + QChar(0xA0) + m_locale.percent();
}

QString Format::count(std::uint64_t value) const {
    TextBuffer out;
    count(value, out);
    return out.toString();
}

void Format::count(std::uint64_t value, TextBuffer& out) const {
    decimal(static_cast<std::int64_t>(value), DecimalScale{}, true, out);
}

QString Format::orderId(OrderId order) {
    TextBuffer out;
    orderId(order, out);
    return out.toString();
}

void Format::orderId(OrderId order, TextBuffer& out) {
    std::array<char, 24> digits;
    const auto append = [&](std::uint64_t value) {
        const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), value).ptr;
        for (const char* digit = digits.data(); digit != end; ++digit)
            out.append(QLatin1Char(*digit));
    };
    append(sequenceOf(order).value());
    if (const std::uint64_t leg = legOf(order); leg > 0) {
        out.append(u'.');
        append(leg + 1);
    }
}

QString Format::bytes(std::uint64_t value) const {
    return m_locale.formattedDataSize(static_cast<qint64>(value), 1,
                                      QLocale::DataSizeTraditionalFormat);
}

QString Format::nanoseconds(std::int64_t ns) const {
    struct Unit {
        double size;
        const char16_t* name;
    };
    static constexpr std::array<Unit, 4> kUnits{
        {{1e9, u"s"}, {1e6, u"ms"}, {1e3, u"µs"}, {1, u"ns"}}};
    for (const Unit& unit : kUnits) {
        const double value = static_cast<double>(ns) / unit.size;
        if (value >= 1 || unit.size == 1) {
            const int decimals = unit.size == 1 || value >= 100 ? 0 : value >= 10 ? 1 : 2;
            return m_locale.toString(value, 'f', decimals) + QChar(0xA0) +
                   QString::fromUtf16(unit.name);
        }
    }
    return {};
}

QString Format::percent(double fraction, int decimals) const {
    return m_locale.toString(fraction * 100, 'f', decimals) + QChar(0xA0) + m_locale.percent();
}

void Format::time(Timestamp time, TextBuffer& out) const {
    const std::int64_t seconds = time.value() / kNsPerSecond;
    const std::int64_t ofDay = ((seconds + utcOffset(seconds)) % 86'400 + 86'400) % 86'400;
    const auto ms = static_cast<int>(time.value() / kNsPerMs % 1000);
    appendTwoDigits(out, static_cast<int>(ofDay / 3600));
    out.append(u':');
    appendTwoDigits(out, static_cast<int>(ofDay / 60 % 60));
    out.append(u':');
    appendTwoDigits(out, static_cast<int>(ofDay % 60));
    out.append(u'.');
    out.append(QChar(static_cast<char16_t>(u'0' + ms / 100)));
    appendTwoDigits(out, ms % 100);
}

QString Format::time(Timestamp value) const {
    TextBuffer out;
    time(value, out);
    return out.toString();
}

QString Format::dateTime(Timestamp time) const {
    return QDateTime::fromMSecsSinceEpoch(time.value() / kNsPerMs)
        .toString(QStringLiteral("yyyy-MM-dd HH:mm:ss.zzz"));
}

QString Format::dateTimeSeconds(Timestamp time) const {
    return dateTime(time).left(19);
}

QString Format::countdown(Duration left) const {
    const std::int64_t seconds = std::max<std::int64_t>(0, left.value() / kNsPerSecond);
    if (seconds >= 86'400)
        return QCoreApplication::translate("Format", "%1 d %2 h")
            .arg(seconds / 86'400)
            .arg(seconds % 86'400 / 3600);
    TextBuffer out;
    if (seconds >= 3600) {
        count(static_cast<std::uint64_t>(seconds / 3600), out);
        out.append(u':');
        appendTwoDigits(out, static_cast<int>(seconds / 60 % 60));
    } else {
        count(static_cast<std::uint64_t>(seconds / 60), out);
    }
    out.append(u':');
    appendTwoDigits(out, static_cast<int>(seconds % 60));
    return out.toString();
}

QString Format::clock(Timestamp value) const {
    return time(value).left(8);
}

namespace {

/// True when every group but the first has three digits and the whole can mean nothing else: a lone
/// "0.050" or "1,500" is a decimal number to half of the world, so it is refused.
bool isPlainlyGrouped(const QString& typed, QChar group, QChar point) {
    if (!typed.contains(group))
        return true;
    const qsizetype end = typed.indexOf(point);
    const QStringList groups = typed.left(end < 0 ? typed.size() : end).split(group);
    const bool mayBePoint = group == u'.' || group == u',';
    if (groups.size() < 2 || (groups.size() == 2 && end < 0 && mayBePoint) ||
        (end >= 0 && typed.indexOf(group, end) >= 0))
        return false;
    const bool first = !groups.front().isEmpty() && groups.front().size() <= 3 &&
                       groups.front().front() != u'0';
    return first && std::all_of(groups.begin() + 1, groups.end(),
                                [](const QString& digits) { return digits.size() == 3; });
}

} // namespace

std::optional<std::int64_t> Format::parse(const DecimalScale& scale, const QString& text,
                                          bool* offGrid) const {
    if (offGrid)
        *offGrid = false;
    if (!isPlainlyGrouped(text.trimmed(), m_group, m_point))
        return std::nullopt;
    Int128 value = 0;
    int decimals = -1; // -1: before the point
    int digits = 0;
    for (const QChar c : text.trimmed()) {
        if (c.isDigit()) {
            if (++digits > 30)
                return std::nullopt;
            value = value * 10 + c.digitValue();
            if (decimals >= 0)
                ++decimals;
        } else if ((c == m_point || (c == u'.' && m_group != u'.')) && decimals < 0) {
            decimals = 0;
        } else if (c != m_group && !c.isSpace()) {
            return std::nullopt;
        }
    }
    if (digits == 0)
        return std::nullopt;
    decimals = std::max(decimals, 0);
    for (; decimals > scale.decimals; --decimals) {
        if (value % 10 != 0) {
            if (offGrid)
                *offGrid = true;
            return std::nullopt;
        }
        value /= 10;
    }
    for (; decimals < scale.decimals; ++decimals) {
        value *= 10;
        if (value > static_cast<Int128>(kMaxAmount) * scale.step)
            return std::nullopt;
    }
    if (value % scale.step != 0) {
        if (offGrid)
            *offGrid = true;
        return std::nullopt;
    }
    value /= scale.step;
    if (value >= kMaxAmount)
        return std::nullopt;
    return static_cast<std::int64_t>(value);
}

std::optional<Price> Format::parsePrice(const InstrumentInfo& market, const QString& text,
                                        bool* offGrid) const {
    const auto units = parse(market.price, text, offGrid);
    return units ? std::optional(Price(*units)) : std::nullopt;
}

std::optional<Quantity> Format::parseQuantity(const InstrumentInfo& market, const QString& text,
                                              bool* offGrid) const {
    const auto units = parse(market.quantity, text, offGrid);
    return units ? std::optional(Quantity(*units)) : std::nullopt;
}

std::optional<Amount> Format::parseAmount(const DecimalScale& scale, const QString& text,
                                          bool* offGrid) const {
    const auto units = parse(scale, text, offGrid);
    return units ? std::optional(Amount(*units)) : std::nullopt;
}

} // namespace openbell::models
