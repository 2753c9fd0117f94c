"""The classes of syntax trees. minipy does not make trees of source text: `compile` says so when it is asked to."""

PyCF_ONLY_AST = 1024
PyCF_TYPE_COMMENTS = 4096
PyCF_ALLOW_TOP_LEVEL_AWAIT = 8192


class AST:
    """A node: its `_fields` are set by position or keyword, or not at all."""

    _fields = ()
    _attributes = ()
    __match_args__ = ()

    def __init__(self, *args, **kwargs):
        if len(args) > len(self._fields):
            plural = "" if len(self._fields) == 1 else "s"
            raise TypeError(
                f"{type(self).__name__} constructor takes at most {len(self._fields)} positional argument{plural}")
        for name, value in zip(self._fields, args):
            setattr(self, name, value)
        for name, value in kwargs.items():
            if name in self._fields[:len(args)]:
                raise TypeError(f"{type(self).__name__} got multiple values for argument {name!r}")
            setattr(self, name, value)

    def __reduce__(self):
        return type(self), (), dict(self.__dict__)


AST.__module__ = "ast"

# A class and its fields in a row, below its base class; `=`: may be left out (None). `@`: has a place in the text.
_CLASSES = """
mod
  Expression body
  FunctionType argtypes returns
  Interactive body
  Module body type_ignores
stmt @
  AnnAssign target annotation value= simple
  Assert test msg=
  Assign targets value type_comment=
  AsyncFor target iter body orelse type_comment=
  AsyncFunctionDef name args body decorator_list returns= type_comment=
  AsyncWith items body type_comment=
  AugAssign target op value
  Break
  ClassDef name bases keywords body decorator_list
  Continue
  Delete targets
  Expr value
  For target iter body orelse type_comment=
  FunctionDef name args body decorator_list returns= type_comment=
  Global names
  If test body orelse
  Import names
  ImportFrom module= names level=
  Match subject cases
  Nonlocal names
  Pass
  Raise exc= cause=
  Return value=
  Try body handlers orelse finalbody
  TryStar body handlers orelse finalbody
  While test body orelse
  With items body type_comment=
expr @
  Attribute value attr ctx
  Await value
  BinOp left op right
  BoolOp op values
  Call func args keywords
  Compare left ops comparators
  Constant value kind=
  Dict keys values
  DictComp key value generators
  FormattedValue value conversion format_spec=
  GeneratorExp elt generators
  IfExp test body orelse
  JoinedStr values
  Lambda args body
  List elts ctx
  ListComp elt generators
  Name id ctx
  NamedExpr target value
  Set elts
  SetComp elt generators
  Slice lower= upper= step=
  Starred value ctx
  Subscript value slice ctx
  Tuple elts ctx
  UnaryOp op operand
  Yield value=
  YieldFrom value
expr_context
  Del
  Load
  Store
boolop
  And
  Or
operator
  Add
  BitAnd
  BitOr
  BitXor
  Div
  FloorDiv
  LShift
  MatMult
  Mod
  Mult
  Pow
  RShift
  Sub
unaryop
  Invert
  Not
  UAdd
  USub
cmpop
  Eq
  Gt
  GtE
  In
  Is
  IsNot
  Lt
  LtE
  NotEq
  NotIn
comprehension target iter ifs is_async
excepthandler @
  ExceptHandler type= name= body
arguments posonlyargs args vararg= kwonlyargs kw_defaults kwarg= defaults
arg arg annotation= type_comment= @
keyword arg= value @
alias name asname= @
withitem context_expr optional_vars=
match_case pattern guard= body
pattern @
  MatchAs pattern= name=
  MatchClass cls patterns kwd_attrs kwd_patterns
  MatchMapping keys patterns rest=
  MatchOr patterns
  MatchSequence patterns
  MatchSingleton value
  MatchStar name=
  MatchValue value
type_ignore
  TypeIgnore lineno tag
"""


def _make():
    place = ("lineno", "col_offset", "end_lineno", "end_col_offset")
    base = AST
    for row in _CLASSES.strip("\n").split("\n"):
        name, *fields = row.split()
        below = base if row.startswith(" ") else AST
        space = {"__module__": "ast", "__doc__": row.strip()}
        if "@" in fields:
            fields.remove("@")
            space.update(_attributes=place, end_lineno=None, end_col_offset=None)
        names = tuple(field.rstrip("=") for field in fields)
        space.update({field.rstrip("="): None for field in fields if field.endswith("=")})
        globals()[name] = made = type(AST)(name, (below,), {**space, "_fields": names, "__match_args__": names})
        if below is AST:
            base = made


_make()
del _make, _CLASSES
