# cpython: skip the policy is minipy's
# discipline: on
# options: --gil-policy ticks --ticks 7 --forced-switching on
from _turns import run

run()
print("every thread has computed, and all have ended")  # expect: every thread has computed, and all have ended
