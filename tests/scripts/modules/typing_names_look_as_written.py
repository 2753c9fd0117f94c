from typing import *


class Account:
    pass


T = TypeVar("T")
K = TypeVar("K")
V = TypeVar("V", bound=int)
print(List[int], Dict[str, List[Account]], Optional[int], Union[int, str, None], Union[int, int], Callable[[int], bool])
print(Callable[..., int], Tuple[int, ...], Any, List, List[T], Iterable[int], Generator[int, None, str], Literal["a", 1])
print(ClassVar[int], Annotated[int, "x"], NoReturn, List["Account"], T, V, Dict[K, V][str, int], Optional[List[T]][int])
print(get_origin(List[int]), get_args(Dict[str, int]), get_origin(Union[int, str]), get_args(Callable[[int], str]))
print(int | None, Optional[int] == (int | None), Union[int, str] == Union[str, int], hash(List[int]) == hash(List[int]))


class Stack(Generic[T]):
    def __init__(self):
        self.items: List[T] = []

    def push(self, item: T) -> None:
        self.items.append(item)


stack = Stack[int]()
stack.push(1)
print(Stack[int], Stack.__parameters__, stack.items)


class Point(NamedTuple):
    x: int
    y: int = 5

    def total(self):
        return self.x + self.y


print(Point(1), Point(1, 2).total(), Point._fields, Point._field_defaults)


class Movie(TypedDict, total=False):
    year: int
    name: Required[str]


print(Movie(name="x", year=1), Movie.__required_keys__, Movie.__optional_keys__)


@runtime_checkable
class Sized(Protocol):
    def size(self) -> int: ...


class Box:
    def size(self):
        return 1


print(isinstance(Box(), Sized), isinstance(3, Sized), issubclass(Box, Sized))


def function(a: int, b: "List[Account]", c: Optional["Account"] = None) -> "None":
    pass


print(get_type_hints(function))
UserId = NewType("UserId", int)
print(UserId(5), UserId, cast(int, "x"), TYPE_CHECKING)
for attempt in (lambda: List[int, str], lambda: List(), lambda: Union[()], lambda: Sized(), lambda: isinstance(1, List[int])):
    try:
        print(attempt())
    except TypeError as error:
        print(error)
