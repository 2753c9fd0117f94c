import warnings

with warnings.catch_warnings(record=True) as log:
    warnings.simplefilter("always")
    warnings.warn("hey")
    warnings.warn("old", DeprecationWarning)
    print([(str(w.message), w.category.__name__, w.lineno) for w in log])
with warnings.catch_warnings():
    warnings.simplefilter("error")
    try:
        warnings.warn("x", DeprecationWarning)
    except DeprecationWarning as error:
        print("raised", error)
with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    warnings.warn("nobody sees this")
