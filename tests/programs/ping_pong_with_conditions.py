"""Three ways to make threads take turns: Condition, Semaphores, Events."""
import threading

ROUNDS = 4
out = []


# --- 1. Condition
class Turnstile:
    def __init__(self, players):
        self.players = players
        self.turn = 0
        self.cond = threading.Condition()

    def play(self, me, word):
        for _ in range(ROUNDS):
            with self.cond:
                while self.turn % self.players != me:
                    self.cond.wait()
                out.append(word)
                self.turn += 1
                self.cond.notify_all()


ts = Turnstile(3)
threads = [threading.Thread(target=ts.play, args=(i, w)) for i, w in enumerate(["tick", "tack", "toe"])]
for t in reversed(threads):
    t.start()
for t in threads:
    t.join()
print(" ".join(out))

# --- 2. Semaphores
out.clear()
ping, pong = threading.Semaphore(1), threading.Semaphore(0)


def player(mine, other, word):
    for i in range(ROUNDS):
        mine.acquire()
        out.append(f"{word}{i}")
        other.release()


a = threading.Thread(target=player, args=(ping, pong, "ping"))
b = threading.Thread(target=player, args=(pong, ping, "pong"))
b.start(), a.start()
a.join(), b.join()
print(*out)

# --- 3. Events: print odd and even numbers in order
numbers = []
odd_turn, even_turn = threading.Event(), threading.Event()
odd_turn.set()


def count(start, mine, other):
    for n in range(start, 10, 2):
        mine.wait()
        mine.clear()
        numbers.append((n, threading.current_thread().name))
        other.set()


workers = [threading.Thread(target=count, name="odd", args=(1, odd_turn, even_turn)),
           threading.Thread(target=count, name="even", args=(2, even_turn, odd_turn))]
for w in workers:
    w.start()
for w in workers:
    w.join(timeout=60)
print(numbers)
print([w.is_alive() for w in workers], threading.active_count() == 1)

# --- misuse
cond = threading.Condition()
for call in (cond.notify, cond.wait):
    try:
        call()
    except RuntimeError as e:
        print(call.__name__, "->", e)
lock = threading.Lock()
try:
    lock.release()
except RuntimeError as e:
    print("release ->", e)
bounded = threading.BoundedSemaphore(2)
with bounded:
    print(bounded.acquire(blocking=False), bounded.acquire(blocking=False))
    bounded.release()
try:
    bounded.release()
except ValueError as e:
    print("bounded ->", e)
