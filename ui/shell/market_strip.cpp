#include "ui/shell/market_strip.h"

#include "ui/models/instrument_texts.h"
#include "ui/models/texts.h"

#include <QKeyEvent>
#include <QPainter>

#include <algorithm>
#include <cmath>

namespace openbell::shell {

using models::Tone;

namespace {
constexpr int kStateDigits = 10;
constexpr int kCountdownDigits = 9; ///< " 23:59:59"
constexpr int kGap = 18;            ///< between slots
} // namespace

MarketStrip::MarketStrip(models::PanelContext& context, QWidget* parent)
    : QWidget(parent), m_context(context) {
    setObjectName(QStringLiteral("market_strip"));
    setFocusPolicy(Qt::TabFocus);
    setAttribute(Qt::WA_OpaquePaintEvent);
    setCursor(Qt::PointingHandCursor);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    m_soon.setSingleShot(true);
    m_soon.setInterval(100);
    connect(&m_soon, &QTimer::timeout, this, &MarketStrip::refresh);
    connect(&context.feed.tickers(), &models::TickersModel::tickersChanged, this, [this] {
        if (!m_soon.isActive())
            m_soon.start();
    });
    connect(&context.feed.reference(), &models::ReferenceData::changed, this,
            &MarketStrip::refresh);
    connect(&context.selection, &models::Selection::instrumentChanged, this,
            &MarketStrip::refresh);
    // The time until the state changes.
    m_countdown.setInterval(1000);
    connect(&m_countdown, &QTimer::timeout, this, &MarketStrip::refresh);
    m_countdown.start();
    connect(&context.theme, &models::Theme::changed, this, [this] {
        updateGeometry();
        update();
    });
    refresh();
}

MarketStrip::Slots MarketStrip::currentSlots(QString& symbol, Slot& last) const {
    const models::Format& format = m_context.format;
    const InstrumentId id = m_context.selection.instrument();
    const models::InstrumentInfo* market = m_context.feed.reference().instrument(id);
    const models::Ticker* ticker = m_context.feed.tickers().ticker(id);
    symbol = market ? market->symbol : tr("No market");
    last = Slot{};
    Slots slotsNow;
    slotsNow[0] = {tr("STATE"), {}, Tone::Normal, kStateDigits};
    slotsNow[1] = {tr("24H"), {}, Tone::Normal, 9};
    slotsNow[2] = {tr("BID"), {}, Tone::Up, 10};
    slotsNow[3] = {tr("ASK"), {}, Tone::Down, 10};
    slotsNow[4] = {tr("SPREAD"), {}, Tone::Normal, 7};
    slotsNow[5] = {tr("24H VOLUME"), {}, Tone::Normal, 9};
    slotsNow[6] = {tr("BOOK UPD/S"), {}, Tone::Normal, 8};
    slotsNow[7] = {tr("TRADES/S"), {}, Tone::Normal, 8};
    slotsNow[8] = {tr("24H VWAP"), {}, Tone::Normal, 10}; // the first to go in a narrow window
    if (!market)
        return slotsNow;
    Slot& state = slotsNow[0];
    state.value = models::InstrumentTexts::stateWithTime(*market, m_context.client.venueTime(),
                                                         format);
    // Room for its longest countdown, so that what follows moves only with the state.
    const QString words = models::Texts::instrumentState(market->state);
    const auto most = words.size() + (state.value == words ? 0 : kCountdownDigits);
    state.digits = std::max(kStateDigits, static_cast<int>(std::max(most, state.value.size())));
    state.tone = models::InstrumentTexts::stateTone(market->state);
    if (!ticker)
        return slotsNow;
    const api::TickerView& view = ticker->view;
    if (!view.last.isZero()) {
        last.value = format.price(*market, view.last);
        last.tone = view.lastSide == api::Side::Buy ? Tone::Up : Tone::Down;
    }
    slotsNow[1].value = format.changePercent(view.open24h, view.last);
    slotsNow[1].tone = view.last < view.open24h ? Tone::Down : Tone::Up;
    if (!view.bestBid.isZero())
        slotsNow[2].value = format.price(*market, view.bestBid);
    if (!view.bestAsk.isZero())
        slotsNow[3].value = format.price(*market, view.bestAsk);
    // Crossed while an auction collects orders: there is no spread then.
    if (!view.bestBid.isZero() && view.bestAsk > view.bestBid)
        slotsNow[4].value = format.priceDifference(*market, view.bestAsk - view.bestBid, false);
    slotsNow[5].value = format.shortQuantity(*market, view.volume24h);
    if (const auto vwap = view.turnover24h.average(view.volume24h))
        slotsNow[8].value = format.price(*market, *vwap);
    slotsNow[6].value = format.count(static_cast<std::uint64_t>(ticker->bookUpdatesPerSecond + 0.5));
    slotsNow[7].value = format.count(static_cast<std::uint64_t>(ticker->tradesPerSecond + 0.5));
    return slotsNow;
}

void MarketStrip::refresh() {
    QString symbol;
    Slot last;
    Slots fresh = currentSlots(symbol, last);
    const bool symbolChanged = symbol != m_symbol;
    if (!symbolChanged && last == m_last && fresh == m_slots)
        return;
    m_symbol = symbol;
    m_last = last;
    const bool resized = fresh[0].digits != m_slots[0].digits;
    m_slots = std::move(fresh);
    if (resized)
        updateGeometry();
    setAccessibleDescription(m_slots[0].value);
    if (symbolChanged) {
        setAccessibleName(tr("Selected market: %1").arg(m_symbol));
        setToolTip(tr("Choose another market"));
    }
    update();
}

int MarketStrip::headWidth() const {
    const QFontMetrics symbol(m_context.theme.labelFont(5, QFont::DemiBold));
    const QFontMetrics last(m_context.theme.numberFont(4, QFont::Medium));
    return symbol.horizontalAdvance(QStringLiteral("MMMM-MMMM")) +
           last.horizontalAdvance(u'0') * 10 + 36;
}

QSize MarketStrip::sizeHint() const {
    const int digit = QFontMetrics(m_context.theme.numberFont()).horizontalAdvance(u'0');
    int width = headWidth();
    for (const Slot& slot : m_slots)
        width += slot.digits * digit + kGap;
    return {width, m_context.theme.fontPx() * 7 / 2 + 6};
}

QSize MarketStrip::minimumSizeHint() const {
    return {headWidth() + slotWidth(m_slots[0]), sizeHint().height()}; // the state is never dropped
}

int MarketStrip::slotWidth(const Slot& slot) const {
    const QFontMetricsF number(m_context.theme.numberFont()); // whole pixels add up to a cut digit
    const QFontMetrics title(m_context.theme.labelFont(-2, QFont::Medium));
    const auto digits = static_cast<int>(std::ceil(slot.digits * number.horizontalAdvance(u'0')));
    return std::max(digits, title.horizontalAdvance(slot.title));
}

int MarketStrip::shownSlots() const {
    int x = headWidth();
    int count = 0;
    for (; count < kSlots; ++count) {
        const int right = x + slotWidth(m_slots[static_cast<std::size_t>(count)]);
        if (right > width())
            break;
        x = right + kGap;
    }
    return count;
}

QStringList MarketStrip::shownFigures() const {
    QStringList figures;
    for (int i = 0; i < shownSlots(); ++i) {
        const Slot& slot = m_slots[static_cast<std::size_t>(i)];
        figures << slot.title + u' ' + slot.value;
    }
    return figures;
}

void MarketStrip::paintEvent(QPaintEvent*) {
    const models::ThemeColors& colors = m_context.theme.colors();
    QPainter painter(this);
    painter.fillRect(rect(), colors.surface);
    const int middle = height() / 2;

    painter.setFont(m_context.theme.labelFont(5, QFont::DemiBold));
    painter.setPen(colors.text);
    const int symbolWidth = painter.fontMetrics().horizontalAdvance(m_symbol);
    painter.drawText(QRect(12, 0, symbolWidth + 4, height()), Qt::AlignVCenter | Qt::AlignLeft,
                     m_symbol);
    painter.setFont(m_context.theme.numberFont(4, QFont::Medium));
    painter.setPen(m_context.theme.tone(m_last.tone));
    const int head = headWidth();
    // An arrow besides the colour: which side traded last.
    QString last = m_last.value;
    if (!last.isEmpty())
        last += m_last.tone == Tone::Up ? QStringLiteral(" ▲") : QStringLiteral(" ▼");
    painter.drawText(QRect(symbolWidth + 16, 0, head - symbolWidth - 30, height()),
                     Qt::AlignVCenter | Qt::AlignRight, last);

    const QFont titleFont = m_context.theme.labelFont(-2, QFont::Medium);
    const QFont valueFont = m_context.theme.numberFont();
    int x = head;
    const int count = shownSlots(); // a narrow window shows fewer figures, never cut ones
    for (int i = 0; i < count; ++i) {
        const Slot& slot = m_slots[static_cast<std::size_t>(i)];
        const int room = slotWidth(slot);
        painter.setFont(titleFont);
        painter.setPen(colors.textDim);
        painter.drawText(QRect(x, 0, room, middle), Qt::AlignBottom | Qt::AlignLeft,
                         slot.title);
        painter.setFont(valueFont);
        painter.setPen(m_context.theme.tone(slot.tone));
        painter.drawText(QRect(x, middle + 1, room, middle), Qt::AlignTop | Qt::AlignLeft,
                         slot.value.isEmpty() ? QStringLiteral("–") : slot.value);
        x += room + kGap;
    }
    if (hasFocus()) {
        painter.setPen(colors.accent);
        painter.drawRect(rect().adjusted(0, 0, -1, -1));
    }
}

void MarketStrip::mousePressEvent(QMouseEvent*) {
    Q_EMIT marketChoiceWanted();
}

void MarketStrip::keyPressEvent(QKeyEvent* event) {
    if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Space)
        Q_EMIT marketChoiceWanted();
    else
        QWidget::keyPressEvent(event);
}

void MarketStrip::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange) {
        m_symbol.clear();
        refresh();
    }
    QWidget::changeEvent(event);
}

} // namespace openbell::shell
