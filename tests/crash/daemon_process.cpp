#include "tests/crash/daemon_process.h"

#include <csignal>
#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

extern char** environ;

namespace openbell::crash {

using std::chrono::milliseconds;
using std::chrono::steady_clock;

namespace {

enum class Drained { Some, Nothing, Closed };

/// Reads what is there, at most one buffer.
Drained drain(int end, std::string& into) {
    char buffer[4096];
    const ssize_t got = ::read(end, buffer, sizeof buffer);
    if (got > 0)
        into.append(buffer, static_cast<std::size_t>(got));
    return got > 0 ? Drained::Some : got == 0 ? Drained::Closed : Drained::Nothing;
}

void drainAll(int end, std::string& into) {
    while (drain(end, into) == Drained::Some)
        continue;
}

} // namespace

DaemonProcess::DaemonProcess(const std::string& program,
                             const std::vector<std::string>& arguments) {
    int output[2];
    int log[2];
    if (::pipe2(output, O_CLOEXEC) != 0 || ::pipe2(log, O_CLOEXEC) != 0)
        return;
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_adddup2(&actions, output[1], STDOUT_FILENO);
    posix_spawn_file_actions_adddup2(&actions, log[1], STDERR_FILENO);
    std::vector<char*> argv{const_cast<char*>(program.c_str())};
    for (const std::string& argument : arguments)
        argv.push_back(const_cast<char*>(argument.c_str()));
    argv.push_back(nullptr);
    if (::posix_spawn(&m_process, program.c_str(), &actions, nullptr, argv.data(), environ) != 0)
        m_process = -1;
    posix_spawn_file_actions_destroy(&actions);
    ::close(output[1]);
    ::close(log[1]);
    m_outputEnd = output[0];
    m_logEnd = log[0];
    ::fcntl(m_outputEnd, F_SETFL, O_NONBLOCK);
    ::fcntl(m_logEnd, F_SETFL, O_NONBLOCK);
}

DaemonProcess::~DaemonProcess() {
    if (m_process > 0) {
        ::kill(m_process, SIGKILL);
        ::waitpid(m_process, nullptr, 0);
    }
    if (m_outputEnd >= 0)
        ::close(m_outputEnd);
    if (m_logEnd >= 0)
        ::close(m_logEnd);
}

void DaemonProcess::readFor(milliseconds limit) {
    pollfd ends[] = {{m_outputEnd, POLLIN, 0}, {m_logEnd, POLLIN, 0}};
    if (::poll(ends, 2, static_cast<int>(limit.count())) <= 0)
        return;
    const bool outputClosed = drain(m_outputEnd, m_output) == Drained::Closed;
    const bool logClosed = drain(m_logEnd, m_log) == Drained::Closed;
    if (outputClosed && logClosed)
        ::poll(nullptr, 0, 1); // the process is about to end
}

std::optional<std::string> DaemonProcess::waitReady(milliseconds limit) {
    const auto deadline = steady_clock::now() + limit;
    while (steady_clock::now() < deadline) {
        readFor(milliseconds(20));
        const std::size_t end = m_output.find('\n');
        if (end != std::string::npos && m_output.starts_with("READY "))
            return m_output.substr(6, end - 6);
        if (m_process <= 0 || wait(milliseconds(0)))
            return std::nullopt;
    }
    return std::nullopt;
}

bool DaemonProcess::waitForLog(const std::string& text, milliseconds limit) {
    const auto deadline = steady_clock::now() + limit;
    while (m_log.find(text) == std::string::npos) {
        if (steady_clock::now() >= deadline)
            return false;
        readFor(milliseconds(20));
    }
    return true;
}

void DaemonProcess::signal(int number) {
    if (m_process > 0)
        ::kill(m_process, number);
}

std::optional<Exited> DaemonProcess::wait(milliseconds limit) {
    const auto deadline = steady_clock::now() + limit;
    while (m_process > 0) {
        int status = 0;
        if (::waitpid(m_process, &status, WNOHANG) == m_process) {
            m_process = -1;
            drainAll(m_outputEnd, m_output);
            drainAll(m_logEnd, m_log);
            if (WIFSIGNALED(status))
                return Exited{true, WTERMSIG(status)};
            return Exited{false, WEXITSTATUS(status)};
        }
        if (steady_clock::now() >= deadline)
            return std::nullopt;
        readFor(milliseconds(5));
    }
    return std::nullopt;
}

std::optional<Finished> runProgram(const std::string& program,
                                   const std::vector<std::string>& arguments, milliseconds limit) {
    DaemonProcess process(program, arguments);
    const auto exited = process.wait(limit);
    if (!exited || exited->bySignal)
        return std::nullopt;
    return Finished{exited->code, process.output(), process.log()};
}

} // namespace openbell::crash
