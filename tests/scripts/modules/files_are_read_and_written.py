import os

path = f"/tmp/minipy-test-{os.getpid()}.txt"
with open(path, "w") as f:
    print(f.write("h\u00e9llo\nworld\n"))
with open(path) as f:
    print(repr(f.read()), f.mode, f.closed)
print(f.closed, [line for line in open(path)], open(path, "rb").read(), open(path).read(2))
with open(path, "a") as f:
    f.writelines(["a", "b"])
with open(path, "r+") as f:
    print(repr(f.readline()))
    f.seek(0)
    f.write("H")
    f.seek(0)
    print(repr(f.read()))
open(path, "w").write("dropped without close")
print(open(path).read())
for attempt in (
    lambda: open("/nonexistent/x"), lambda: open("/tmp"), lambda: open(path, "q"), lambda: f.read(),
    lambda: open(path).write("x"), lambda: open(path, "wb").write("x"), lambda: open(path, "rb", encoding="utf-8"),
):
    try:
        print(attempt())
    except Exception as error:
        print(type(error).__name__, error)
os.remove(path)
print(os.path.exists(path))
