exec("x = 1\ndef f(): return x + 1")
print(x, f())                                       # expect: 1 2
space = {}
exec("y = 5\nclass A: z = y", space)
print(sorted(k for k in space if k != "__builtins__"), space["A"].z)    # expect: ['A', 'y'] 5
print("__builtins__" in space)                      # expect: True
outer, inner = {"a": 1}, {"b": 2}
exec("c = a + b\nb = 10", outer, inner)
print(outer.get("c"), inner["c"], inner["b"])       # expect: None 3 10
exec("def g(): return a", outer, inner)
print(inner["g"]())                                 # expect: 1
print(eval("a + b", outer, inner))                  # expect: 11
print(eval("[i * k for i in range(3)]", {"k": 2}))  # expect: [0, 2, 4]
print(eval(compile("1 + 1", "some file", "eval")))  # expect: 2


def local_names():
    here = 3
    print(eval("here * 2"), sorted(locals()))       # expect: 6 ['here']
    exec("here = 99; there = 1")
    print(here)                                     # expect: 3

local_names()


class Mapping:
    def __getitem__(self, key):
        if key.startswith("_") or key in ("print", "len"):
            raise KeyError(key)
        return key.upper()

print(eval("abc + d, len(abc)", {}, Mapping()))     # expect: ('ABCD', 3)
try:
    exec("raise ValueError('inside')", {})
except ValueError as error:
    print(error)                                    # expect: inside
try:
    exec("1 +", {})
except SyntaxError as error:
    print(error.msg, error.filename)                # expect: invalid syntax <string>
code = compile("r = __name__", "f", "exec")
space = {"__name__": "elsewhere"}
exec(code, space)
print(space["r"], code.co_filename, code.co_name)   # expect: elsewhere f <module>
for wrong in (lambda: exec("1", 5), lambda: eval("1", {}, 5), lambda: eval("x = 1"), lambda: exec(5)):
    try:
        wrong()
    except (TypeError, SyntaxError) as error:
        print(type(error).__name__)
# expect: TypeError
# expect: TypeError
# expect: SyntaxError
# expect: TypeError
exec(compile("6 * 7", "s", "single"))    # expect: 42
exec(compile("'text'", "s", "single"))   # expect: 'text'
exec(compile("n: int = 4; n", "s", "single"))   # expect: 4
exec(compile("for i in 'ab': i\n", "s", "single"))
# expect: 'a'
# expect: 'b'
try:
    compile("a = 1\nb = 2", "s", "single")
except SyntaxError as error:
    print(error.msg)            # expect: multiple statements found while compiling a single statement
