def f():
    try:
        [][1]
    finally:
        {}["k"]


f()
