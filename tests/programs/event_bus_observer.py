"""An event system with decorators, weak typing and priorities."""
from __future__ import annotations

import dataclasses
import enum
from collections import defaultdict
from typing import Any, Callable, ClassVar, Dict, List, Optional


class Priority(enum.IntEnum):
    LOW = 0
    NORMAL = 5
    HIGH = 10


@dataclasses.dataclass(frozen=True)
class Event:
    name: str
    payload: Dict[str, Any] = dataclasses.field(default_factory=dict)
    count: ClassVar[int] = 0

    def __post_init__(self):
        type(self).count += 1


@dataclasses.dataclass(order=True)
class Subscription:
    priority: Priority
    callback: Callable[[Event], Optional[bool]] = dataclasses.field(compare=False, repr=False)
    once: bool = dataclasses.field(default=False, compare=False)


class EventBus:
    def __init__(self) -> None:
        self._subs: defaultdict[str, List[Subscription]] = defaultdict(list)

    def on(self, name: str, *, priority: Priority = Priority.NORMAL, once: bool = False):
        def register(func):
            self._subs[name].append(Subscription(priority, func, once))
            self._subs[name].sort(reverse=True)
            return func
        return register

    def emit(self, name: str, /, **payload) -> int:
        event = Event(name, payload)
        handled = 0
        for sub in self._subs[name][:]:
            handled += 1
            if sub.once:
                self._subs[name].remove(sub)
            if sub.callback(event) is False:
                break
        return handled

    def __contains__(self, name):
        return bool(self._subs.get(name))

    def __len__(self):
        return sum(map(len, self._subs.values()))


bus = EventBus()


@bus.on("greet", priority=Priority.LOW)
def last(event):
    print("  last:", event.payload.get("name", "nobody"))


@bus.on("greet")
def greeting(event: Event) -> None:
    print(f"  hello {event.payload!r}")


@bus.on("greet", priority=Priority.HIGH, once=True)
def first(event):
    print("  only once", event)


@bus.on("greet", priority=Priority.NORMAL)
def veto(event):
    return "stop" not in event.payload


print("handled by", bus.emit("greet", name="World"))
print("handled by", bus.emit("greet", name="Moon", stop=True))
print("handled by", bus.emit("unknown"))
print(len(bus), "greet" in bus, "other" in bus, Event.count)
print(sorted(s.priority for s in bus._subs["greet"]))
print(bus._subs["greet"][0])
print(Priority(10), repr(Priority.HIGH), Priority["LOW"] < 3, list(Priority))
try:
    Event("x").name = "y"
except dataclasses.FrozenInstanceError as e:
    print("frozen:", e)
print(dataclasses.asdict(Event("a", {"k": [1, 2]})), dataclasses.replace(Event("a"), name="b"))
print(EventBus.emit.__annotations__)
