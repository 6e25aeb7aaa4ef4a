// Whatever a server sends: the console's decoders refuse it or read a message that encodes to the
// same again. The first byte chooses binary (even) or JSON (odd).
#include "engine/api/binary_codec.h"
#include "engine/api/json_codec.h"
#include "engine/base/assertion.h"

#include <algorithm>

namespace {

using namespace openbell;

void checkBinary(std::span<const std::uint8_t> frame) {
    const auto message = api::fromBinary<api::ServerMessage>(frame);
    if (!message)
        return;
    const api::Bytes again = api::toBinary(*message);
    OPENBELL_ASSERT(std::equal(again.begin(), again.end(), frame.begin(), frame.end()));
    (void)api::toJson(*message); // invalid UTF-8 inside is shown, never thrown over
}

void checkJson(std::string_view text) {
    const auto message = api::serverMessageFromJson(text);
    if (!message)
        return;
    const auto again = api::serverMessageFromJson(api::toJson(*message));
    OPENBELL_ASSERT(again.hasValue());
    OPENBELL_ASSERT(api::toBinary(*again) == api::toBinary(*message));
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size == 0)
        return 0;
    if (data[0] % 2 == 0)
        checkBinary({data + 1, size - 1});
    else
        checkJson({reinterpret_cast<const char*>(data) + 1, size - 1});
    return 0;
}
