def run(f):
    try:
        print("try")
        f()
    except ZeroDivisionError:
        print("zero")
    except (KeyError, IndexError) as e:
        print("lookup", type(e).__name__, e)
    except Exception:
        print("other")
    else:
        print("else")
    finally:
        print("finally")


run(lambda: None)  # expect: try
# expect: else
# expect: finally
run(lambda: 1 / 0)  # expect: try
# expect: zero
# expect: finally
run(lambda: {}["k"])  # expect: try
# expect: lookup KeyError 'k'
# expect: finally
run(lambda: [][0])  # expect: try
# expect: lookup IndexError list index out of range
# expect: finally
run(lambda: int("x"))  # expect: try
# expect: other
# expect: finally
