// Generates workloads from a simple model of a market. A plain book runs along, so that cancels
// name live orders, passive orders do not cross, takers meet a known number of makers, and the
// header can say which trades have to come out.
//
// The stream of random numbers is part of the format: which draw comes when may not change. The
// tests compare checksums of generated files.
#include "tests/bench/workload.h"

#include "engine/base/random.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstring>

namespace openbell::bench {

namespace {

constexpr int kStartPrice = 10'000;
constexpr int kMaxWalk = 1'000;     // of the middle price, either way
constexpr int kMaxDistance = 2'000; // of a passive order from the middle
constexpr int kMargin = 64;
constexpr int kMinPrice = kStartPrice - kMaxWalk - kMaxDistance - kMargin;
constexpr int kMaxPrice = kStartPrice + kMaxWalk + kMaxDistance + kMargin;
constexpr std::size_t kRecent = 1024; // latest orders of a book
constexpr std::size_t kGone = 4096;   // latest ids cancelled or used up, of all books
constexpr int kBuy = 0;
constexpr int kSell = 1;

/// An order of the running book; its id is its position. Zero ends the lists.
struct ModelOrder {
    std::uint32_t price = 0;
    std::uint32_t quantity = 0;
    std::uint32_t previous = 0;
    std::uint32_t next = 0;
    std::uint32_t livePosition = 0;
    std::uint8_t side = 0;
    bool live = false;
};

struct ModelLevel {
    std::uint32_t first = 0;
    std::uint32_t last = 0;
};

struct ModelBook {
    std::vector<ModelLevel> levels[2];
    int best[2] = {kMinPrice - 1, kMaxPrice + 1};
    int middle = kStartPrice;
    std::vector<std::uint32_t> live;
    std::array<std::uint32_t, kRecent> recent{};
    std::uint64_t recentCount = 0;

    ModelBook() {
        for (auto& side : levels)
            side.resize(kMaxPrice - kMinPrice + 1);
    }
    ModelLevel& level(int side, int price) {
        return levels[side][static_cast<std::size_t>(price - kMinPrice)];
    }
    std::uint32_t recentAt(std::uint64_t back) const {
        return recent[(recentCount - back) % kRecent];
    }
};

class Generator {
public:
    explicit Generator(const WorkloadOptions& options);
    Workload run();

private:
    double unit() { return static_cast<double>(m_random.next() >> 11) * 0x1.0p-53; }
    std::uint32_t below(std::uint64_t bound) {
        return static_cast<std::uint32_t>(((m_random.next() >> 32) * bound) >> 32);
    }
    bool coin() { return (m_random.next() >> 63) != 0; }
    int drawDistance();
    std::uint32_t drawQuantity();
    std::size_t drawSymbol();

    std::uint32_t newOrder(int price, std::uint32_t quantity, int side);
    void rest(ModelBook& book, std::uint32_t id);
    void unlink(ModelBook& book, std::uint32_t id);
    void match(ModelBook& book, std::uint32_t id);
    void emit(std::uint32_t id, std::size_t symbol, OperationType type, bool late = false);
    static void refreshBest(ModelBook& book);

    void step();
    void walk(ModelBook& book);
    void addPassive(std::size_t symbol);
    bool cancelTooLate(std::size_t symbol);
    void cancel(std::size_t symbol);
    void replace(std::size_t symbol);
    bool take(std::size_t symbol);

