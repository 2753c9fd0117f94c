from typing import Callable, Dict, List, Optional, Tuple, Union


def f(a: List[int], b: Dict[str, Tuple[int, ...]], c: Optional[Callable[[int], str]] = None) -> Union[int, None]:
    return len(a)


print(f([1, 2], {}))  # expect: 2
x: list[int] = [1]
y: "dict[str, int] | None" = None
print(x, y)  # expect: [1] None
