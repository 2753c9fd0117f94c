def load(d):
    try:
        return d["k"]
    except KeyError:
        raise ValueError("no k")


load({})
