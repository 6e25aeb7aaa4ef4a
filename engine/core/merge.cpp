#include "engine/core/merge.h"

#include <utility>

namespace openbell::core {
namespace {

using Place = std::pair<Sequence, std::uint32_t>;

Place placeAt(const api::EventBuffer& buffer, std::size_t at) {
    const api::EventStamp stamp = buffer.stampAt(at);
    return {stamp.sequence, stamp.order};
}

} // namespace

void mergeEvents(std::span<const api::EventBuffer* const> sources, api::EventBuffer& out) {
    constexpr std::size_t kMaxSources = 256;
    OPENBELL_ASSERT(sources.size() <= kMaxSources);
    std::size_t at[kMaxSources] = {};
    for (;;) {
        const api::EventBuffer* first = nullptr;
        std::size_t* firstAt = nullptr;
        Place best{};
        for (std::size_t i = 0; i < sources.size(); ++i) {
            if (at[i] == sources[i]->byteSize())
                continue;
            const Place place = placeAt(*sources[i], at[i]);
            if (!first || place < best) {
                first = sources[i];
                firstAt = &at[i];
                best = place;
            }
        }
        if (!first)
            return;
        do
            *firstAt = out.appendFrom(*first, *firstAt);
        while (*firstAt != first->byteSize() && placeAt(*first, *firstAt) == best);
    }
}

} // namespace openbell::core
