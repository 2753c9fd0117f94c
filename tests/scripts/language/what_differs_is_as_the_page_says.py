# cpython: skip docs/language.md says of each that CPython differs
import ast
import gc
import sys
import threading

# The syntax tree.
for call in (lambda: ast.parse("1"), lambda: compile("1", "f", "exec", ast.PyCF_ONLY_AST), lambda: ast.literal_eval("1")):
    try:
        call()
    except NotImplementedError as error:
        print(error)
# expect: compile(): the syntax tree (ast) is not supported
# expect: compile(): the syntax tree (ast) is not supported
# expect: compile(): the syntax tree (ast) is not supported

# Bytecode.
code = compile("x = 1", "file.py", "exec")
renamed = code.replace(co_name="other", co_filename="there.py", co_firstlineno=7)
print(type(code.co_code).__name__, len(code.co_code) > 0, renamed.co_name, renamed.co_filename, renamed.co_firstlineno)
# expect: bytes True other there.py 7

# Tracing: accepted, and nothing is ever called.
called = []
for function in (sys.settrace, sys.setprofile, threading.settrace, threading.setprofile):
    function(lambda *arguments: called.append(arguments))


def traced():
    return 1


traced()
thread = threading.Thread(target=traced)
thread.start()
thread.join()
print(called, sys.gettrace(), sys.getprofile())  # expect: [] None None


# Keys of a __dict__ that are no strings.
class Key:
    def __hash__(self):
        return hash("name")

    def __eq__(self, other):
        return True


class WithKey:
    pass


with_key = WithKey()
with_key.__dict__[Key()] = "value"
print(hasattr(with_key, "name"), len(with_key.__dict__))  # expect: False 1


# Finalizers.
class Gone:
    def __del__(self):
        print("never")


gone = Gone()
del gone
gc.collect()

# A bytearray changes its size while a memoryview looks at it.
data = bytearray(b"1234")
view = memoryview(data)
data.extend(b"5")
del data[2:]
print(view[1])  # expect: 50
try:
    print(view[3])
except IndexError as error:
    print(error)  # expect: index out of bounds on dimension 1


# What exec binds in a function.
def bind():
    exec("bound = 1")
    try:
        return eval("bound")
    except NameError as error:
        return error


print(bind())  # expect: name 'bound' is not defined
