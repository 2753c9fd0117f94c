#!/usr/bin/env python3
"""Checks that docs/bytecode.md says what interpreter/bytecode/opcodes.def says; --write writes it anew."""

import re
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SOURCE = ROOT / "interpreter" / "bytecode" / "opcodes.def"
PAGE = ROOT / "docs" / "bytecode.md"
ROW = re.compile(r"^OP\((\w+),\s*(.*)\)\s*$")
SPECIALISED = re.compile(r"^SPECIALISED\((\w+),\s*(\w+)\)\s*$")
OPERAND = re.compile(r"([ABCW])\((\w+)\)")

HEAD = """# The bytecode

Written from `interpreter/bytecode/opcodes.def` by `tests/bytecode_doc.py --write`, which the enum, the dispatch,
the disassembler and the verifier come from as well. `minipy dis script.py` shows a script's instructions beside
its lines.

"""


def escape(text):
    return text.replace("|", "\\|").replace("<", "&lt;").replace("*", "\\*")


def meaning(comment, again):
    """A comment over several instructions is written once."""
    return "\u2033" if again else escape(" ".join(comment))


def render(text):
    blocks = text.split("\n\n", 1)
    page = [HEAD]
    intro = [line.removeprefix("//").removeprefix(" ") for line in text.splitlines()]
    kinds = next(i for i, line in enumerate(intro) if line.startswith("An instruction is"))
    for line in intro[kinds:]:
        if line.startswith("OP("):
            break
        page.append(("    " + line.strip() if line.startswith("  ") else line) + "\n")
        if line.rstrip().endswith("kinds:"):
            page.append("\n")
    body = blocks[1] if len(blocks) > 1 else text
    comment, count, special, fresh = [], 0, 0, True
    for line in body.splitlines():
        if line.startswith("// ----"):
            title = line.removeprefix("// ----").strip()
            columns = ("form", "of") if "themselves" in title else ("instruction", "operands")
            page.append(f"\n## {title[:1].upper()}{title[1:]}\n\n| {columns[0]} | {columns[1]} | meaning |\n|---|---|---|\n")
            comment = []
        elif line.startswith("//"):
            comment = [] if fresh else comment
            comment.append(line.removeprefix("//").strip())
        elif ROW.match(line):
            name, operands = ROW.match(line).groups()
            shown = ", ".join(f"{'bc' if place == 'W' else place.lower()}: {kind}"
                              for place, kind in OPERAND.findall(operands))
            page.append(f"| `{name}` | {shown} | {meaning(comment, fresh)} |\n")
            count += 1
        elif SPECIALISED.match(line):
            name, generic = SPECIALISED.match(line).groups()
            page.append(f"| `{name}` | `{generic}` | {meaning(comment, fresh)} |\n")
            special += 1
        fresh = bool(ROW.match(line) or SPECIALISED.match(line) or line.startswith("// ----"))
    page.append(f"\n{count} instructions, and {special} forms that they take by themselves.\n")
    return "".join(page)


def main():
    page = render(SOURCE.read_text(encoding="utf-8"))
    if "--write" in sys.argv[1:]:
        PAGE.write_text(page, encoding="utf-8")
        return 0
    if not PAGE.exists() or PAGE.read_text(encoding="utf-8") != page:
        print("docs/bytecode.md is not what opcodes.def says: run tests/bytecode_doc.py --write")
        print("0 passed, 1 failed")
        return 1
    print("1 passed, 0 failed")
    return 0


if __name__ == "__main__":
    sys.exit(main())
