// The keys that steer an import. From a terminal they work at once, without the return key; from
// anything else they are read as they come, and line ends mean nothing.
#pragma once

#include <optional>
#include <string_view>
#include <termios.h>

namespace openbell::ctl {

enum class ImportKey {
    Pause,
    PauseOrResume,
    Step,
    Resume,
    SpeedX1,
    SpeedX10,
    SpeedX100,
    SpeedMax,
    Quit,
    Help
};

inline constexpr std::string_view kImportKeys =
    "keys: p pause, space pause or resume, r resume, s one message, 1 x1, 2 x10, 3 x100, 4 max, "
    "q quit";

std::optional<ImportKey> importKeyOf(char letter);

class ImportKeys {
public:
    /// `evenWithoutTerminal`: take keys from an input that is no terminal, too.
    explicit ImportKeys(bool evenWithoutTerminal);
    ~ImportKeys(); ///< gives the terminal back as it was
    ImportKeys(const ImportKeys&) = delete;
    ImportKeys& operator=(const ImportKeys&) = delete;

    bool active() const { return m_active; }
    bool fromTerminal() const { return m_terminal; }
    /// What to poll for input; -1 while there is nothing to wait for.
    int descriptor() const;
    /// Reads what is there; calls `take` for each key. False at the end of the input; from then on
    /// the keys are not active.
    template<class Take>
    bool read(Take&& take) {
        char letters[64];
        const long count = readSome(letters, sizeof letters);
        for (long i = 0; i < count; ++i)
            if (const auto key = importKeyOf(letters[i]))
                take(*key);
        return m_active;
    }
    /// The process was in the background and is back: the shell has set the terminal its own way.
    void cameBack();

private:
    long readSome(char* into, unsigned long size);
    bool inForeground() const;

    termios m_before{}; ///< before m_terminal, which fills it
    bool m_terminal;
    bool m_active = false;
    bool m_changed = false;
};

} // namespace openbell::ctl
