// Why a journal cannot be opened or read: the place of the first bad record, for a person.
#pragma once

#include "engine/base/ids.h"

#include <cstdint>
#include <filesystem>
#include <string>

namespace openbell::journal {

enum class JournalErrorKind {
    Io,             ///< the operating system refused; nothing is known to be damaged
    Locked,         ///< another process writes this directory
    Corrupt,        ///< a damaged record or header that is not a torn tail
    SequenceGap,    ///< records or segments are missing, repeated or out of order
    WrongDigest,    ///< the records are not the ones that the hash chain was built over
    UnknownVersion, ///< written by another version of the program
};

struct JournalError {
    JournalErrorKind kind = JournalErrorKind::Io;
    std::string file;         ///< empty when no file is to blame
    std::uint64_t offset = 0; ///< byte offset of the bad place in the file
    Sequence sequence;        ///< the record expected there; none when not about a record
    std::string message;      ///< complete: what happened, where, what to do next
};

/// A bad place in a file: "FILE, byte OFFSET, record N: WHAT. Nothing was changed. ...".
JournalError badPlace(JournalErrorKind kind, const std::filesystem::path& file,
                      std::uint64_t offset, Sequence sequence, const std::string& what);

/// The operating system refused: "Cannot ACTION FILE: REASON." and what to do about that reason.
JournalError ioError(const std::string& action, const std::filesystem::path& file, int code);

} // namespace openbell::journal
