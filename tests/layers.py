#!/usr/bin/env python3
"""Fails on an include that breaks the layer table of docs/architecture.md.

Reads the table's rows (`| interpreter/vm | holds... | objects, heap, bytecode |`), then every C++ file below
interpreter/ and runtime/. A layer may include itself, interpreter/base, the public headers of its own side
(and runtime/ those of interpreter/), and the layers its row names, whole (`heap`) or one header of them
(`bytecode/code_unit`).
"""

import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
ROW = re.compile(r"^\|\s*`?((?:interpreter|runtime)/\w+)`?\s*\|[^|]*\|([^|]*)\|\s*$")
INCLUDE = re.compile(r'^\s*#\s*include\s*[<"]((?:interpreter|runtime|minipy)/[^">]+)[">]')
QUOTED = re.compile(r'^\s*#\s*include\s*"([^"]+)"')


def read_table(text):
    """layer -> the set of what it may include: layers, or single headers without their suffix."""
    rows = {}
    for line in text.splitlines():
        row = ROW.match(line)
        if row:
            rows[row.group(1)] = row.group(2)
    full = {layer.split("/")[1]: layer for layer in rows}
    allowed = {}
    for layer, words in rows.items():
        words = words.split(";")[0]  # what follows tells what is not allowed
        names = re.findall(r"[\w]+(?:/[\w]+)?", re.sub(r"\([^)]*\)", "", words))
        reach = {layer, "interpreter/base"}
        if "below" in names:
            reach.update(list(rows)[:list(rows).index(layer)])
        for name in names:
            head, _, rest = name.partition("/")
            if name in full:
                reach.add(full[name])
            elif rest and head in full:
                reach.add(f"{full[head]}/{rest}")
        allowed[layer] = reach
    return allowed


def may_include(layer, target, allowed):
    if target.startswith("minipy/"):
        return layer.startswith("runtime/") or (ROOT / "interpreter" / "include" / target).exists()
    if target.split("/")[1] == "include":
        return False  # spelled <minipy/...>
    owner = "/".join(target.split("/")[:2])
    reach = allowed[layer]
    return owner in reach or target.rsplit(".", 1)[0] in reach


def check(path, layer, allowed):
    wrong = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        place = f"{path.relative_to(ROOT)}:{number}"
        found = INCLUDE.match(line)
        if found and not may_include(layer, found.group(1), allowed):
            wrong.append(f"{place}: {layer} must not include {found.group(1)}")
        quoted = QUOTED.match(line)
        if quoted and not found and not quoted.group(1).startswith("interpreter/"):
            wrong.append(f"{place}: spell the include from the root: {quoted.group(1)}")
    return wrong


def main():
    allowed = read_table((ROOT / "docs" / "architecture.md").read_text(encoding="utf-8"))
    if len(allowed) < 13:
        print(f"docs/architecture.md: found {len(allowed)} layers in its table, expected at least 13")
        print("0 passed, 1 failed")
        return 1
    passed, wrong = 0, []
    for side in ("interpreter", "runtime"):
        for path in sorted((ROOT / side).rglob("*.[ch]pp")):
            layer = "/".join(path.relative_to(ROOT).parts[:2])
            if layer.endswith("/include"):
                continue
            if layer not in allowed:
                wrong.append(f"{path.relative_to(ROOT)}: {layer} has no row in docs/architecture.md")
                continue
            found = check(path, layer, allowed)
            wrong += found
            passed += not found
    for line in wrong:
        print(line)
    print(f"{passed} passed, {len(wrong)} failed")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
