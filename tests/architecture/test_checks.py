#!/usr/bin/env python3
"""The architecture checks checked: each one must fail on the mistake it exists for."""

import platform
import shutil
import subprocess
import tempfile
import unittest
from pathlib import Path

import include_edges
import purity

ROOT = Path(__file__).resolve().parent.parent.parent


class Tree(unittest.TestCase):
    """A small source tree in a temporary folder."""

    def setUp(self):
        self.root = Path(tempfile.mkdtemp())
        self.addCleanup(shutil.rmtree, self.root)
        self.write("app/cmake/Openbell.cmake", (ROOT / "app/cmake/Openbell.cmake").read_text())
        self.write("engine/base/ids.h", "#pragma once\n#include <cstdint>\n")
        self.write("engine/api/commands.h", '#include "engine/base/ids.h"\n')
        self.layers("engine/api -> engine/base\n")

    def write(self, name, text):
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)

    def layers(self, text):
        self.write("layers.txt", text)

    def problems(self):
        return "\n".join(include_edges.check(self.root, self.root / "layers.txt"))


class IncludeEdges(Tree):
    def test_theListedTreePasses(self):
        self.assertEqual(self.problems(), "")

    def test_aNewEdgeFails(self):
        self.layers("")
        self.assertIn("new edge engine/api -> engine/base", self.problems())

    def test_aStaleEdgeFails(self):
        self.write("engine/core/book.h", '#include "engine/api/commands.h"\n')
        self.layers("engine/api -> engine/base\nengine/core -> engine/api\nengine/core -> engine/base\n")
        self.assertIn("stale edge engine/core -> engine/base", self.problems())

    def test_anEdgeOfAMissingFolderIsAPlan(self):
        self.layers("engine/api -> engine/base\nengine/core -> engine/api\n")
        self.assertEqual(self.problems(), "")

    def test_aListedUpwardEdgeStillFails(self):
        self.write("engine/base/up.h", '#include "engine/api/commands.h"\n')
        self.layers("engine/api -> engine/base\nengine/base -> engine/api\n")
        self.assertIn("engine/base -> engine/api is forbidden", self.problems())

    def test_aSidewaysEdgeFails(self):
        self.write("engine/core/book.h", "")
        self.write("engine/journal/log.h", '#include "engine/core/book.h"\n')
        self.assertIn("does not go to a lower layer", self.problems())

    def test_theUserInterfaceSeesOnlyBaseAndApi(self):
        self.write("engine/core/book.h", "")
        self.write("ui/client/client.h", '#include "engine/core/book.h"\n')
        self.assertIn("ui/ sees only", self.problems())

    def test_onlyTheConsoleUsesBothSides(self):
        self.write("ui/shell/window.h", "")
        self.write("app/daemon/main.cpp", '#include "ui/shell/window.h"\n')
        self.assertIn("only app/console", self.problems())

    def test_qtUnderTheEngineFails(self):
        for include in ("<QString>", "<QtCore/QString>", '"qglobal.h"'):
            self.write("engine/base/text.h", f"#include {include}\n")
            self.assertIn("Qt never enters engine/", self.problems())

    def test_aDatabaseUnderTheUserInterfaceFails(self):
        for include in ("sqlite3.h", "QtSql/QSqlQuery", "QSqlDatabase", "libpq-fe.h"):
            self.write("ui/models/table.h", f"#include <{include}>\n")
            self.assertIn("never opens a database", self.problems())

    def test_aClockInTheCoreFails(self):
        self.write("engine/core/book.cpp", "#include <chrono>\n")
        self.assertIn("the core knows no clocks", self.problems())

    def test_aShortIncludeFails(self):
        self.write("engine/base/money.h", '#include "ids.h"\n')
        self.assertIn("not written from the repository root", self.problems())

    def test_aMissingHeaderFails(self):
        self.write("engine/base/money.h", '#include "engine/base/gone.h"\n')
        self.assertIn("does not exist", self.problems())

    def test_rewriteGivesAPassingFile(self):
        self.layers("")
        self.assertEqual(include_edges.rewrite(self.root, self.root / "layers.txt"), [])
        self.assertEqual(self.problems(), "")


class Purity(unittest.TestCase):
    def compile(self, code):
        folder = Path(tempfile.mkdtemp())
        self.addCleanup(shutil.rmtree, folder)
        (folder / "x.cpp").write_text(code)
        subprocess.run(["g++", "-std=c++20", "-O2", "-c", "x.cpp", "-o", "x.o"], cwd=folder, check=True)
        return folder / "x.o"

    def kinds(self, code):
        output = subprocess.run(["nm", "-C", self.compile(code)], check=True, capture_output=True, text=True).stdout
        return {what for _, _, what in purity.impure_symbols(output, strict=True)}

    def floats(self, code):
        output = subprocess.run(["objdump", "-dC", "--no-show-raw-insn", self.compile(code)],
                                check=True, capture_output=True, text=True).stdout
        return purity.floating_point_functions(output, platform.machine())

    def test_integersContainersAndOwnNamesPass(self):
        code = """#include <map>
                  #include <string>
                  #include <vector>
                  struct Feed { long read(long); long time(); };
                  long Feed::read(long x) { return x; }
                  long Feed::time() { return 3; }
                  long f(std::map<std::string, long>& m, std::vector<long>& v) {
                      long sum = 0;
                      for (long x : v) sum += x;
                      return m[std::string("a")] += sum; }"""
        self.assertEqual(self.kinds(code), set())
        self.assertEqual(self.floats(code), {})

    def test_clocksAreFound(self):
        self.assertEqual(self.kinds("#include <chrono>\n"
                                    "long f() { return std::chrono::steady_clock::now().time_since_epoch().count(); }"),
                         {"a clock"})
        self.assertEqual(self.kinds("#include <ctime>\nlong f() { return time(nullptr); }"), {"a clock"})

    def test_randomnessIsFound(self):
        self.assertEqual(self.kinds("#include <cstdlib>\nint f() { return rand(); }"), {"randomness"})
        self.assertIn("randomness",
                      self.kinds("#include <random>\nunsigned f() { std::random_device d; return d(); }"))

    def test_threadsAreFound(self):
        self.assertIn("a thread", self.kinds("#include <thread>\nvoid g();\nvoid f() { std::thread(g).join(); }"))

    def test_filesAreFound(self):
        self.assertEqual(self.kinds('#include <cstdio>\nvoid f() { std::fopen("x", "r"); }'), {"input or output"})
        self.assertIn("input or output",
                      self.kinds('#include <fstream>\nvoid f() { std::ofstream("x") << 1; }'))
        self.assertIn("input or output",
                      self.kinds('#include <unistd.h>\nlong f(char* p) { return read(0, p, 1); }'))

    def test_floatingPointIsFoundAndNamed(self):
        for body in ("return a * 1.5;", "return a + 0.1;", "return a / 3.0;", "return long(float(a) - 1.0f);"):
            found = self.floats(f"long fee(long a) {{ {body} }}")
            self.assertEqual(list(found), ["fee(long)"], body)
        self.assertEqual(list(self.floats("bool less(double a, double b) { return a < b; }")), ["less(double, double)"])
        self.assertEqual(list(self.floats("long double sum(long double a) { return a + 1; }")), ["sum(long double)"])


if __name__ == "__main__":
    unittest.main()
