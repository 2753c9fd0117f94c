# get_type_hints, no_type_check, overload, NewType, Protocol, NamedTuple and TypedDict.
import sys
import typing
from dataclasses import dataclass
from typing import *

T = TypeVar("T")


class Node:
    parent: "Optional[Node]"
    children: "list[Node]"
    name: Annotated[str, "shown"]
    count: ClassVar["int"] = 0
    items: list[Annotated[int, 3]] | None


class Leaf(Node):
    value: "int"


print(get_type_hints(Node))
print(get_type_hints(Leaf, include_extras=True))


def function(a: "int", b: "list['str']" = None, *args: "T", **kwargs: None) -> "Node": ...


print(get_type_hints(function))
for wrong in ("Missing", "not a type", "1, 2"):
    function.__annotations__ = {"a": wrong}
    try:
        print(get_type_hints(function))
    except (NameError, SyntaxError, TypeError) as error:
        print(type(error).__name__, error)
try:
    get_type_hints(1)
except TypeError as error:
    print(error)
print(get_type_hints(len), get_type_hints(int), ForwardRef("a.b") == ForwardRef("a.b"), ForwardRef("int"))


@no_type_check
class Unchecked:
    a: "not a type at all"

    def method(self, x: "nor this"): ...

    class Inner:
        b: "nothing"


print(get_type_hints(Unchecked), get_type_hints(Unchecked.method), get_type_hints(Unchecked.Inner))


@overload
def twice(x: int) -> int: ...
@overload
def twice(x: str) -> str: ...
def twice(x):
    return x * 2


print([o.__annotations__ for o in get_overloads(twice)], twice(2))
clear_overloads()
print(get_overloads(twice))

UserId = NewType("UserId", int)
print(UserId, UserId(3), UserId.__supertype__, UserId | None, UserId.__name__)


@dataclass_transform(kw_only_default=True, extra=1)
def make(cls):
    return cls


print(make.__dataclass_transform__)


@runtime_checkable
class Closes(Protocol):
    def close(self): ...


@runtime_checkable
class Named(Protocol):
    name: str


class File:
    name = "f"

    def close(self): ...


class Closed(Closes):
    def __init__(self, x):
        self.x = x


print(isinstance(File(), Closes), isinstance(3, Closes), issubclass(File, Closes), isinstance(File(), Named))
print(isinstance(3, Named), Closed(3).x, issubclass(Closed, Closes))
for wrong in ("issubclass(File, Named)", "Closes()", "isinstance(3, SupportsIndex)", "isinstance(3, List[int])",
              "runtime_checkable(File)", "isinstance(3, Any)", "isinstance(3, Plain)"):
    class Plain(Protocol):
        x: int
    try:
        print(wrong, eval(wrong))
    except TypeError as error:
        print(wrong, "TypeError:", error)
try:
    class Wrong(File, Protocol): ...
except TypeError as error:
    print(error)


class Point(NamedTuple, Generic[T]):
    x: T
    y: T = 0

    def sum(self):
        return self.x + self.y


print(Point(1), Point[int](1, 2).sum(), Point.__bases__, Point.__parameters__, Point[int])
print(NamedTuple("P", [("a", int)])(1), NamedTuple("Q", a=int).__annotations__)
for bases in ((NamedTuple, File), (NamedTuple, NamedTuple)):
    try:
        class Wrong(*bases):
            x: int
    except TypeError as error:
        print(error)


class Movie(TypedDict, total=False):
    title: Required[str]
    year: Annotated[NotRequired[int], "released"]
    tags: "list[str]"


class Box(TypedDict, Generic[T]):
    inside: T


print(sorted(Movie.__required_keys__), sorted(Movie.__optional_keys__), Movie.__total__, Movie(title="x"))
print(get_type_hints(Movie), is_typeddict(Movie), is_typeddict(dict))
print(Box[int], Box[int](inside=1), Box.__parameters__)
for wrong in ("isinstance({}, Movie)", "TypedDict('X', {'a': 1}, b=2)", "type(Movie)('Y', (dict,), {})"):
    try:
        print(eval(wrong))
    except TypeError as error:
        print(error)
try:
    assert_never([0] * 100)
except AssertionError as error:
    print(error)
print(cast(str, 3), assert_type(3, int), Text, get_origin(Annotated[int, 1]), get_origin(Generic[T]), get_origin(3))
