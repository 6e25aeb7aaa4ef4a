// The venue's vital signs: the newest figures and a short history for small charts.
#pragma once

#include "engine/api/protocol.h"

#include <QObject>

#include <deque>

namespace openbell::models {

class HealthModel final : public QObject {
    Q_OBJECT
public:
    static constexpr std::size_t kCapacity = 600; ///< samples kept

    using QObject::QObject;

    bool isLoaded() const { return !m_samples.empty(); }
    /// The newest figures; all zero before the first.
    const api::HealthView& now() const { return m_now; }
    /// Oldest first.
    const std::deque<api::HealthView>& samples() const { return m_samples; }
    /// Commands that were applied but are not on disk yet.
    std::uint64_t durableLag() const;
    /// Commands that are durable but not in the read models yet.
    std::uint64_t projectionLag() const;

    void apply(const api::TopicUpdate& update);
    void clear();

Q_SIGNALS:
    void changed();

private:
    api::HealthView m_now;
    std::deque<api::HealthView> m_samples;
};

} // namespace openbell::models
