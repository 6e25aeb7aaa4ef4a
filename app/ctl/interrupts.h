// The signals that interrupt a long command, read where it waits. Nothing runs in their midst, so
// they reach the thread that waits for them and no other one.
#pragma once

#include <csignal>

namespace openbell::ctl {

/// While it lives, the first SIGINT or SIGTERM only asks for an orderly end; a second one ends the
/// process at once. To be made before any other thread.
class Interrupts {
public:
    Interrupts();
    ~Interrupts();
    Interrupts(const Interrupts&) = delete;
    Interrupts& operator=(const Interrupts&) = delete;

    /// Readable when there is something new to take note of.
    int descriptor() const { return m_descriptor; }
    /// The user has asked for the end, with a signal or a key.
    bool requested();
    void request() { m_requested = true; }
    /// True once after the process was stopped and told to go on.
    bool cameBack();

private:
    void read();

    int m_descriptor;
    sigset_t m_before{};
    bool m_requested = false;
    bool m_cameBack = false;
};

} // namespace openbell::ctl
