// The data directory that an import makes. It grows under another name, DIR.partial, and gets its
// own in one step when everything in it is durable and verified: an import that is broken off, in
// whatever way, leaves nothing under DIR.
#pragma once

#include "engine/base/result.h"

#include <filesystem>
#include <memory>

namespace openbell::ctl {

class NewDirectory {
public:
    /// Claims DIR.partial, which nobody else can claim until this object is gone. What an earlier
    /// import left there is removed. Refused, with nothing changed: a DIR that holds something, a
    /// DIR.partial that another import works in or that holds files of another kind.
    static Result<std::unique_ptr<NewDirectory>, Error> claim(const std::filesystem::path& target);
    ~NewDirectory(); ///< removes DIR.partial unless it was finished
    NewDirectory(const NewDirectory&) = delete;
    NewDirectory& operator=(const NewDirectory&) = delete;

    /// DIR.partial: where the venue is to be made.
    const std::filesystem::path& path() const { return m_partial; }
    /// What an earlier import left there was removed.
    bool replacedLeftover() const { return m_replaced; }

    /// Makes every file durable, then the directory is DIR.
    Result<Done, Error> finish();

private:
    NewDirectory(std::filesystem::path target, std::filesystem::path partial, int lock)
        : m_target(std::move(target))
        , m_partial(std::move(partial))
        , m_lock(lock) {}
    Result<Done, Error> removeLeftover();

    std::filesystem::path m_target;
    std::filesystem::path m_partial;
    int m_lock; ///< the directory itself, locked; the lock ends with the process
    bool m_replaced = false;
    bool m_finished = false;
};

} // namespace openbell::ctl
