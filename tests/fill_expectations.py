#!/usr/bin/env python3.11
"""Writes `# expect:` comments beside the lines of script tests, from what CPython 3.11 prints.

    tests/fill_expectations.py tests/scripts/types/a_new_test.py...

For scripts whose output comes from the main thread, in the order of their top-level statements. What is
already expected is replaced. Read what it wrote: CPython says what happens, only you know what was meant.
"""

import ast
import io
import re
import sys
import traceback
from pathlib import Path

COMMENT = re.compile(r"\s*#\s*expect(?: error)?:.*$")


class Recorder(io.TextIOBase):
    """Standard output that notes which line of the main module caused each line of output."""

    def __init__(self, path):
        self.path, self.lines, self.pending = path, [], ""

    def write(self, text):
        frame, number = sys._getframe(1), 0
        while frame is not None:
            if frame.f_code.co_name == "<module>" and frame.f_code.co_filename == self.path:
                number = frame.f_lineno
            frame = frame.f_back
        self.pending += text
        while "\n" in self.pending:
            line, _, self.pending = self.pending.partition("\n")
            self.lines.append((number, line))
        return len(text)


def strip(source):
    lines = []
    for line in source.splitlines():
        bare = COMMENT.sub("", line)
        if bare or not line.strip():
            lines.append(bare)
    return "\n".join(lines) + "\n"


def statements(tree):
    """(first line, last line, nested simple statements) of each top-level statement."""
    for node in tree.body:
        leaves = [n for n in ast.walk(node) if isinstance(n, ast.stmt) and not hasattr(n, "body")]
        yield node, leaves or [node]


def place(node, leaves, printed):
    """(line to write at, texts) for what one top-level statement printed."""
    if hasattr(node, "body"):
        placed = []
        for number, text in printed:
            leaf = next((n for n in leaves if n.lineno <= number <= n.end_lineno), None)
            if leaf is None or (placed and leaf.end_lineno < placed[-1][0]):
                return [(-node.end_lineno, [text for _, text in printed])]
            if placed and placed[-1][0] == leaf.end_lineno:
                placed[-1][1].append(text)
            else:
                placed.append((leaf.end_lineno, [text]))
        return placed
    return [(node.end_lineno, [text for _, text in printed])]


def fill(path):
    source = strip(path.read_text(encoding="utf-8"))
    name = str(path.resolve())
    recorder, error, error_line = Recorder(name), None, 0
    old = sys.stdout, sys.stderr, sys.argv, sys.path[:]
    sys.stdout, sys.argv, sys.path[0] = recorder, [name], str(path.parent)
    try:
        module = type(sys)("__main__")
        module.__file__ = name
        sys.modules["__main__"] = module
        exec(compile(source, name, "exec"), module.__dict__)
    except BaseException as problem:
        error = "".join(traceback.format_exception_only(problem)).rstrip("\n").rpartition("\n")[2]
        for frame, number in traceback.walk_tb(problem.__traceback__):
            if frame.f_code.co_filename == name and frame.f_code.co_name == "<module>":
                error_line = number
    finally:
        sys.stdout, sys.stderr, sys.argv, sys.path[:] = old

    lines = source.splitlines()
    after = {}
    for node, leaves in statements(ast.parse(source)):
        printed = [(n, text) for n, text in recorder.lines if node.lineno <= n <= node.end_lineno]
        for number, texts in place(node, leaves, printed) if printed else []:
            after.setdefault(abs(number), []).append((number < 0, [f"# expect: {t}".rstrip() if not t else f"# expect: {t}"
                                                                   for t in texts]))
        if error and node.lineno <= error_line <= node.end_lineno:
            leaf = next((n for n in leaves if n.lineno <= error_line <= n.end_lineno), node)
            after.setdefault(leaf.end_lineno, []).append((False, [f"# expect error: {error}"]))
    out = []
    for number, line in enumerate(lines, 1):
        indent = line[:len(line) - len(line.lstrip())]
        written = False
        for below, comments in after.get(number, []):
            if not below and not written and len(line) + 2 + len(comments[0]) <= 110:
                line += "  " + comments[0]
                comments = comments[1:]
            written = True
            out.append(line)
            out += [("" if below else indent) + comment for comment in comments]
            line = None
        if not written:
            out.append(line)
    path.write_text("\n".join(x for x in out if x is not None) + "\n", encoding="utf-8")


for argument in sys.argv[1:]:
    fill(Path(argument))
