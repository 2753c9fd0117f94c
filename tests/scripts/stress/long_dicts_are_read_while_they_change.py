# seconds: 120
# All values change in one step, so whoever reads them in one step finds them alike.
from _crew import check, run

same = dict.fromkeys(range(1000), 0)
count = [0] * 8


def change(me):
    count[me] += 1
    same.update(dict.fromkeys(range(1000), (me, count[me])))


def look(me):
    for seen in (same.copy(), dict(same), {**same}, dict(same.items()), same | {}, {} | same):
        check(len(seen) == 1000 and len(set(seen.values())) == 1, "unlike values")
    for values in (list(same.values()), tuple(same.values()), [*same.values()], set(same.values())):
        check(len(set(values)) == 1, "unlike values")
    check(len({value for key, value in list(same.items())}) == 1, "unlike values")


print(run(change, look))  # expect: []
