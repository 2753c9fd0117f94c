# cpython: skip these are there in CPython
import sys


def attempt(what):
    try:
        exec(what, {})
    except (ImportError, NotImplementedError) as error:
        print("not supported" in str(error), type(error).__name__)
    else:
        print("it is there:", what)


attempt("import asyncio; asyncio.run")                                  # expect: True NotImplementedError
attempt("import ctypes")                                                # expect: True ImportError
attempt("from multiprocessing import Process")                          # expect: True NotImplementedError
attempt("compile('1', 'f', 'exec', 0x400)")                             # expect: True NotImplementedError
attempt("breakpoint()")                                                 # expect: True NotImplementedError
attempt("memoryview(b'abcd').cast('B', [2, 2])")                        # expect: True NotImplementedError
attempt("(lambda: 0).__code__.replace(co_code=b'')")                    # expect: True NotImplementedError
attempt("from concurrent.futures import ProcessPoolExecutor; ProcessPoolExecutor()")    # expect: True NotImplementedError
attempt("import faulthandler; faulthandler.enable()")                   # expect: True NotImplementedError
attempt("import faulthandler; faulthandler.register(10)")               # expect: True NotImplementedError
attempt("import io; f = io.TextIOWrapper(io.BytesIO()); f.__init__(io.BytesIO())")    # expect: True NotImplementedError
