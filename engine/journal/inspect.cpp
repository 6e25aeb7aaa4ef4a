#include "engine/journal/inspect.h"

#include "engine/journal/segment_cursor.h"

namespace openbell::journal {
namespace {

using Visitor = std::function<bool(const PlacedRecord&)>;

class Inspector {
public:
    explicit Inspector(const Visitor& visit) : m_visit(visit), m_visiting(bool(visit)) {}

    void inspect(const SegmentName& segment, bool isLast) {
        SegmentReport report;
        report.file = segment.file.string();
        std::error_code ignored;
        report.bytes = std::filesystem::file_size(segment.file, ignored);
        auto cursor = SegmentCursor::open(segment);
        if (!cursor)
            report.problem = cursor.error();
        else
            walk(*cursor, report, isLast);
        if (report.problem && !m_report.problem)
            m_report.problem = report.problem;
        m_report.segments.push_back(std::move(report));
    }

    JournalReport take() { return std::move(m_report); }

private:
    void walk(SegmentCursor& cursor, SegmentReport& report, bool isLast) {
        const SegmentHeader& header = cursor.header();
        report.formatVersion = header.formatVersion;
        report.protocolVersion = header.protocolVersion;
        report.created = header.created;
        report.previousHash = header.previousHash;
        // After a bad place the next segment is judged from its own header on.
        report.problem = m_report.problem ? std::nullopt : m_link.check(header, report.file);

        CursorStatus status = CursorStatus::End;
        while ((status = cursor.next()) == CursorStatus::Record)
            take(cursor, report);
        report.seals = cursor.sealCount();
        if (!report.problem)
            report.problem = problemAt(cursor, status, isLast);
        if (status == CursorStatus::Failed || (status == CursorStatus::Unfinished && !isLast))
            report.recordsAfterProblem = cursor.countRecordsAfter(cursor.offset());
        if (status == CursorStatus::Unfinished)
            report.unfinishedBytes = cursor.unfinishedBytes();
        m_link = {cursor.last(), cursor.hash()};
        if (!report.problem && !m_report.problem) {
            m_report.last = cursor.last();
            m_report.hash = m_link.hash;
            m_report.hashAt = m_link.last;
        }
    }

    void take(const SegmentCursor& cursor, SegmentReport& report) {
        const Frame& frame = cursor.frame();
        if (report.records == 0) {
            report.first = frame.sequence;
            report.firstTime = timeOf(frame);
        }
        report.last = frame.sequence;
        report.lastTime = timeOf(frame);
        ++report.records;
        if (report.problem || m_report.problem)
            return;
        if (!decodeRecord(frame, m_record)) {
            report.problem = badPlace(JournalErrorKind::Corrupt, cursor.file(),
                                      cursor.frameOffset(), frame.sequence,
                                      "the record is whole, but its command is not one that this "
                                      "program knows");
            return;
        }
        m_report.last = frame.sequence;
        if (m_visiting)
            m_visiting = m_visit({m_record, report.file, cursor.frameOffset()});
    }

    static std::optional<JournalError> problemAt(const SegmentCursor& cursor, CursorStatus status,
                                                 bool isLast) {
        if (status == CursorStatus::Failed)
            return cursor.error();
        return isLast ? std::nullopt : incompleteSegment(cursor, status);
    }

    const Visitor& m_visit;
    bool m_visiting;
    SegmentLink m_link;
    Record m_record;
    JournalReport m_report;
};

} // namespace

JournalReport inspectJournal(const std::filesystem::path& dataDirectory, const Visitor& visit) {
    const auto segments = listSegments(dataDirectory);
    if (!segments) {
        JournalReport report;
        report.problem = segments.error();
        return report;
    }
    Inspector inspector(visit);
    for (const SegmentName& segment : *segments)
        inspector.inspect(segment, &segment == &segments->back());
    return inspector.take();
}

} // namespace openbell::journal
