#!/usr/bin/env python3
"""Compares the include edges between the folders of engine/, ui/, app/ and plugins/ with layers.txt.

Fails on an edge that layers.txt does not list, on a listed edge that no file uses any more, on an
edge that goes up, sideways or across the engine/ui border, on Qt under engine/, on a database under
ui/ or app/console, on the core including what would make it depend on more than its commands, and
on a quoted include that is not written from the repository root.

    include_edges.py             check
    include_edges.py --rewrite   write the present edges to layers.txt (refuses forbidden ones)
"""

import re
import sys
from collections import defaultdict
from pathlib import Path

SIDES = ("engine", "ui", "app", "plugins")
SUFFIXES = {".h", ".hpp", ".cpp", ".cc", ".inc"}
INCLUDE = re.compile(r'^\s*#\s*include\s*([<"])([^>"]+)[>"]')
QT = re.compile(r"^(Q[A-Z]\w*|Qt\w*/.*|q[a-z0-9]+\.h)$")
DATABASE = re.compile(r"^(sqlite3(ext)?\.h|libpq-fe\.h|(QtSql/)?QSql\w*|QtSql(/.*)?|pqxx/.*|postgresql/.*)$")
IMPURE = re.compile(
    r"^(atomic|chrono|ctime|time\.h|sys/time\.h|random|thread|stop_token|mutex|shared_mutex|future|"
    r"condition_variable|semaphore|latch|barrier|pthread\.h|fstream|iostream|filesystem|cstdio|stdio\.h|"
    r"fcntl\.h|unistd\.h|locale|clocale|cmath|math\.h|complex|valarray|numbers|boost/.*|openssl/.*|nlohmann/.*)$")
HEADER = """\
# The include edges between folders: "A -> B" says that some file of A includes a file of B.
# tests/architecture/include_edges.py fails on an edge that is not here and on one that is here but
# no longer used. A new edge is a design decision: add it in the commit that needs it
# (include_edges.py --rewrite) and say there why. Upward edges are refused whatever this file says.
"""


def read_ranks(root):
    """The layer ranks, from the one place that defines them: app/cmake/Openbell.cmake."""
    text = (root / "app/cmake/Openbell.cmake").read_text()
    ui = set(re.search(r"set\(OPENBELL_UI_LAYERS\s+([^)]*)\)", text).group(1).split())
    pairs = re.search(r"set\(_openbell_ranks\s+([^)]*)\)", text).group(1).split()
    ranks = {}
    for pair in pairs:
        layer, rank = pair.split(":")
        ranks[("ui/" if layer in ui else "engine/") + layer] = int(rank)
    return ranks


def forbidden(source, target, ranks):
    """Why `source` may never include `target`, or None."""
    target_side = target.split("/")[0]
    if source.startswith("plugins/"):
        if target in ("engine/base", "engine/api", "engine/plugin"):
            return None
        if target_side == "ui" and source.startswith("plugins/panel_"):
            return None
        return "a plug-in sees only engine/base, engine/api and engine/plugin (a panel also ui/)"
    if source.startswith("app/"):
        if target_side not in ("engine", "ui"):
            return "nothing includes app/ or plugins/"
        if target_side == "ui" and source != "app/console":
            return "only app/console uses ui/"
        return None
    if target_side not in ("engine", "ui"):
        return "nothing includes app/ or plugins/"
    if source not in ranks or target not in ranks:
        return "a folder without a place in the layer order of app/cmake/Openbell.cmake"
    if source.startswith("engine/") and target_side == "ui":
        return "engine/ never includes ui/"
    if source.startswith("ui/") and target_side == "engine" and target not in ("engine/base", "engine/api"):
        return "ui/ sees only engine/base and engine/api"
    if ranks[target] >= ranks[source]:
        return "it does not go to a lower layer"
    return None


def folder_of(path):
    """engine/core/book/side.h -> engine/core"""
    return "/".join(path.split("/")[:2])


def source_files(root):
    for side in SIDES:
        for path in sorted((root / side).rglob("*")):
            relative = path.relative_to(root)
            if path.suffix in SUFFIXES and path.is_file() and len(relative.parts) > 2 \
                    and not str(relative).startswith("app/cmake/"):
                yield relative.as_posix(), path


