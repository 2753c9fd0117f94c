import textwrap

text = ("The quick brown fox jumps over the lazy dog, and goes on jumping until it is dark. "
        "Then it sleeps in an extraordinarily-comfortable place.")
print(textwrap.fill(text, 40))
print(textwrap.fill(text, 30, initial_indent="* ", subsequent_indent="  "))
print(textwrap.wrap("averyverylongwordwithoutspaces and more", 10))
print(textwrap.shorten(text, 50), "|", textwrap.shorten(text, 20, placeholder="..."))
print(textwrap.dedent("""
    def f():
        return 1
"""))
print(textwrap.indent("one\n\ntwo\n", "> "), end="")
print(textwrap.indent("one\n\ntwo\n", "> ", lambda line: True), end="")
