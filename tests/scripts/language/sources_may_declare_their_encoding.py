# Source in bytes is read in the encoding that a comment in its first two lines declares.
import importlib
import os
import subprocess
import sys
import tempfile

space = {}
exec("# -*- coding: latin-1 -*-\ntext = 'schön ¢'\n".encode("latin-1"), space)
print(space["text"])
exec("#!/usr/bin/python\n# vim: set fileencoding=cp1251 :\ntext = 'Пітон'\n".encode("cp1251"), space)
print(space["text"])
print(eval("# coding=koi8-r\n'привет'".encode("koi8-r")))
print(eval("'schön'".encode()), eval(b"\xef\xbb\xbf# coding: utf-8\n'sch\xc3\xb6n'"))
print(eval(bytearray(b"1 + 1")), eval(memoryview(b"2 + 2")))
print(eval("# coding: nonsense\n'a str declares nothing'"))
try:
    compile("# coding: cp1251\nname = 'Пітон' +".encode("cp1251"), "<bytes>", "exec")
except SyntaxError as error:
    print(error, error.offset, repr(error.text))
for wrong in (b"# coding: nonsense\n1", b"\xef\xbb\xbf# coding: latin-1\n1", b"# coding: ascii\n'\xff'"):
    try:
        compile(wrong, "<bytes>", "exec")
    except SyntaxError as error:
        print(error, error.lineno, error.offset)

with tempfile.TemporaryDirectory() as folder:
    for name in ("in_latin", "in_latin_too"):
        with open(os.path.join(folder, name + ".py"), "w", encoding="latin-1") as file:
            file.write("# coding: latin-1\nWORD = 'größer'\ndef fail(): raise ValueError('größer')\n")
    sys.path.insert(0, folder)
    for attempt in range(2):
        module = importlib.import_module("in_latin")
        print(module.WORD)
        del sys.modules["in_latin"]
    with open(os.path.join(folder, "main.py"), "w", encoding="latin-1") as file:
        file.write("# coding: latin-1\nprint('größer')\n'größer'.fail\n")
    done = subprocess.run([sys.executable, os.path.join(folder, "main.py")], capture_output=True,
                          env=dict(os.environ, PYTHONIOENCODING="utf-8"))
    print(done.stdout.decode(), done.stderr.decode().splitlines()[-2:])
