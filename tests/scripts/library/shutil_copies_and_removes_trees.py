import os
import shutil
import tempfile

with tempfile.TemporaryDirectory() as root:
    os.chdir(root)
    os.makedirs("tree/deep")
    for name in ("tree/a.txt", "tree/deep/b.txt", "tree/c.log"):
        with open(name, "w") as file:
            file.write(name)
    print(os.path.basename(shutil.copy("tree/a.txt", "copy.txt")), open("copy.txt").read())
    shutil.copytree("tree", "other", ignore=shutil.ignore_patterns("*.log"))
    print(sorted(os.path.join(at, name) for at, _, names in os.walk("other") for name in names))
    shutil.move("other", "moved")
    print(os.path.exists("other"), os.path.isdir("moved/deep"))
    shutil.copyfile("tree/c.log", "moved/c.log")
    shutil.copy2("tree/c.log", "moved/d.log")
    print(os.stat("tree/c.log").st_mtime_ns == os.stat("moved/d.log").st_mtime_ns)
    shutil.rmtree("tree")
    print(os.listdir("."))
    try:
        shutil.rmtree("tree")
    except FileNotFoundError as error:
        print(error.strerror)
    shutil.rmtree("tree", ignore_errors=True)
    try:
        shutil.copyfile("copy.txt", "copy.txt")
    except shutil.SameFileError as error:
        print("same file")
    os.chdir("/")
print(shutil.which("sh") is not None, shutil.which("no-such-program"), shutil.disk_usage("/").total > 0)
print(shutil.get_terminal_size().columns > 0)
