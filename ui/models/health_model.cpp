#include "ui/models/health_model.h"

namespace openbell::models {

std::uint64_t HealthModel::durableLag() const {
    return m_now.sequence > m_now.durable ? m_now.sequence.value() - m_now.durable.value() : 0;
}

std::uint64_t HealthModel::projectionLag() const {
    return m_now.durable > m_now.projected ? m_now.durable.value() - m_now.projected.value() : 0;
}

void HealthModel::apply(const api::TopicUpdate& update) {
    if (update.health.empty())
        return;
    for (const api::HealthView& sample : update.health)
        m_samples.push_back(sample);
    while (m_samples.size() > kCapacity)
        m_samples.pop_front();
    m_now = m_samples.back();
    Q_EMIT changed();
}

void HealthModel::clear() {
    m_now = {};
    m_samples.clear();
    Q_EMIT changed();
}

} // namespace openbell::models
