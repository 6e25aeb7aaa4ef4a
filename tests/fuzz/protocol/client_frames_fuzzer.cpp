// Whatever a client sends: a session answers or closes, and never crashes. The input is one byte of
// options (bit 0: JSON, bit 1: signed in as an operator, bit 2: as a trader), then frames of u16
// length and bytes.
#include "tests/unit/gateway/rig.h"

#include <algorithm>
#include <cstring>
#include <span>

namespace {

using namespace openbell;
using namespace openbell::gateway;

constexpr std::size_t kMaxFrames = 64;

void prepareVenue(Rig& rig) {
    rig.addUser(1, "olga", api::Role::Operator);
    rig.addUser(2, "tara", api::Role::Trader, 1);
    rig.addMarket(1);
}

FakeClient& connect(Rig& rig, std::uint8_t options) {
    const Encoding encoding = (options & 1U) != 0 ? Encoding::Json : Encoding::Binary;
    if ((options & 2U) != 0)
        return rig.signIn("olga", encoding);
    if ((options & 4U) != 0)
        return rig.signIn("tara", encoding);
    return rig.connect(encoding);
}

/// The engine accepts everything; its answers come back as a batch.
void answerSubmissions(Rig& rig) {
    for (const runtime::Submission& submitted : rig.engine.submissions)
        rig.batches.command(submitted.actor, submitted.session, submitted.request);
    if (!rig.engine.submissions.empty())
        rig.publish();
    rig.engine.submissions.clear();
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size == 0)
        return 0;
    std::span<const std::uint8_t> input(data, size);
    Rig rig;
    prepareVenue(rig);
    FakeClient& client = connect(rig, input[0]);
    input = input.subspan(1);
    for (std::size_t frames = 0; input.size() >= 2 && frames < kMaxFrames; ++frames) {
        std::uint16_t length = 0;
        std::memcpy(&length, input.data(), 2);
        input = input.subspan(2);
        const std::size_t taken = std::min<std::size_t>(length, input.size());
        rig.sendRaw(client, api::Bytes(input.begin(), input.begin() + static_cast<int>(taken)));
        input = input.subspan(taken);
        answerSubmissions(rig);
        rig.tick();
    }
    return 0;
}
