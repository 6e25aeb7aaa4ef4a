// The best bid and offer and the last trade of one instrument, while somebody follows them: one row
// for each command that changed any of it. Publisher thread.
#pragma once

#include "engine/api/event_buffer.h"
#include "engine/gateway/book_view.h"

#include <utility>
#include <vector>

namespace openbell::gateway {

/// The row that the state gives; `lastTrade` is null before the first.
api::TopOfBookView topOfBook(const BookView& book, const api::TradeView* lastTrade);

class TopRecorder {
public:
    void start(const api::TopOfBookView& now) {
        m_on = true;
        m_touched = false;
        m_sent = now;
        m_rows.clear();
    }
    void stop() { m_on = false; }
    bool isOn() const { return m_on; }

    /// True when the state, as it is now, is the one that an earlier command left: record() it
    /// before it changes.
    bool endsCommand(const api::EventStamp& stamp) const {
        return m_touched && stamp.sequence != m_stamp.sequence;
    }
    void touch(const api::EventStamp& stamp) {
        m_touched = true;
        m_stamp = stamp;
    }
    bool isTouched() const { return m_touched; }
    /// The touched command is over and left this.
    void record(api::TopOfBookView top);

    std::vector<api::TopOfBookView> takeRows() { return std::exchange(m_rows, {}); }

private:
    bool m_on = false;
    bool m_touched = false;
    api::EventStamp m_stamp;
    api::TopOfBookView m_sent; ///< without its sequence number and time
    std::vector<api::TopOfBookView> m_rows;
};

} // namespace openbell::gateway
