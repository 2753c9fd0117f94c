# cpython: skip the policy is minipy's
# discipline: on
# carriers: os
# options: --gil-policy fifo --switch-interval 100us
from gil import stats

from _turns import let_all_compute, run


def takes():
    return {thread["name"]: thread["takes"] for thread in stats()["threads"]}


def count_turns():
    """How often each thread has taken the lock while all of them wanted it."""
    let_all_compute()  # all have begun
    before = now = takes()
    while now["MainThread"] - before["MainThread"] < 20:
        let_all_compute(100)
        now = takes()
    return [now[name] - before[name] for name in now]


# Whoever drops the lock comes behind all others: nobody gets it twice while somebody waits. (A fiber waits for its worker
# too, before it can ask.)
turns = run(count_turns)
print(len(turns), max(turns) - min(turns) <= 1 or turns)  # expect: 6 True
