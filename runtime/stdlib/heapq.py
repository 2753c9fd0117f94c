"""Heaps: lists in which item k is not larger than items 2k+1 and 2k+2, so that the smallest is always the first."""

__all__ = ["heappush", "heappop", "heapify", "heapreplace", "merge", "nlargest", "nsmallest", "heappushpop"]


def heappush(heap, item):
    """Put an item into the heap."""
    heap.append(item)
    _move_up(heap, 0, len(heap) - 1)


def heappop(heap):
    """Take the smallest item out of the heap."""
    last = heap.pop()  # raises IndexError when the heap is empty
    if heap:
        smallest = heap[0]
        heap[0] = last
        _move_down(heap, 0)
        return smallest
    return last


def heapreplace(heap, item):
    """Take the smallest item out, and put a new one in."""
    smallest = heap[0]
    heap[0] = item
    _move_down(heap, 0)
    return smallest


def heappushpop(heap, item):
    """Put an item in, and take the smallest out."""
    if heap and heap[0] < item:
        item, heap[0] = heap[0], item
        _move_down(heap, 0)
    return item


def heapify(x):
    """Make a heap of a list, in place, in linear time."""
    for i in range(len(x) // 2 - 1, -1, -1):
        _move_down(x, i)


def _move_up(heap, start, position):
    """Item at `position` may be too small for its place: move it towards `start`."""
    item = heap[position]
    while position > start:
        parent_position = (position - 1) >> 1
        parent = heap[parent_position]
        if not item < parent:
            break
        heap[position] = parent
        position = parent_position
    heap[position] = item


def _move_down(heap, position):
    """Item at `position` may be too large for its place. The smaller child moves up all the way to a leaf, and the item
    back up from there: fewer comparisons than stopping on the way, since most items belong near the leaves."""
    end = len(heap)
    start = position
    item = heap[position]
    child = 2 * position + 1
    while child < end:
        right = child + 1
        if right < end and not heap[child] < heap[right]:
            child = right
        heap[position] = heap[child]
        position = child
        child = 2 * position + 1
    heap[position] = item
    _move_up(heap, start, position)


def _move_up_max(heap, start, position):
    item = heap[position]
    while position > start:
        parent_position = (position - 1) >> 1
        parent = heap[parent_position]
        if not parent < item:
            break
        heap[position] = parent
        position = parent_position
    heap[position] = item


def _move_down_max(heap, position):
    end = len(heap)
    start = position
    item = heap[position]
    child = 2 * position + 1
    while child < end:
        right = child + 1
        if right < end and not heap[right] < heap[child]:
            child = right
        heap[position] = heap[child]
        position = child
        child = 2 * position + 1
    heap[position] = item
    _move_up_max(heap, start, position)


def _heapify_max(x):
    for i in range(len(x) // 2 - 1, -1, -1):
        _move_down_max(x, i)


def _heappop_max(heap):
    last = heap.pop()
    if heap:
        largest = heap[0]
        heap[0] = last
        _move_down_max(heap, 0)
        return largest
    return last


def merge(*iterables, key=None, reverse=False):
    """Merge sorted inputs into one sorted output, item by item."""
    entries = []
    for order, iterable in enumerate(iterables):
        iterator = iter(iterable)
        for value in iterator:
            # The order keeps it stable, and comparisons away from the values' equals.
            entries.append([value if key is None else key(value), -order if reverse else order, value, iterator])
            break
    down = _move_down_max if reverse else _move_down
    (_heapify_max if reverse else heapify)(entries)
    while entries:
        entry = entries[0]
        yield entry[2]
        for value in entry[3]:
            entry[0] = value if key is None else key(value)
            entry[2] = value
            down(entries, 0)
            break
        else:
            (_heappop_max if reverse else heappop)(entries)


def nsmallest(n, iterable, key=None):
    """The n smallest items, in order: like sorted(iterable, key=key)[:n]."""
    if n == 1:
        missing = object()
        result = min(iterable, default=missing, key=key)
        return [] if result is missing else [result]
    return sorted(iterable, key=key)[: max(n, 0)]


def nlargest(n, iterable, key=None):
    """The n largest items, largest first: like sorted(iterable, key=key, reverse=True)[:n]."""
    if n == 1:
        missing = object()
        result = max(iterable, default=missing, key=key)
        return [] if result is missing else [result]
    return sorted(iterable, key=key, reverse=True)[: max(n, 0)]
