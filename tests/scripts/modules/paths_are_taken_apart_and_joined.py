import os.path

print(os.path.join("a", "b", "/c", "d"), os.path.split("/a/b.txt"), os.path.splitext("x.tar.gz"), os.path.splitext(".rc"))
print(os.path.basename("/a/b"), os.path.dirname("/a/b"), os.path.normpath("a/../b//c/."), os.path.normpath("//x"))
print(os.path.relpath("/a/b", "/a/c"), os.path.commonpath(["/a/b", "/a/c"]), os.path.commonprefix(["abc", "abd"]))
print(os.path.isabs("/x"), os.path.exists("/tmp"), os.path.isdir("/tmp"), os.path.isfile("/tmp"), os.sep, os.name)
os.environ["MINIPY_TEST"] = "1"
print(os.getenv("MINIPY_TEST"), os.environ.get("MINIPY_NOT_THERE"), os.cpu_count() > 0, os.getpid() > 0)
