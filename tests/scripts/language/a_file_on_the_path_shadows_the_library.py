import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "_shadow"))
import heapq

print(heapq.word)  # expect: beside the script