def external_problem(name, include):
    """Why the file `name` may not include the outside header `include`, or None."""
    if name.startswith("engine/") and QT.match(include):
        return "Qt never enters engine/"
    if name.startswith(("ui/", "app/console/")) and DATABASE.match(include):
        return "the console never opens a database"
    if name.startswith("engine/core/") and IMPURE.match(include):
        return "the core knows no clocks, randomness, threads, I/O, floating point or libraries"
    return None


def scan(root):
    """(edges: {(from, to): first place}, folders that have sources, problems)"""
    edges, folders, problems = {}, set(), []
    for name, path in source_files(root):
        folder = folder_of(name)
        folders.add(folder)
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            match = INCLUDE.match(line)
            if not match:
                continue
            quoted, include = match.group(1) == '"', match.group(2)
            place = f"{name}:{number}"
            problem = external_problem(name, include)
            if problem:
                problems.append(f'{place}: includes {include}: {problem}')
                continue
            if include.split("/")[0] not in SIDES:
                # moc output is generated beside the file; plug-in headers are C and quoted as such.
                if quoted and not include.endswith(".moc"):
                    problems.append(f'{place}: "{include}" is not written from the repository root '
                                    f'(project headers: "engine/base/money.h"; libraries: <...>)')
                continue
            if not quoted:
                problems.append(f'{place}: project headers are included with quotes: <{include}>')
            if not (root / include).is_file():
                problems.append(f'{place}: "{include}" does not exist')
            if folder_of(include) != folder:
                edges.setdefault((folder, folder_of(include)), place)
    return edges, folders, problems


def read_layers(path):
    listed, problems = [], []
    if not path.is_file():
        return listed, problems
    for number, line in enumerate(path.read_text().splitlines(), 1):
        line = line.split("#")[0].strip()
        if not line:
            continue
        match = re.fullmatch(r"(\S+) -> (\S+)", line)
        if not match:
            problems.append(f'layers.txt:{number}: not of the form "engine/core -> engine/api": {line}')
        elif match.groups() in listed:
            problems.append(f"layers.txt:{number}: listed twice: {line}")
        else:
            listed.append(match.groups())
    return listed, problems


def check(root, layers):
    """All problems, as readable lines."""
    ranks = read_ranks(root)
    edges, folders, problems = scan(root)
    listed, malformed = read_layers(layers)
    problems += malformed
    for (source, target), place in sorted(edges.items()):
        reason = forbidden(source, target, ranks)
        if reason:
            problems.append(f"{place}: {source} -> {target} is forbidden: {reason}")
        elif (source, target) not in listed:
            problems.append(f"{place}: new edge {source} -> {target}; if it is wanted, "
                            f"add it to tests/architecture/layers.txt")
    for source, target in listed:
        # An edge of a folder that does not exist yet is a plan, not a leftover.
        if (source, target) not in edges and source in folders and target in folders:
            problems.append(f"layers.txt: stale edge {source} -> {target}: nothing uses it, remove it")
        elif (source, target) not in edges and forbidden(source, target, ranks):
            problems.append(f"layers.txt: {source} -> {target}: {forbidden(source, target, ranks)}")
    return problems


def rewrite(root, layers):
    """Writes the present edges; returns the forbidden ones instead when there are any."""
    ranks = read_ranks(root)
    edges, _, _ = scan(root)
    refused = [f"{place}: {source} -> {target} is forbidden: {forbidden(source, target, ranks)}"
               for (source, target), place in sorted(edges.items()) if forbidden(source, target, ranks)]
    if refused:
        return refused
    by_source = defaultdict(list)
    for source, target in edges:
        by_source[source].append(target)

    def order(folder):
        return (SIDES.index(folder.split("/")[0]), ranks.get(folder, 0), folder)

    text = HEADER
    for source in sorted(by_source, key=order):
        text += "\n" + "".join(f"{source} -> {target}\n" for target in sorted(by_source[source], key=order))
    layers.write_text(text)
    return []


def main():
    here = Path(__file__).resolve().parent
    root, layers = here.parent.parent, here / "layers.txt"
    if sys.argv[1:] == ["--rewrite"]:
        problems = rewrite(root, layers)
    elif not sys.argv[1:]:
        problems = check(root, layers)
    else:
        sys.exit(__doc__)
    for problem in problems:
        print(problem)
    print(f"include edges: {len(problems)} problem(s)" if problems else "include edges: as listed in layers.txt")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
