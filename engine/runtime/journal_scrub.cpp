#include "engine/runtime/journal_scrub.h"

namespace openbell::runtime {
namespace {

constexpr int kPieceRecords = 4096;

} // namespace

Result<Done, Error> JournalScrub::checkPiece() {
    if (finished())
        return Done{};
    if (!m_reader) {
        auto reader = journal::JournalReader::open(m_directory, Sequence(1), m_until);
        if (!reader)
            return fail(reader.error());
        m_reader.emplace(std::move(*reader));
    }
    for (int i = 0; i < kPieceRecords; ++i) {
        switch (m_reader->next()) {
        case journal::ReadStatus::Record:
            break;
        case journal::ReadStatus::End:
            m_finished = true;
            m_reader.reset();
            return Done{};
        case journal::ReadStatus::Failed:
            return fail(m_reader->error());
        }
    }
    return Done{};
}

Result<Done, Error> JournalScrub::fail(const journal::JournalError& error) {
    m_finished = true;
    Error told{"An old part of the journal is damaged. The running venue is not affected: it "
               "started from a snapshot after that place. " +
               error.message};
    m_reader.reset();
    return Unexpected{std::move(told)};
}

} // namespace openbell::runtime
