"""Places where := and the jumps of a loop are syntax errors."""


def check(source):
    try:
        compile(source, "source", "exec")
        print("right", repr(source))
    except SyntaxError as error:
        print(error.msg, repr(source))


for source in ("[i for i in (j := [1])]", "[i for i in (lambda: (j := [1]))()]", "{i for i in [(j := True) for j in ()]}",
               "[i for i in [j for j in () if (k := 1)]]", "[(k := i) for i in [1]]", "[i for i in (lambda: [1])()]",
               "(lambda: [(k := i) for i in [1]])",
               "for x in [1]:\n try: pass\n except* ValueError: break", "try: pass\nexcept* ValueError: break",
               "try: pass\nexcept* ValueError: continue", "def f():\n try: pass\n except* ValueError: return",
               "try: pass\nexcept* ValueError:\n while 1: break"):
    check(source)
