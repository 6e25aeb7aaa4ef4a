// Unpacks an xz stream while it is read.
#pragma once

#include "engine/recording/byte_source.h"

namespace openbell::recording {

/// Takes the packed bytes; the memory for unpacking is limited.
Result<std::unique_ptr<ByteSource>, Error> unpackXz(std::unique_ptr<ByteSource> packed);

} // namespace openbell::recording
