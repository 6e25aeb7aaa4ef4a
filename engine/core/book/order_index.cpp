#include "engine/core/book/order_index.h"

#include "engine/base/assertion.h"

namespace openbell::core {

namespace {
constexpr std::size_t kInitialEntries = 256;
}

// Each page but the newest holds at least one id: maxOrders pages, the newest, and page 0.
OrderIndex::OrderIndex(std::uint32_t maxOrders)
    : m_slots((std::size_t{maxOrders} + 2) << kPageBits)
    , m_headers(std::size_t{maxOrders} + 2)
    , m_pageBound(maxOrders + 2) {
    OPENBELL_ASSERT(m_slots.size() <= std::size_t{1} << 32);
    resetDirectory(kInitialEntries);
}

void OrderIndex::openPage(std::uint64_t number) {
    OPENBELL_ASSERT(number < kIdBound >> kPageBits);
    const std::uint32_t left = m_newestPage;
    auto page = static_cast<std::uint32_t>((findPage(number) - m_slots.data()) >> kPageBits);
    if (page == 0) {
        if (std::size_t{m_pageCount + 1} * 2 > m_directory.size())
            growDirectory();
        page = m_freePage != 0 ? m_freePage : m_freshPage++;
        OPENBELL_ASSERT(page < m_pageBound);
        m_freePage = m_headers[page].nextFree;
        m_headers[page] = {number, 0, 0};
        enter(number, pageAt(page));
        ++m_pageCount;
    }
    m_newestNumber = number;
    m_newestPage = page;
    if (left != 0 && m_headers[left].live == 0)
        closePage(left);
}

void OrderIndex::closePage(std::uint32_t page) {
    if (page == m_newestPage)
        return; // more of its ids are about to come; openPage() closes it when they do not
    std::size_t hole = home(m_headers[page].number);
    while (m_directory[hole].number != m_headers[page].number)
        hole = (hole + 1) & m_directoryMask;
    // Move entries back over the hole, so that every search can stop at the first free entry.
    for (std::size_t at = (hole + 1) & m_directoryMask; m_directory[at].page != m_slots.data();
         at = (at + 1) & m_directoryMask) {
        const std::size_t wanted = home(m_directory[at].number);
        if (((at - wanted) & m_directoryMask) >= ((at - hole) & m_directoryMask)) {
            m_directory[hole] = m_directory[at];
            hole = at;
        }
    }
    m_directory[hole] = {~std::uint64_t{0}, m_slots.data()};
    m_headers[page].nextFree = m_freePage;
    m_freePage = page;
    --m_pageCount;
}

void OrderIndex::enter(std::uint64_t number, Slot* page) {
    std::size_t at = home(number);
    while (m_directory[at].page != m_slots.data())
        at = (at + 1) & m_directoryMask;
    m_directory[at] = {number, page};
}

void OrderIndex::resetDirectory(std::size_t size) {
    m_directory.assign(size, {~std::uint64_t{0}, m_slots.data()});
    m_directoryMask = size - 1;
    m_lastEntry = &m_directory.back();
}

void OrderIndex::growDirectory() {
    const std::vector<Entry> old = std::move(m_directory);
    resetDirectory(old.size() * 2);
    for (const Entry& entry : old)
        if (entry.page != m_slots.data())
            enter(entry.number, entry.page);
}

} // namespace openbell::core
