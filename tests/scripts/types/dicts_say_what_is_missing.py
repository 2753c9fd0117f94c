d = {"a": 1}
for f in (lambda: d["missing"], lambda: d[(1, 2)], lambda: d.pop("q"), lambda: {}.popitem(), lambda: d[[]],
          lambda: {[]: 1}, lambda: dict([1]), lambda: dict(["abc"]), lambda: {1, {}}):
    try:
        f()
    except (KeyError, TypeError, ValueError) as e:
        print(type(e).__name__, e)  # expect: KeyError 'missing'
        # expect: KeyError (1, 2)
        # expect: KeyError 'q'
        # expect: KeyError 'popitem(): dictionary is empty'
        # expect: TypeError unhashable type: 'list'
        # expect: TypeError unhashable type: 'list'
        # expect: TypeError cannot convert dictionary update sequence element #0 to a sequence
        # expect: ValueError dictionary update sequence element #0 has length 3; 2 is required
        # expect: TypeError unhashable type: 'dict'
