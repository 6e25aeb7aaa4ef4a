// The real daemon as a child process of a test: started on a free port, killed or stopped, its
// output read. Nothing of it outlives the object.
#pragma once

#include <chrono>
#include <filesystem>
#include <optional>
#include <string>
#include <sys/types.h>
#include <vector>

namespace openbell::crash {

struct Exited {
    bool bySignal = false;
    int code = 0; ///< exit code, or the signal's number
};

class DaemonProcess {
public:
    /// Starts a program; standard output and error are captured.
    DaemonProcess(const std::string& program, const std::vector<std::string>& arguments);
    ~DaemonProcess(); ///< kills it if it still runs
    DaemonProcess(const DaemonProcess&) = delete;
    DaemonProcess& operator=(const DaemonProcess&) = delete;

    /// The address of the READY line; nothing when the process ended or the time was over first.
    std::optional<std::string> waitReady(std::chrono::milliseconds limit);
    /// Waits until standard error says `text`.
    bool waitForLog(const std::string& text, std::chrono::milliseconds limit);
    void signal(int number);
    /// Waits for the end; nothing when the time is over (it runs on).
    std::optional<Exited> wait(std::chrono::milliseconds limit);

    const std::string& output() const { return m_output; }
    const std::string& log() const { return m_log; } ///< standard error

private:
    void readFor(std::chrono::milliseconds limit);

    pid_t m_process = -1;
    int m_outputEnd = -1;
    int m_logEnd = -1;
    std::string m_output;
    std::string m_log;
};

/// Runs a program to its end and gives its output; nothing when the time is over.
struct Finished {
    int code = 0;
    std::string output;
    std::string log;
};
std::optional<Finished> runProgram(const std::string& program,
                                   const std::vector<std::string>& arguments,
                                   std::chrono::milliseconds limit);

} // namespace openbell::crash
