# seconds: 120
from _crew import check, run

pairs = []


def add_pair(me):
    pairs.extend([me, me])
    pairs.__iadd__((me, me))
    pairs[len(pairs):] = [me, me]


def remove_pair(me):
    del pairs[:2]
    if len(pairs) > 200:
        pairs.clear()


def look_at_pairs(me):
    for seen in (list(pairs), pairs[:], pairs.copy(), [*pairs], tuple(pairs), pairs + [], pairs * 1):
        check(len(seen) % 2 == 0, "half a pair", seen)
        check(seen[::2] == seen[1::2], "two halves", seen)


print(run(add_pair, add_pair, remove_pair, look_at_pairs))  # expect: []

deck = list(range(52))
whole = set(deck)


def sort(me):
    deck.sort(reverse=me % 2 == 1)


def turn(me):
    deck.reverse()
    deck[:] = sorted(whole)


def look_at_deck(me):
    first, *others = deck
    check(len(others) == 51, "cards are missing")
    check({first, *others} == whole, "a card is there twice")
    check(sorted(deck) == sorted(whole), "another deck")
    check(sum(deck) == sum(whole) and max(list(deck)) == 51, "another sum")


print(run(sort, turn, look_at_deck, look_at_deck))  # expect: []

bag, taken = [], [[] for _ in range(8)]
made = [0] * 8


def put(me):
    made[me] += 1
    if made[me] % 2:
        bag.append((me, made[me]))
    else:
        bag.insert(-1, (me, made[me]))


def take(me):
    try:
        taken[me].append(bag.pop() if len(taken[me]) % 3 else bag.pop(0) if me % 2 else bag.pop(-1))
    except IndexError as e:
        check(str(e) == "pop from empty list", e)


print(run(put, take))  # expect: []
everything = bag + [card for some in taken for card in some]
print(len(everything) == len(set(everything)) == sum(made))  # expect: True

# remove() finds what is there, however much others move it.
row = list(range(100, 108))


def remove_own(me):
    row.remove(100 + me)
    row.insert(me % 3, 100 + me)


print(run(remove_own), sorted(row))  # expect: [] [100, 101, 102, 103, 104, 105, 106, 107]

# A place counted from the end is that of the end the list has when the item is read or written.
shelf = [0]


def fill_shelf(me):
    shelf.append(me)
    shelf.pop()


def take_from_the_end(me):
    check(shelf[-1] in range(8), "another item")
    shelf[-1] = me
    shelf.insert(-1, me)
    shelf.__setitem__(-1, shelf.__getitem__(-1))
    shelf.pop(-2)
    first, *others = shelf
    check(first in range(8) and all(item in range(8) for item in others), "another item")


print(run(fill_shelf, fill_shelf, take_from_the_end))  # expect: []
