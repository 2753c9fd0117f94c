# Where a traceback puts its marks, expression by expression.
import sys


class Text:
    def __init__(self): self.parts = []
    def write(self, part): self.parts.append(part)
    def flush(self): pass


def show(function):
    try: function()
    except BaseException as error:
        before, sys.stderr = sys.stderr, Text()
        sys.excepthook(type(error), error, error.__traceback__)
        text, sys.stderr = "".join(sys.stderr.parts), before
        print(text.replace(__file__, "script.py"))


a = 1; b = 0; l = [1, 2]; z = (3,); d = {}
class O:
    def __init__(self): self.color = 1; self.Name = 2
    def meth(self): return self.colour
o = O()
def f0():
        return 5+(a + a) / b  # comment
print(0); show(f0)
f1 = lambda: 5+((a + a)) / b
print(1); show(f1)
def f2():
    x = 1; 5+a /(b)
    return 5
print(2); show(f2)
def f3():
        return 5+ a //(b)  # comment
print(3); show(f3)
f4 = lambda: 5+a*(a+1) // b
print(4); show(f4)
def f5():
    x = 1; 5+ -a ** "x"
    return 5
print(5); show(f5)
def f6():
        return 5+l[ 7 ]  # comment
print(6); show(f6)
f7 = lambda: 5+(l)[7]
print(7); show(f7)
def f8():
    x = 1; 5+l[(7)]
    return 5
print(8); show(f8)
def f9():
        return 5+z[1,2]  # comment
print(9); show(f9)
f10 = lambda: 5+z[1:2:0]
print(10); show(f10)
def f11():
    x = 1; 5+(a,a) / b
    return 5
print(11); show(f11)
def f12():
        return 5+("é" "ü") / b  # comment
print(12); show(f12)
f13 = lambda: 5+l[0][1]
print(13); show(f13)
def f14():
    x = 1; 5+l[0](1)
    return 5
print(14); show(f14)
def f15():
        return 5+z.foo.bar  # comment
print(15); show(f15)
f16 = lambda: (1 if a/b else 2)
print(16); show(f16)
def f17():
    x = 1; a/b
    return 5
print(17); show(f17)
def f18():
        return ("é" "ü") +5  # comment
print(18); show(f18)
f19 = lambda: (a or b) + (None)
print(19); show(f19)
def f20():
    x = 1; o.colr
    return 5
print(20); show(f20)
def f21():
        return o.name  # comment
print(21); show(f21)
f22 = lambda: d["x"]
print(22); show(f22)
def f23():
    x = 1; d["x"]["y"]
    return 5
print(23); show(f23)
def f24():
        return int("x")  # comment
print(24); show(f24)
f25 = lambda: undefined_name
print(25); show(f25)
def f26():
    x = 1; prnt(1)
    return 5
print(26); show(f26)
def f27():
        return lenn  # comment
print(27); show(f27)
f28 = lambda: o.meth()
print(28); show(f28)
def f29():
    x = 1; not (a/b)
    return 5
print(29); show(f29)
def f30():
        return a + l  # comment
print(30); show(f30)
f31 = lambda: a < l
print(31); show(f31)
def f32():
    x = 1; [x/b for x in l]
    return 5
print(32); show(f32)
def f33():
        return {x: x/b for x in l}  # comment
print(33); show(f33)
f34 = lambda: list(x/b for x in l)
print(34); show(f34)
def f35():
    x = 1; (lambda q: q/b)(1)
    return 5
print(35); show(f35)
def f36():
        return l.push(1)  # comment
print(36); show(f36)
f37 = lambda: "abc".uper()
print(37); show(f37)
def f38():
    x = 1; max(l, key=5)
    return 5
print(38); show(f38)
def f39():
        return sorted(l, key=lambda x: x/b)  # comment
print(39); show(f39)
f40 = lambda: a if b/b else 1
print(40); show(f40)
def f41():
    x = 1; f"{a/b}"
    return 5
print(41); show(f41)
def f42():
        return f"{a} {undefd}"  # comment
print(42); show(f42)
f43 = lambda: print(a/b, a)
print(43); show(f43)
def f44():
    x = 1; a.b.c
    return 5
print(44); show(f44)
def f45():
        return l[a/b]  # comment
