#!/usr/bin/env python3
"""Checks that docs/language.md says what the tests show; --write writes it anew.

The page is made of the names of the tests, which are sentences, and of the two lists below: what belongs together,
and what is not there and why. What stands between the marks of a section that other tools write is kept.
"""

import fnmatch
import re
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "language.md"
SCRIPTS = ROOT / "tests" / "scripts"
PROGRAMS = ROOT / "tests" / "programs"
KEPT = re.compile(r"<!-- (?P<name>[a-z-]+): begin -->.*<!-- (?P=name): end -->", re.DOTALL)

HEAD = """# What of Python 3.11 there is

Made by `tests/language_doc.py --write` from the tests: each line below is a script that runs with and without the
GIL, and prints what CPython 3.11 prints (`./dev expectations` checks that). A feature without a test is not in
this table, and none is in it that does not pass.
"""

# What the page shows together: (title, patterns of tests). A test is shown once, where it fits first.
TOPICS = [
    ("Functions and calls", ["language/functions_*", "language/keyword_only*", "language/star_arguments*", "language/defaults*",
                             "language/lambdas*", "language/calls_with*", "language/decorators*", "language/functools_wraps*",
                             "language/evaluation_goes*", "language/mutual_recursion*", "language/deep_recursion*"]),
    ("Names and scopes", ["language/closures*", "language/nonlocal*", "language/nested_functions*", "language/global_*",
                          "language/locals_*", "language/del_*", "language/the_walrus*", "language/annotations*",
                          "language/exec_order*", "language/exec_and_eval*"]),
    ("Assignment and unpacking", ["language/names_are*", "language/starred*", "language/unpacking*", "language/augmented*"]),
    ("Expressions and literals", ["language/conditional*", "language/chained*", "language/and_or*", "language/adjacent*",
                                  "language/numbers_have*", "language/slices*", "types/f_strings*", "language/semicolons*",
                                  "language/pass_and*", "language/print_*"]),
    ("Control flow", ["language/if_*", "language/for_*", "language/while_*", "language/loops*", "language/match*",
                      "language/assert*"]),
    ("Exceptions", ["language/try_*", "language/raise*", "language/finally*", "language/exceptions*", "language/the_exception*",
                    "language/except_star*", "types/exceptions*"]),
    ("With statements", ["language/with*", "language/contextlib*", "modules/exit_stacks*"]),
    ("Generators and comprehensions", ["language/generator*", "language/recursive_generators*", "language/yield_from*",
                                       "language/list_comp*", "language/set_and_dict*", "types/generators*"]),
    ("Coroutines", ["language/coroutines*", "language/async*"]),
    ("Imports", ["language/imports*", "language/packages*", "language/scripts_import*", "language/dunder_name*",
                 "language/a_file_on*", "language/a_module_docstring*"]),
    ("Classes", ["types/classes*", "types/class_and*", "types/abstract*", "types/attribute_access*", "types/descriptor*",
                 "types/init_subclass*", "types/metaclasses*", "types/multiple*", "types/new_makes*", "types/slots*",
                 "types/special_methods*", "types/reflected*", "types/instances*", "types/getattr*", "types/builtin_types*",
                 "types/container*", "types/missing_attributes*", "types/comparisons*", "types/equality*", "types/objects*",
                 "types/total_ordering*", "types/type_and*", "types/repr_and*", "types/dataclasses*", "types/enums*",
                 "types/iterators_can*", "types/containers_can*"]),
    ("Numbers", ["types/int*", "types/bool*", "types/float*", "types/complex*", "types/division*", "types/round*", "types/power*",
                 "types/mixed*", "types/bit_*", "types/numbers*", "types/math*", "types/operands*"]),
    ("Text", ["types/str*", "types/casing*", "types/percent*", "types/text_*", "types/the_format*", "types/format*",
              "types/bad_format*"]),
    ("Bytes", ["types/byte*", "types/memoryview*"]),
    ("Lists, tuples, ranges, slices", ["types/list*", "types/sort*", "types/tuple*", "types/range*", "types/slice*"]),
    ("Dicts and sets", ["types/dict*", "types/set*", "types/frozenset*", "types/keys*"]),
    ("Other types and built-in functions", ["types/*"]),
    ("Tracebacks and messages", ["errors/*"]),
    ("Threads", ["threads/*"]),
    ("Modules of our own", ["modules/*"]),
    ("Modules of an installed CPython", ["library/*"]),
    ("Other", ["language/*"]),
    ("Under load", ["stress/*"]),
    ("Whole programs", ["programs/*"]),
]

