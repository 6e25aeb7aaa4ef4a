#!/usr/bin/env python3
"""Fails when a compiled engine library names what would make its outcomes depend on more than commands.

    purity.py [--strict] <archive>...

Looks at every symbol of the archives (nm) for clocks, randomness and threads. With --strict, for the
deterministic core, also for files, streams and the environment, and disassembles every function
(objdump) for floating-point arithmetic, comparison and conversion. Moves of floating-point registers
are ignored: compilers copy integers through them.
"""

import platform
import re
import subprocess
import sys

# Matched against whole demangled names without their parameter lists.
ALWAYS = {
    "a clock": r"clock_gettime|clock_getres|gettimeofday|timespec_get|time|clock|localtime(_r)?|gmtime(_r)?|"
               r"mktime|clock_nanosleep|nanosleep|usleep|sleep|std::chrono::.*_clock::now",
    "randomness": r"rand|srand|rand_r|random|srandom|[dlmn]rand48|getrandom|getentropy|arc4random.*|"
                  r"std::random_device::.*",
    "a thread": r"pthread_.*|thrd_.*|std::thread::.*|std::jthread::.*|std::this_thread::.*|std::async.*|"
                r"std::condition_variable(_any)?::.*|std::__future_base::.*|std::_V2::condition_variable.*",
}
STRICT = {
    "input or output": r"(f|fd|fre)?open(at)?(64)?|creat|close|fclose|p?read(64)?|p?write(64)?|fread|fwrite|fgets|"
                       r"fputs|fputc|puts|putchar|(f|v|vf)?printf|__v?f?printf_chk|perror|fflush|fsync|fdatasync|"
                       r"socket|connect|accept4?|sendto?|sendmsg|recv(from|msg)?|poll|ppoll|epoll_.*|select|"
                       r"std::cout|std::cerr|std::clog|std::cin|std::ios_base::Init::.*|"
                       r"std::basic_[io]?fstream<.*|std::basic_filebuf<.*|std::filesystem::.*",
    "the environment": r"(secure_)?getenv|setenv|putenv|setlocale|std::locale::.*|getpid|gettid|sysconf|uname|gethostname",
    "floating-point functions": r"strto[dfl]d?|atof|f?(sqrt|pow|exp|log|log2|log10|sin|cos|tan|ceil|floor|round|"
                                r"trunc|fabs|fmod)[fl]?|l?lround[fl]?|__(float|fix|add|sub|mul|div)\w*[sdtx]f\w*",
}

FLOATING_POINT = {
    # Scalar and packed SSE/AVX arithmetic, comparison, conversion, then the x87 unit.
    "x86_64": re.compile(
        r"^v?((add|sub|mul|div|sqrt|min|max|hadd|hsub|addsub|dp|round|rcp|rsqrt|cmp\w*|u?comi)(ss|sd|ps|pd)|"
        r"cvt\w*(ss|sd|ps|pd)\w*|fn?m(add|sub)\w*(ss|sd|ps|pd))$|"
        r"^f(ild|ist\w*|ld\w*|st|stp|add\w*|sub\w*|mul\w*|div\w*|i?com\w*|ucom\w*|sqrt|chs|abs|iadd|imul|idiv\w*)$"),
    "aarch64": re.compile(r"^(f(add|sub|mul|div|madd|msub|nmadd|nmsub|sqrt|neg|abs|cmpe?|ccmp|min\w*|max\w*|rint\w*|"
                          r"cvt\w*)|[su]cvtf)$"),
}

FUNCTION = re.compile(r"^[0-9a-f]+ <(.*)>:$")


def strip_parameters(symbol):
    """std::chrono::_V2::steady_clock::now() -> std::chrono::_V2::steady_clock::now"""
    name = symbol.split("@")[0]
    if name.endswith(" const"):
        name = name[: -len(" const")]
    if not name.endswith(")"):
        return name
    depth = 0
    for index in range(len(name) - 1, -1, -1):
        depth += (name[index] == ")") - (name[index] == "(")
        if depth == 0:
            return name[:index]
    return name


def impure_symbols(nm_output, strict):
    """Problems in the output of nm -C: [(object, symbol, what it is)]."""
    rules = dict(ALWAYS, **(STRICT if strict else {}))
    compiled = {what: re.compile(f"(?:{pattern})") for what, pattern in rules.items()}
    found, member = [], ""
    for line in nm_output.splitlines():
        if line.endswith(":") and " " not in line:
            member = line[:-1]
            continue
        match = re.match(r"^(?:[0-9a-f]+)?\s+([A-Za-z]) (.*)$", line)
        if not match:
            continue
        name = strip_parameters(match.group(2))
        for what, pattern in compiled.items():
            # A C function is undefined here; a template of the standard library may be defined.
            if pattern.fullmatch(name) and (match.group(1) in "UwvWV" or name.startswith("std::")):
                found.append((member, match.group(2), what))
    return found


def floating_point_functions(objdump_output, machine):
    """{function: first offending instruction} in the output of objdump -dC --no-show-raw-insn."""
    pattern, found, function = FLOATING_POINT[machine], {}, "?"
    for line in objdump_output.splitlines():
        match = FUNCTION.match(line)
        if match:
            function = match.group(1)
            continue
        parts = line.split("\t")
        if len(parts) < 2 or not parts[1].split():
            continue
        if pattern.match(parts[1].split()[0]):
            found.setdefault(function, parts[1].strip())
    return found


def run(*command):
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def main():
    arguments = sys.argv[1:]
    strict = "--strict" in arguments
    archives = [a for a in arguments if a != "--strict"]
    if not archives:
        sys.exit(__doc__)
    problems = []
    for archive in archives:
        nm_output = run("nm", "-C", archive)
        if not re.search(r" [TtWR] ", nm_output):
            problems.append(f"{archive}: holds no code; the check would pass on anything")
        for member, symbol, what in impure_symbols(nm_output, strict):
            problems.append(f"{archive}({member}): {symbol} is {what}")
        if strict and platform.machine() in FLOATING_POINT:
            listing = run("objdump", "-dC", "--no-show-raw-insn", archive)
            for function, instruction in floating_point_functions(listing, platform.machine()).items():
                problems.append(f"{archive}: {function} uses floating point: {instruction}")
    for problem in problems:
        print(problem)
    print(f"purity: {len(problems)} problem(s) in {len(archives)} librar{'y' if len(archives) == 1 else 'ies'}")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
