#include "app/ctl/import_keys.h"

#include <cerrno>
#include <unistd.h>

namespace openbell::ctl {

std::optional<ImportKey> importKeyOf(char letter) {
    switch (letter) {
    case 'p':
        return ImportKey::Pause;
    case ' ':
        return ImportKey::PauseOrResume;
    case 's':
        return ImportKey::Step;
    case 'r':
        return ImportKey::Resume;
    case '1':
        return ImportKey::SpeedX1;
    case '2':
        return ImportKey::SpeedX10;
    case '3':
        return ImportKey::SpeedX100;
    case '4':
        return ImportKey::SpeedMax;
    case 'q':
        return ImportKey::Quit;
    case '?':
    case 'h':
        return ImportKey::Help;
    default:
        return std::nullopt;
    }
}

ImportKeys::ImportKeys(bool evenWithoutTerminal)
    : m_terminal(::tcgetattr(STDIN_FILENO, &m_before) == 0) {
    m_active = m_terminal ? inForeground() : evenWithoutTerminal;
    if (m_active && m_terminal)
        cameBack();
}

ImportKeys::~ImportKeys() {
    if (m_changed && inForeground())
        ::tcsetattr(STDIN_FILENO, TCSANOW, &m_before);
}

/// A process in the background that touches its terminal is stopped.
bool ImportKeys::inForeground() const {
    return ::tcgetpgrp(STDIN_FILENO) == ::getpgrp();
}

void ImportKeys::cameBack() {
    if (!m_terminal || !m_active || !inForeground())
        return;
    termios keys = m_before;
    keys.c_lflag &= ~static_cast<tcflag_t>(ICANON | ECHO); // signals keep their keys
    keys.c_cc[VMIN] = 1;
    keys.c_cc[VTIME] = 0;
    m_changed = ::tcsetattr(STDIN_FILENO, TCSANOW, &keys) == 0;
}

int ImportKeys::descriptor() const {
    return m_active && (!m_terminal || inForeground()) ? STDIN_FILENO : -1;
}

long ImportKeys::readSome(char* into, unsigned long size) {
    const ssize_t count = ::read(STDIN_FILENO, into, size);
    if (count == 0 || (count < 0 && errno != EINTR && errno != EAGAIN))
        m_active = false;
    return count;
}

} // namespace openbell::ctl
