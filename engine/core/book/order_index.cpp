#include "engine/core/book/order_index.h"

#include "engine/base/assertion.h"

namespace openbell::core {

namespace {
constexpr unsigned kInitialDirectoryBits = 8;
}

// Each page but the newest holds at least one id: maxOrders pages, the newest, and page 0.
OrderIndex::OrderIndex(std::uint32_t maxOrders)
    : m_slots((std::size_t{maxOrders} + 2) << kPageBits)
    , m_headers(std::size_t{maxOrders} + 2)
    , m_directory(std::size_t{1} << kInitialDirectoryBits)
    , m_directoryMask(m_directory.size() - 1)
    , m_directoryShift(64 - kInitialDirectoryBits)
    , m_pageBound(maxOrders + 2) {
    OPENBELL_ASSERT(m_pageBound <= kWhereMask);
}

void OrderIndex::openPage(std::uint64_t number) {
    OPENBELL_ASSERT(number < kIdBound >> kPageBits);
    const std::uint32_t left = m_newestPage;
    std::uint32_t page = findPage(number);
    if (page == 0) {
        if (std::size_t{m_pageCount + 1} * 2 > m_directory.size())
            growDirectory();
        page = m_freePage != 0 ? m_freePage : m_freshPage++;
        OPENBELL_ASSERT(page < m_pageBound);
        m_freePage = m_headers[page].nextFree;
        m_headers[page] = {number, 0, 0};
        enter(number, page);
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
    const std::uint64_t number = m_headers[page].number;
    std::size_t hole = home(number);
    while ((m_directory[hole] & kWhereMask) != page)
        hole = (hole + 1) & m_directoryMask;
    // Move entries back over the hole, so that every search can stop at the first free entry.
    for (std::size_t at = (hole + 1) & m_directoryMask; m_directory[at] != 0;
         at = (at + 1) & m_directoryMask) {
        const std::size_t wanted = home(m_directory[at] >> kWhereBits);
        if (((at - wanted) & m_directoryMask) >= ((at - hole) & m_directoryMask)) {
            m_directory[hole] = m_directory[at];
            hole = at;
        }
    }
    m_directory[hole] = 0;
    m_headers[page].nextFree = m_freePage;
    m_freePage = page;
    --m_pageCount;
}

void OrderIndex::enter(std::uint64_t number, std::uint32_t page) {
    std::size_t at = home(number);
    while (m_directory[at] != 0)
        at = (at + 1) & m_directoryMask;
    m_directory[at] = (number << kWhereBits) | page;
}

void OrderIndex::growDirectory() {
    const std::vector<std::uint64_t> old = std::move(m_directory);
    m_directory.assign(old.size() * 2, 0);
    m_directoryMask = m_directory.size() - 1;
    --m_directoryShift;
    for (const std::uint64_t entry : old)
        if (entry != 0)
            enter(entry >> kWhereBits, static_cast<std::uint32_t>(entry & kWhereMask));
}

} // namespace openbell::core
