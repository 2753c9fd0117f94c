from enum import Enum, auto
from collections import namedtuple

Transition = namedtuple("Transition", ["source", "trigger", "target"])


class State(Enum):
    IDLE = auto()
    HAS_MONEY = auto()
    DISPENSING = auto()
    OUT_OF_ORDER = auto()

    def __str__(self):
        return self.name.replace("_", " ").capitalize()


class InvalidTransition(Exception):
    pass


class VendingMachine:
    transitions = [
        Transition(State.IDLE, "insert", State.HAS_MONEY),
        Transition(State.HAS_MONEY, "insert", State.HAS_MONEY),
        Transition(State.HAS_MONEY, "select", State.DISPENSING),
        Transition(State.HAS_MONEY, "refund", State.IDLE),
        Transition(State.DISPENSING, "take", State.IDLE),
    ]

    def __init__(self):
        self.state = State.IDLE
        self.credit = 0
        self.log = []
        self._table = {(t.source, t.trigger): t.target for t in self.transitions}

    def __getattr__(self, name):
        if name.startswith("do_"):
            return lambda *args: self.fire(name[3:], *args)
        raise AttributeError(f"{type(self).__name__!r} object has no attribute {name!r}")

    def fire(self, trigger, *args):
        try:
            target = self._table[self.state, trigger]
        except KeyError:
            raise InvalidTransition(f"cannot {trigger} while {self.state}") from None
        hook = getattr(type(self), "on_" + trigger, None)
        if hook:
            hook(self, *args)
        self.log.append(f"{self.state} -> {target}")
        self.state = target
        return self

    def on_insert(self, coin):
        self.credit += coin

    def on_refund(self):
        print(f"refunding {self.credit / 100:.2f}")
        self.credit = 0


vm = VendingMachine()
vm.do_insert(50).do_insert(20)
print(vm.state, vm.credit)
vm.do_refund()
try:
    vm.do_select()
except InvalidTransition as e:
    print("InvalidTransition:", e, "| cause:", e.__cause__, "| suppressed:", e.__suppress_context__)
vm.do_insert(100).do_select().do_take()
print(*vm.log, sep="\n")
try:
    vm.nonsense
except AttributeError as e:
    print(e)

match vm.state:
    case State.OUT_OF_ORDER:
        print("call the service")
    case State.IDLE | State.HAS_MONEY as s:
        print("ready:", repr(s), s.value)
print(VendingMachine.transitions[2], VendingMachine.transitions[2]._asdict()["trigger"])
print([m.name for m in State], State(1), State["DISPENSING"].value, len(State))
