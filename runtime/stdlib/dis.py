"""Bytecode for people to read: minipy's own, which is not CPython's."""

import collections
import sys
import types

import _dis

__all__ = ["dis", "disassemble", "distb", "disco", "code_info", "show_code", "Bytecode", "COMPILER_FLAG_NAMES",
           "Positions"]

# The bits of co_flags.
COMPILER_FLAG_NAMES = {1: "OPTIMIZED", 2: "NEWLOCALS", 4: "VARARGS", 8: "VARKEYWORDS", 16: "NESTED", 32: "GENERATOR",
                       64: "NOFREE", 128: "COROUTINE", 256: "ITERABLE_COROUTINE", 512: "ASYNC_GENERATOR"}

# Where an instruction stands in the source.
Positions = collections.namedtuple("Positions", "lineno end_lineno col_offset end_col_offset", defaults=[None] * 4)


def _code_of(x):
    """The code object of a function, a method, a generator, or source text; None where there is none."""
    x = getattr(x, "__func__", x)
    for name in ("__code__", "gi_code", "ag_code", "cr_code"):
        code = getattr(x, name, None)
        if code is not None:
            return code
    if isinstance(x, str):
        try:
            return compile(x, "<disassembly>", "eval")
        except SyntaxError:
            return compile(x, "<disassembly>", "exec")
    return x if isinstance(x, types.CodeType) else None


def disassemble(co, lasti=-1, *, file=None, **_):
    """Print the instructions of a code object, and of all that is nested in it."""
    print(_dis.disassemble(co), end="", file=file)


disco = disassemble


def dis(x=None, *, file=None, depth=None, **_):
    """Print the instructions of a function, class, module, code object or source text; of the last traceback when
    nothing is given."""
    if x is None:
        distb(file=file)
        return
    code = _code_of(x)
    if code is not None:
        disassemble(code, file=file)
        return
    members = getattr(x, "__dict__", None)
    if members is None:
        raise TypeError(f"don't know how to disassemble {type(x).__name__} objects")
    for name, member in sorted(members.items()):
        member = getattr(member, "__func__", member)
        if isinstance(member, type) and isinstance(x, types.ModuleType) or _code_of(member) is not None:
            if isinstance(member, str):
                continue
            print(f"Disassembly of {name}:", file=file)
            dis(member, file=file)
            print(file=file)


def distb(tb=None, *, file=None, **_):
    """Print the instructions of the function that a traceback ends in."""
    if tb is None:
        last = getattr(sys, "last_traceback", None)
        if last is None:
            raise RuntimeError("no last traceback to disassemble")
        tb = last
    while tb.tb_next:
        tb = tb.tb_next
    disassemble(tb.tb_frame.f_code, file=file)


def code_info(x):
    """What there is to say of a code object, in lines."""
    co = _code_of(x)
    if co is None:
        raise TypeError(f"don't know how to disassemble {type(x).__name__} objects")
    lines = [
        f"Name:              {co.co_name}",
        f"Filename:          {co.co_filename}",
        f"Argument count:    {co.co_argcount}",
        f"Kw-only arguments: {co.co_kwonlyargcount}",
        f"Number of locals:  {len(co.co_varnames)}",
    ]
    for title, names in (("Names", co.co_names), ("Variable names", co.co_varnames), ("Free variables", co.co_freevars),
                         ("Cell variables", co.co_cellvars)):
        if names:
            lines.append(f"{title}:")
            lines += [f"{index:>4}: {name}" for index, name in enumerate(names)]
    return "\n".join(lines)


def show_code(co, *, file=None):
    print(code_info(co), file=file)


class Bytecode:
    """The instructions of a piece of code."""

    def __init__(self, x, **_):
        self.codeobj = _code_of(x)
        if self.codeobj is None:
            raise TypeError(f"don't know how to disassemble {type(x).__name__} objects")
        self.first_line = self.codeobj.co_firstlineno
        self._original_object = x

    def __repr__(self):
        return f"{self.__class__.__name__}({self._original_object!r})"

    def __iter__(self):
        """The lines of its text, one for each instruction."""
        return (line for line in self.dis().splitlines() if line.strip())

    def info(self):
        return code_info(self.codeobj)

    def dis(self):
        return _dis.disassemble(self.codeobj)
