# cpython: skip the bytecode is minipy's own
import dis
import io


def add(a, b):
    return a + b


class Adder:
    def __call__(self, a, b):
        return add(a, b)


def text(x):
    out = io.StringIO()
    dis.dis(x, file=out)
    return out.getvalue()


print("Add" in text(add), text(add) == text(add.__code__))          # expect: True True
print("Disassembly of __call__:" in text(Adder))                     # expect: True
print("Add" in text("x + 1"), "Add" in text("x = y + 1"))            # expect: True True
b = dis.Bytecode(add)
print(b.dis() == text(add), b.codeobj is add.__code__, b.first_line) # expect: True True 6
print("Name:              add" in dis.code_info(add))                # expect: True
dis.dis(5)                                                           # expect error: TypeError: don't know how to disassemble int objects