    WorkloadOptions m_options;
    Random m_random;
    std::vector<double> m_symbolChance;   // cumulated
    std::vector<double> m_distanceChance; // cumulated
    std::vector<std::uint64_t> m_target;  // live orders of each book
    std::vector<ModelBook> m_books;
    std::vector<ModelOrder> m_orders{1};
    std::array<std::uint32_t, kGone> m_gone{};
    std::uint64_t m_goneCount = 0;
    std::uint64_t m_live = 0;
    std::uint64_t m_levels = 0;
    Workload m_workload;
};

/// Symbols are asked for after Zipf's law with exponent 1; distances follow
/// P(D <= d) = 1 - (1 + d / 30)^-1.2.
Generator::Generator(const WorkloadOptions& options) : m_options(options), m_random(options.seed) {
    double sum = 0;
    for (std::uint64_t i = 0; i < options.symbols; ++i)
        m_symbolChance.push_back(sum += 1.0 / static_cast<double>(i + 1));
    for (double& chance : m_symbolChance)
        chance /= sum;
    const auto live = static_cast<double>(options.liveOrders);
    for (std::uint64_t i = 0; i < options.symbols; ++i)
        m_target.push_back(std::max<std::uint64_t>(
            200, static_cast<std::uint64_t>(live * (1.0 / static_cast<double>(i + 1)) / sum)));
    for (int distance = 0; distance <= kMaxDistance; ++distance)
        m_distanceChance.push_back(1 - std::pow(1 + distance / 30.0, -1.2));
    m_books.resize(options.symbols);
}

int Generator::drawDistance() {
    const double at = unit();
    return 1 + static_cast<int>(
                   std::lower_bound(m_distanceChance.begin(), m_distanceChance.end() - 1, at) -
                   m_distanceChance.begin());
}

std::uint32_t Generator::drawQuantity() {
    const std::uint32_t kind = below(100);
    if (kind < 50)
        return 100;
    return kind < 80 ? 1 + below(99) : 100 * (1 + below(20));
}

std::size_t Generator::drawSymbol() {
    const double at = unit();
    return static_cast<std::size_t>(
        std::lower_bound(m_symbolChance.begin(), m_symbolChance.end() - 1, at) -
        m_symbolChance.begin());
}

std::uint32_t Generator::newOrder(int price, std::uint32_t quantity, int side) {
    ModelOrder order;
    order.price = static_cast<std::uint32_t>(price);
    order.quantity = quantity;
    order.side = static_cast<std::uint8_t>(side);
    m_orders.push_back(order);
    return static_cast<std::uint32_t>(m_orders.size() - 1);
}

void Generator::rest(ModelBook& book, std::uint32_t id) {
    ModelOrder& order = m_orders[id];
    const int price = static_cast<int>(order.price);
    ModelLevel& level = book.level(order.side, price);
    if (level.first == 0)
        m_workload.header.peakLevels = std::max(m_workload.header.peakLevels, ++m_levels);
    order.next = 0;
    order.previous = level.last;
    (level.last != 0 ? m_orders[level.last].next : level.first) = id;
    level.last = id;
    order.live = true;
    order.livePosition = static_cast<std::uint32_t>(book.live.size());
    book.live.push_back(id);
    int& best = book.best[order.side];
    best = order.side == kBuy ? std::max(best, price) : std::min(best, price);
}

void Generator::unlink(ModelBook& book, std::uint32_t id) {
    ModelOrder& order = m_orders[id];
    ModelLevel& level = book.level(order.side, static_cast<int>(order.price));
    (order.previous != 0 ? m_orders[order.previous].next : level.first) = order.next;
    (order.next != 0 ? m_orders[order.next].previous : level.last) = order.previous;
    if (level.first == 0)
        --m_levels;
    order.live = false;
    const std::uint32_t moved = book.live.back();
    book.live[order.livePosition] = moved;
    m_orders[moved].livePosition = order.livePosition;
    book.live.pop_back();
}

void Generator::refreshBest(ModelBook& book) {
    while (book.best[kBuy] >= kMinPrice && book.level(kBuy, book.best[kBuy]).first == 0)
        --book.best[kBuy];
    while (book.best[kSell] <= kMaxPrice && book.level(kSell, book.best[kSell]).first == 0)
        ++book.best[kSell];
}

void Generator::match(ModelBook& book, std::uint32_t id) {
    WorkloadHeader& header = m_workload.header;
    ModelOrder& taker = m_orders[id];
    const int limit = static_cast<int>(taker.price);
    const int side = 1 - taker.side;
    for (refreshBest(book); taker.quantity > 0; refreshBest(book)) {
        const int price = book.best[side];
        if (price < kMinPrice || price > kMaxPrice ||
            (taker.side == kBuy ? price > limit : price < limit))
            break;
        const std::uint32_t makerId = book.level(side, price).first;
        ModelOrder& maker = m_orders[makerId];
        const std::uint32_t filled = std::min(taker.quantity, maker.quantity);
        ++header.trades;
        header.tradedQuantity += filled;
        header.checksum =
            mixTrade(header.checksum, makerId, id, static_cast<std::uint64_t>(price), filled);
        taker.quantity -= filled;
        maker.quantity -= filled;
        if (maker.quantity == 0) {
            unlink(book, makerId);
            --m_live;
        }
    }
}

void Generator::emit(std::uint32_t id, std::size_t symbol, OperationType type, bool late) {
    const ModelOrder& order = m_orders[id];
    m_workload.operations.push_back({id, late ? 0 : order.price, late ? 0 : order.quantity,
                                     static_cast<std::uint16_t>(symbol), type, order.side, 0});
}

void Generator::addPassive(std::size_t symbol) {
    ModelBook& book = m_books[symbol];
    const int side = coin() ? kSell : kBuy;
    const int distance = drawDistance();
    int price = side == kBuy ? std::min(book.middle - distance, book.best[kSell] - 1)
                             : std::max(book.middle + distance, book.best[kBuy] + 1);
    price = std::clamp(price, kMinPrice, kMaxPrice);
    const std::uint32_t id = newOrder(price, drawQuantity(), side);
    rest(book, id);
    ++m_live;
    book.recent[book.recentCount++ % kRecent] = id;
    emit(id, symbol, OperationType::Add);
}

/// Of any book: a gateway cannot know better.
bool Generator::cancelTooLate(std::size_t symbol) {
    if (below(100) != 0 || m_goneCount <= kGone)
        return false;
    emit(m_gone[below(kGone)], symbol, OperationType::Cancel, true);
    ++m_workload.header.cancels;
    ++m_workload.header.lateCancels;
    return true;
}

void Generator::cancel(std::size_t symbol) {
    ModelBook& book = m_books[symbol];
    std::uint32_t id = 0;
    if (static_cast<int>(below(100)) < m_options.youngPercent)
        for (int attempt = 0; attempt < 4 && id == 0; ++attempt) {
            const auto back = static_cast<std::uint64_t>(-200.0 * std::log(1 - unit())) + 1;
            if (back < kRecent && back <= book.recentCount && m_orders[book.recentAt(back)].live)
                id = book.recentAt(back);
        }
    if (id == 0)
        id = book.live[below(book.live.size())];
    emit(id, symbol, OperationType::Cancel);
    unlink(book, id);
    refreshBest(book);
    --m_live;
    ++m_workload.header.cancels;
}

/// Mostly a small step of the price that does not cross, otherwise another quantity.
void Generator::replace(std::size_t symbol) {
    ModelBook& book = m_books[symbol];
    std::uint32_t id = book.live[below(book.live.size())];
    if (static_cast<int>(below(100)) < m_options.youngPercent && book.recentCount != 0) {
        const std::uint64_t back =
            below(std::min<std::uint64_t>(200, book.recentCount)) + std::uint64_t{1};
        if (m_orders[book.recentAt(back)].live)
            id = book.recentAt(back);
    }
    ModelOrder& order = m_orders[id];
    unlink(book, id);
    refreshBest(book);
    if (below(10) < 8) {
        const int distance = 1 + static_cast<int>(below(5));
        int price = static_cast<int>(order.price) + (coin() ? distance : -distance);
        price = order.side == kBuy ? std::min(price, book.best[kSell] - 1)
                                   : std::max(price, book.best[kBuy] + 1);
        order.price = static_cast<std::uint32_t>(std::clamp(price, kMinPrice, kMaxPrice));
    } else {
        const std::uint32_t quantity = drawQuantity();
        order.quantity = quantity == order.quantity ? quantity + 1 : quantity;
    }
    rest(book, id);
    emit(id, symbol, OperationType::Replace);
    ++m_workload.header.replaces;
}

/// An order that trades at once: its quantity and limit are taken from the makers it shall meet.
/// False when the other side is empty.
bool Generator::take(std::size_t symbol) {
    ModelBook& book = m_books[symbol];
    const int side = coin() ? kSell : kBuy;
    const std::uint32_t kind = below(100);
    const std::uint32_t makers = kind < 70   ? 1
                                 : kind < 90 ? 2
                                 : kind < 97 ? 3 + below(3)
                                             : 6 + below(25);
    const std::uint32_t maxLevels = 1 + below(10);
    std::uint64_t quantity = 0;
    std::uint32_t met = 0;
    std::uint32_t levels = 0;
    int limit = 0;
    for (int price = book.best[1 - side];
         price >= kMinPrice && price <= kMaxPrice && met < makers && levels < maxLevels;
         price += side == kBuy ? 1 : -1) {
        std::uint32_t at = book.level(1 - side, price).first;
        if (at != 0) {
            ++levels;
            limit = price;
        }
        for (; at != 0 && met < makers; at = m_orders[at].next) {
            const std::uint32_t open = m_orders[at].quantity;
            quantity += ++met == makers && coin() ? 1 + below(open) : open;
        }
    }
    if (met == 0)
        return false;

    const std::uint32_t form = below(100);
    const OperationType type = form < 75 ? OperationType::ImmediateOrCancel : OperationType::Add;
    if (form < 15)
        limit = side == kBuy ? kMaxPrice : kMinPrice;
    if (below(10) < 2)
        quantity += 100 * (1 + below(5));
    const std::uint32_t id = newOrder(limit, static_cast<std::uint32_t>(quantity), side);
    emit(id, symbol, type);
    match(book, id);
    if (type == OperationType::ImmediateOrCancel) {
        ++m_workload.header.immediates;
        return true;
    }
    ++m_workload.header.crossingAdds;
    if (m_orders[id].quantity > 0) {
        rest(book, id);
        ++m_live;
    }
    return true;
}

void Generator::walk(ModelBook& book) {
    if (below(50) != 0)
        return;
    book.middle =
        std::clamp(book.middle + (coin() ? 1 : -1), kStartPrice - kMaxWalk, kStartPrice + kMaxWalk);
}

void Generator::step() {
    const std::size_t symbol = drawSymbol();
    ModelBook& book = m_books[symbol];
    walk(book);
    // More adds when the book is too small, fewer when it is too large.
    const auto target = static_cast<double>(m_target[symbol]);
    const double missing = (target - static_cast<double>(book.live.size())) / target;
    const double addChance = std::clamp(0.455 + 0.5 * missing, 0.30, 0.60);
    const double choice = unit();
    if (choice < addChance || book.live.size() < 20) {
        addPassive(symbol);
        ++m_workload.header.adds;
    } else if (choice < 0.90) {
        if (cancelTooLate(symbol))
            return;
        cancel(symbol);
    } else if (choice < 0.95) {
        replace(symbol);
    } else if (!take(symbol)) {
        addPassive(symbol);
        ++m_workload.header.adds;
        return;
    }
    const Operation& last = m_workload.operations.back();
    if (last.type == OperationType::Cancel || last.type == OperationType::ImmediateOrCancel)
        m_gone[m_goneCount++ % kGone] = static_cast<std::uint32_t>(last.id);
    m_workload.header.peakOrders = std::max(m_workload.header.peakOrders, m_live);
}

Workload Generator::run() {
    WorkloadHeader& header = m_workload.header;
    std::memcpy(header.magic, kWorkloadMagic, sizeof kWorkloadMagic);
    for (std::size_t symbol = 0; symbol < m_books.size(); ++symbol)
        for (std::uint64_t i = 0; i < m_target[symbol]; ++i)
            addPassive(symbol);
    header.prefill = m_workload.operations.size();
    header.peakOrders = m_live;
    while (m_workload.operations.size() < header.prefill + m_options.operations)
        step();
    header.operations = m_workload.operations.size();
    header.symbols = m_options.symbols;
    header.maxId = m_orders.size() - 1;
    header.minPrice = kMinPrice;
    header.maxPrice = kMaxPrice;
    header.endOrders = m_live;
    header.seed = m_options.seed;
    return std::move(m_workload);
}

} // namespace

Workload generateWorkload(const WorkloadOptions& options) {
    return Generator(options).run();
}

} // namespace openbell::bench
