def f(a, b=2, /, c=3, *args, d, e=5, **kwargs):
    print(a, b, c, args, d, e, kwargs)


f(1, d=4)  # expect: 1 2 3 () 4 5 {}
f(1, 20, 30, 40, 50, d=4, x=1, y=2)  # expect: 1 20 30 (40, 50) 4 5 {'x': 1, 'y': 2}
f(1, d=4, c=9, b="kw", a="kw")  # expect: 1 2 9 () 4 5 {'b': 'kw', 'a': 'kw'}
f(*[1, 2], *(3,), *"45", d=0, **{"e": 1}, **{"z": 2})  # expect: 1 2 3 ('4', '5') 0 1 {'z': 2}