# What is not there: (what, why, what a script sees).
MISSING = [
    ("the syntax tree: `ast.parse`, `compile(..., flags=PyCF_ONLY_AST)`",
     "the compiler's tree lives for the time of a compilation, in no Python object", "`NotImplementedError`: not supported"),
    ("bytecode of CPython", "minipy has a bytecode of its own (docs/bytecode.md), which is in `code.co_code`; name, file and first "
     "line of a code object can be replaced", "`code.replace(co_code=...)`: `NotImplementedError`: not supported"),
    ("C extension modules of CPython, `ctypes`", "they are compiled against CPython's own objects", "`ImportError`"),
    ("`asyncio`, but for `iscoroutine` and `iscoroutinefunction`",
     "coroutines, asynchronous generators and `async` statements are there; the event loop comes later",
     "`NotImplementedError`: not supported"),
    ("`multiprocessing` beyond `cpu_count`, `ProcessPoolExecutor`", "minipy is one process, to show what threads do",
     "`NotImplementedError`: not supported"),
    ("debuggers and tracing: `breakpoint()`, `sys.settrace`, `sys.setprofile`, `threading.settrace`",
     "there is no hook for each line", "`breakpoint()`: `NotImplementedError`: not supported; the others are accepted, and nothing "
     "is ever called"),
    ("`__del__`, reference counts", "objects are reclaimed by a tracing collector at some later time; `with` and "
     "`try`/`finally` are the way to clean up", "`__del__` is never called"),
    ("`finally` of a generator that is dropped before its end", "the collector runs no code of the script; `close()` does",
     "the block is never run"),
    ("files that are dropped without `close()`", "the collector writes out what a file over a descriptor has pending, "
     "later; a stream written in Python it cannot call", "what such a stream was still to get, is lost"),
    ("`__init__` of a file object that has one already", "threads that use the file must find it as it was",
     "`NotImplementedError`: not supported"),
    ("weak references that are empty at once when the last other reference goes", "the collector finds it later, and runs "
     "callbacks after it; `gc.collect()` finds what the script cannot reach", "the object, until then"),
    ("classes that go away", "a class is known to its bases (`__subclasses__`), which keep it",
     "weak references to classes stay alive"),
    ("warnings at the moment a coroutine is dropped", "the collector finds it later: at `gc.collect()` and at the end of the "
     "program", "the same `RuntimeWarning`, later"),
    ("memoryviews of more than one dimension", "nothing that is there has more", "`NotImplementedError`: not supported"),
    ("locked sizes: a `bytearray` or an `array` may change its size while a memoryview looks at it",
     "without reference counts nobody knows when the last view is gone", "`IndexError` for what is no longer there"),
    ("what `exec` binds in a function's `locals()`", "variables live in registers; the dict is a copy of the moment",
     "the name is not defined, as a later `eval` of the function sees it"),
]

# The scripts that show what MISSING says.
SHOW_WHAT_IS_MISSING = ["language/what_is_not_there_says_so", "language/what_differs_is_as_the_page_says",
                        "errors/a_coroutine_that_is_never_awaited_is_told"]


def tests():
    found = {}
    for base, folder in ((SCRIPTS, SCRIPTS), (PROGRAMS.parent, PROGRAMS)):
        for path in sorted(folder.rglob("*.py")):
            name = path.relative_to(base).with_suffix("").as_posix()
            if any(part.startswith("_") for part in name.split("/")) or (path.parent / "__init__.py").exists():
                continue
            found[name] = path
    return found


def sentence(name):
    text = name.rpartition("/")[2].replace("_", " ")
    return text[0].upper() + text[1:]


def render(kept):
    left = tests()
    page = [HEAD]
    for title, patterns in TOPICS:
        chosen = [name for pattern in patterns for name in left if fnmatch.fnmatchcase(name, pattern)]
        chosen = list(dict.fromkeys(chosen))
        if not chosen:
            raise SystemExit(f"tests/language_doc.py: no test belongs to {title!r}")
        page.append(f"\n## {title}\n\n| shown | test |\n|---|---|\n")
        for name in chosen:
            path = left.pop(name).relative_to(ROOT).as_posix()
            page.append(f"| {sentence(name)} | [{name}](../{path}) |\n")
    if left:
        raise SystemExit(f"tests/language_doc.py: no topic for {', '.join(left)}")
    page.append("\n## What is not there\n\n| what | why | what a script sees |\n|---|---|---|\n")
    page += [f"| {what} | {why} | {seen} |\n" for what, why, seen in MISSING]
    page.append(f"\nWhat a script sees is shown by {', '.join(f'[{name}](../tests/scripts/{name}.py)' for name in SHOW_WHAT_IS_MISSING)}.\n")
    for name in SHOW_WHAT_IS_MISSING:
        if not (SCRIPTS / f"{name}.py").exists():
            raise SystemExit(f"tests/language_doc.py: no test {name!r}")
    for text in kept:
        page.append(f"\n{text}\n")
    return "".join(page)


def main():
    now = PAGE.read_text(encoding="utf-8") if PAGE.exists() else ""
    kept = [match.group(0) for match in KEPT.finditer(now)]
    if not any("cpython-tests: begin" in text for text in kept):
        kept.append("<!-- cpython-tests: begin -->\n<!-- cpython-tests: end -->")
    page = render(kept)
    if "--write" in sys.argv[1:]:
        PAGE.write_text(page, encoding="utf-8")
        return 0
    if page != now:
        print("docs/language.md is not what the tests say: tests/language_doc.py --write")
        print("0 passed, 1 failed")
        return 1
    print("1 passed, 0 failed")
    return 0


if __name__ == "__main__":
    sys.exit(main())
