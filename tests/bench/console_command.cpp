// openbell-bench console: runs openbell-bench-console from the same folder. It is a program of its own
// because the console's side and the engine's side are linked together in the console alone.
#include "tests/bench/benchmarks.h"

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <string>
#include <unistd.h>
#include <vector>

namespace openbell::bench {

int runConsole(Arguments arguments) {
    const auto program =
        (std::filesystem::read_symlink("/proc/self/exe").parent_path() / "openbell-bench-console")
            .string();
    std::vector<std::string> words{program};
    words.insert(words.end(), arguments.begin(), arguments.end());
    std::vector<char*> pointers;
    for (std::string& word : words)
        pointers.push_back(word.data());
    pointers.push_back(nullptr);
    execv(program.c_str(), pointers.data());
    std::fprintf(stderr, "cannot run %s: %s; build it with the user interface\n", program.c_str(),
                 std::strerror(errno));
    return 1;
}

} // namespace openbell::bench
