# seconds: 120
# A special method of a base is found in a class below it, however the making of the one and the change of the other
# fall together.
import threading
import time
from _crew import seconds


class Base:
    def __len__(self):
        return 0


made, wrong = [], []
deriving = False
count = 0


def derive():
    global deriving
    for _ in range(20):
        class Derived(Base):
            pass

        class Below(Derived, int):
            pass

        made.extend((Derived, Below))
    deriving = False


deadline = time.monotonic() + seconds
while time.monotonic() < deadline and not wrong:
    deriving = True
    made.clear()
    deriver = threading.Thread(target=derive)
    deriver.start()
    while deriving:
        count += 1
        Base.__len__ = lambda self, n=count: n
    deriver.join()
    for cls in made:
        if cls.__len__(cls()) != count or len(cls()) != count:
            wrong.append(f"an old __len__ in {cls}")
print(wrong[:3])  # expect: []

# Two threads that change the same class leave what the last one wrote, in the class and below it.
one, below = Base(), type("Below", (Base,), {})()
answers = [lambda self, n=n: n for n in range(4)]


def answer(me):
    for _ in range(50):
        Base.__len__ = answers[me]
        Base.method = answers[me]
        one.method()


deadline = time.monotonic() + seconds
while time.monotonic() < deadline and not wrong:
    threads = [threading.Thread(target=answer, args=(n,)) for n in range(4)]
    [t.start() for t in threads]
    [t.join() for t in threads]
    last = Base.__dict__["__len__"](None)
    if not len(one) == len(below) == last:
        wrong.append(f"{len(one)}, {len(below)} instead of {last}")
    if one.method() != Base.__dict__["method"](None):
        wrong.append("an old method")
print(wrong[:3])  # expect: []
