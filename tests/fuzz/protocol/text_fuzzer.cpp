// The text form: a line is refused with a reason or reads as a message that writes to an equal
// line.
#include "engine/api/binary_codec.h"
#include "engine/api/text_codec.h"
#include "engine/base/assertion.h"

namespace {

using namespace openbell;

template<class Message>
void check(std::string_view line, Result<Message, Error> (*parse)(std::string_view)) {
    const auto message = parse(line);
    if (!message) {
        OPENBELL_ASSERT(!message.error().message.empty());
        return;
    }
    const auto again = parse(api::toText(*message));
    OPENBELL_ASSERT(again.hasValue());
    OPENBELL_ASSERT(api::toBinary(*again) == api::toBinary(*message));
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view line(reinterpret_cast<const char*>(data), size);
    check<api::Command>(line, api::commandFromText);
    check<api::Event>(line, api::eventFromText);
    return 0;
}
