# cpython: skip the policy is minipy's
# discipline: on
# options: --gil-policy priority --switch-interval 200us
from _turns import run

run()
print("every thread has computed, and all have ended")  # expect: every thread has computed, and all have ended
