# Type variables in aliases, of typing and of built-in classes, and what becomes of them.
import collections.abc
import copy
import pickle
import types
import typing
from typing import *

T = TypeVar("T")
K = TypeVar("K")
P = ParamSpec("P")
Ts = TypeVarTuple("Ts")

print(list[T].__parameters__, dict[K, list[T]].__parameters__, (T | None).__parameters__)
print(list[T][int], dict[K, list[T]][str, int], (list[T] | None)[int], tuple[T, ...][str])
print(List[T][int], Dict[K, List[T]][str, int], Optional[T][int], Union[T, K, int][str, int])
print(Callable[[T], K][int, str], Callable[P, T][[int, str], bool], Callable[P, int][...])
print(Callable[Concatenate[int, P], T][[str], bool], Concatenate[int, P][str, bytes])
print(collections.abc.Callable[[T], K][int, str], collections.abc.Callable[P, T][[int], str])
print(tuple[int, *Ts][str, bytes], tuple[*Ts, T][int, str, bytes], Tuple[int, Unpack[Ts]][()])
print(tuple[*Ts][*tuple[int, ...]], tuple[T, *Ts][*tuple[int, ...]])


class Pair(Generic[K, T]):
    pass


class Shape(Generic[T, *Ts]):
    pass


class Runs(Generic[P]):
    pass


print(Pair[int, T].__parameters__, Pair[int, T][str], Shape[int], Shape[int, str, bytes].__args__)
print(Runs[int, str], Runs[[int, str]], Runs[...], Runs[P].__parameters__)

for wrong in ("list[int][str]", "dict[K, T][int]", "List[int][str]", "List[int, str]", "Pair[int]", "Generic[int]",
              "Generic[T, T]", "Generic[()]", "Union[()]", "Callable[int]", "Optional[int, str]", "List[ClassVar]",
              "List[ClassVar[int]]", "Annotated[int]", "Concatenate[int]", "ClassVar[int, str]", "Self[int]",
              "list[*Ts, *Ts][int]", "tuple[T, K, *Ts][int]", "Union[int, str]()", "List[int]()", "Any()"):
    try:
        print(wrong, eval(wrong))
    except TypeError as error:
        print(wrong, "TypeError:", error)

# An alias gives itself, starred, once.
print([*list[int]], [*tuple[int, str]], [*Tuple[int, str]], [*Ts])
print(next(iter(tuple[int])) == tuple[int], get_origin(next(iter(tuple[int, str]))))
try:
    iter(Union[int, str])
except TypeError as error:
    print(error)


def sized(*args: *Ts) -> tuple[*Ts]: ...


print(sized.__annotations__)

# What they make.
print(Deque(), DefaultDict(list), OrderedDict(a=1), Deque[int]([1, 2]), DefaultDict[str, int](int))
print(Pair[int, str]().__orig_class__, list[int]([1]))
print(list[int].append is list.append, list[int].__name__, list[int].__origin__, list[int].__class__ is types.GenericAlias)
print(List[int].__name__, Union[int, str].__args__, Literal[1, 2, 1], Literal[int, "a"], get_args(Callable[[int, str], bool]))
print(get_args(collections.abc.Callable[[int], str]), get_args(Callable[P, int]), get_args(Annotated[int, 3]))

for alias in (list[int], dict[str, list[int]], List[int], Union[int, str], Callable[[int], str], Literal["a"],
              Annotated[int, "x"], collections.abc.Callable[[int], str], Tuple[int, ...], Optional[int], Deque[int]):
    print(alias, pickle.loads(pickle.dumps(alias)) == alias, copy.copy(alias) == alias, copy.deepcopy(alias) == alias)
print(pickle.loads(pickle.dumps(...)) is ..., pickle.loads(pickle.dumps(T)) is T, copy.deepcopy(T) is T)

for kind in ("ClassVar", "Union[int, str]", "type(Union)", "List[int] | str", "NewType('N', int)",
             "Annotated", "Callable[[int], str]"):
    try:
        class Below(eval(kind)):
            pass
        print(kind, Below.__mro__[1:])
    except TypeError as error:
        print(kind, error)
