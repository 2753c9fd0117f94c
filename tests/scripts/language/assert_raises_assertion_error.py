assert True, "fine"
try:
    assert 1 == 2, f"one is {1}"
except AssertionError as e:
    print(repr(e))  # expect: AssertionError('one is 1')
try:
    assert []
except AssertionError as e:
    print(repr(e))  # expect: AssertionError()