print(45); show(f45)
f46 = lambda: l[1:"x"]
print(46); show(f46)
def f47():
    x = 1; ~"x"
    return 5
print(47); show(f47)
def f48():
        return -"x"  # comment
print(48); show(f48)
f49 = lambda: a @ b
print(49); show(f49)
def f50():
    x = 1; a << "x"
    return 5
print(50); show(f50)
def f51():
        return a % 0  # comment
print(51); show(f51)
f52 = lambda: 10 % (b)
print(52); show(f52)
def f53():
    x = 1; "%d" % "x"
    return 5
print(53); show(f53)
def f54():
        return a and a/b  # comment
print(54); show(f54)
f55 = lambda: [*5]
print(55); show(f55)
def f56():
    x = 1; {**5}
    return 5
print(56); show(f56)
def f57():
        return print(*5)  # comment
print(57); show(f57)
f58 = lambda: int(x=5)
print(58); show(f58)
def f59():
    x = 1; len()
    return 5
print(59); show(f59)
def f60():
        return len(1, 2)  # comment
print(60); show(f60)
f61 = lambda: o.meth(1)
print(61); show(f61)
def f62():
    x = 1; O(1)
    return 5
print(62); show(f62)
def f63():
        return a(  )  # comment
print(63); show(f63)
f64 = lambda: "a" "b" + 1
print(64); show(f64)
def f65():
    x = 1; a+b*l/a
    return 5
print(65); show(f65)
def f66():
        return a  +  "x"  # comment
print(66); show(f66)
f67 = lambda: (a)+("x")
print(67); show(f67)
def f68():
    x = 1; (a)+ ("x")
    return 5
print(68); show(f68)
def f69():
        return (a ) +("x")  # comment
print(69); show(f69)
f70 = lambda: l[0]["x"]
print(70); show(f70)
def f71():
    x = 1; l [ 9 ]
    return 5
print(71); show(f71)
def f72():
        return import_  # comment
print(72); show(f72)
f73 = lambda: 1 .real.x
print(73); show(f73)
def f74():
    x = 1; r"x" + 1
    return 5
print(74); show(f74)
def f75():
        return rb'x' + 1  # comment
print(75); show(f75)
f76 = lambda: (yield_)
print(76); show(f76)
def f77():
    x = 1; await_ + 1
    return 5
print(77); show(f77)
def f78():
        return a+1 .zz  # comment
print(78); show(f78)
f79 = lambda: 1_000 + "x"
print(79); show(f79)
def f80():
    x = 1; 1e5+"x"
    return 5
print(80); show(f80)
def f81():
        return 0x1f+"x"  # comment
print(81); show(f81)
f82 = lambda: .5+"x"
print(82); show(f82)
def f83():
    x = 1; a+.5+"x"
    return 5
print(83); show(f83)
def f84():
        return a**b**"x"  # comment
print(84); show(f84)
f85 = lambda: (-a)**"x"
print(85); show(f85)
def f86():
    x = 1; -a*"x"-1
    return 5
print(86); show(f86)
def f87():
        return a-(-"x")  # comment
print(87); show(f87)
f88 = lambda: a+ +"x"
print(88); show(f88)
def f89():
    x = 1; a @(b)
    return 5
print(89); show(f89)
def f90():
        return l[(1,2)]  # comment
print(90); show(f90)
f91 = lambda: l[lambda: 1]
print(91); show(f91)
def f92():
    x = 1; a
    return 5
print(92); show(f92)
def f93():
        return d[1][2][3]  # comment
print(93); show(f93)
f94 = lambda: d.x[1]
print(94); show(f94)
def f95():
    x = 1; l()[1]
    return 5
print(95); show(f95)
def f96():
        return l[0].x[1]  # comment
print(96); show(f96)
f97 = lambda: (l)[(9)]
print(97); show(f97)
def f98():
    x = 1; (a if a else b)/b
    return 5
print(98); show(f98)
def f99():
        return a/b if a else b  # comment
print(99); show(f99)
f100 = lambda: a == b/b
print(100); show(f100)
def f101():
    x = 1; a/b == b
    return 5
print(101); show(f101)
def f102():
        return (a == b) / b  # comment
print(102); show(f102)
