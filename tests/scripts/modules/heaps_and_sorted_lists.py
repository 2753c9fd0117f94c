import bisect
import heapq

heap = [5, 3, 8, 1, 9, 2]
heapq.heapify(heap)
print(heap, heapq.heappop(heap), heap, heapq.heappushpop(heap, 0), heapq.heapreplace(heap, 7), heap)
heapq.heappush(heap, 4)
print(heap, heapq.nlargest(2, heap), heapq.nsmallest(2, heap), list(heapq.merge([1, 4], [2, 3], [0])))
print(bisect.bisect([1, 2, 2, 3], 2), bisect.bisect_left([1, 2, 2, 3], 2), bisect.bisect([1, 3], 2, key=None))
items = [1, 3]
bisect.insort(items, 2)
print(items)
