// The only place where the exchange's integers become text. Decimal points and group separators
// follow the locale; digits are tabular, so columns line up. GUI thread.
#pragma once

#include "ui/models/instrument_info.h"

#include <QLocale>
#include <QString>

#include <array>
#include <optional>

namespace openbell::models {

/// A short text built in place: painters format thousands of cells per second without allocating.
class TextBuffer {
public:
    static constexpr int kCapacity = 48;

    void clear() { m_size = 0; }
    void append(QChar c) {
        if (m_size < kCapacity)
            m_text[static_cast<std::size_t>(m_size++)] = c;
    }
    void append(QStringView text) {
        for (const QChar c : text)
            append(c);
    }
    QStringView view() const { return {m_text.data(), m_size}; }
    QString toString() const { return view().toString(); }
    bool isEmpty() const { return m_size == 0; }

private:
    std::array<QChar, kCapacity> m_text;
    int m_size = 0;
};

class Format {
public:
    explicit Format(const QLocale& locale = QLocale());

    /// Prices, quantities: exact decimals, no grouping, so that digits align in ladders and tables.
    void price(const InstrumentInfo& market, Price price, TextBuffer& out) const;
    void quantity(const InstrumentInfo& market, Quantity quantity, TextBuffer& out) const;
    QString price(const InstrumentInfo& market, Price price) const;
    QString quantity(const InstrumentInfo& market, Quantity quantity) const;
    /// A price difference, with its sign when `withSign`.
    QString priceDifference(const InstrumentInfo& market, Price difference, bool withSign) const;
    /// Balances and values: exact, grouped.
    QString amount(const DecimalScale& scale, Amount amount) const;
    QString amount(const DecimalScale& scale, Amount amount, const QString& code) const;
    /// A quote value rounded to at most `decimals` decimals for display.
    QString roundedAmount(const DecimalScale& scale, Amount amount, int decimals) const;
    /// A volume shortened to three digits and a unit: 12.4k, 3.15M.
    QString shortQuantity(const InstrumentInfo& market, Quantity quantity) const;
    /// +1.84 %; empty when there is nothing to compare with.
    QString changePercent(Price from, Price to) const;
    void changePercent(Price from, Price to, TextBuffer& out) const;
    /// A fee rate: 0.10 %.
    QString ppm(std::int64_t ratePpm) const;

    QString count(std::uint64_t value) const;       ///< grouped: 20,004
    void count(std::uint64_t value, TextBuffer& out) const;
    /// 2500; the second and third order of one command: 2500.2, 2500.3. Never grouped.
    static QString orderId(OrderId order);
    static void orderId(OrderId order, TextBuffer& out);
    QString bytes(std::uint64_t value) const;       ///< 62.4 MB
    QString nanoseconds(std::int64_t ns) const;     ///< 840 ns, 12.4 µs, 3.1 ms, 1.2 s
    QString percent(double fraction, int decimals = 1) const;

    QString time(Timestamp time) const;      ///< 14:03:07.123, local time
    void time(Timestamp time, TextBuffer& out) const;
    QString dateTime(Timestamp time) const;  ///< 2024-05-01 14:03:07.123
    QString clock(Timestamp time) const;     ///< 14:03:07
    QString dateTimeSeconds(Timestamp time) const; ///< 2024-05-01 14:03:07, local time
    /// Time left, in the largest two units: 4:05, 1:02:03, 2 d 3 h.
    QString countdown(Duration left) const;

    /// Reads what a person typed as a price or quantity; nullopt when it is no number or not a
    /// whole number of ticks or lots. `offGrid` (optional) tells the two apart.
    std::optional<Price> parsePrice(const InstrumentInfo& market, const QString& text,
                                    bool* offGrid = nullptr) const;
    std::optional<Quantity> parseQuantity(const InstrumentInfo& market, const QString& text,
                                          bool* offGrid = nullptr) const;
    /// Reads an amount of an asset in its unit.
    std::optional<Amount> parseAmount(const DecimalScale& scale, const QString& text,
                                      bool* offGrid = nullptr) const;

    const QLocale& locale() const { return m_locale; }

private:
    void decimal(std::int64_t units, const DecimalScale& scale, bool grouped, TextBuffer& out) const;
    std::optional<std::int64_t> parse(const DecimalScale& scale, const QString& text,
                                      bool* offGrid) const;

    QLocale m_locale;
    QChar m_point;
    QChar m_group;
    QChar m_minus;
};

} // namespace openbell::models
