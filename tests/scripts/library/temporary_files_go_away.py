import os
import tempfile

with tempfile.TemporaryDirectory(prefix="minipy-") as folder:
    path = os.path.join(folder, "a.txt")
    with open(path, "w") as file:
        file.write("text")
    print(os.path.isdir(folder), os.path.basename(folder).startswith("minipy-"), os.listdir(folder))
print(os.path.exists(folder))
with tempfile.NamedTemporaryFile("w+", suffix=".txt") as file:
    file.write("some text")
    file.seek(0)
    print(file.read(), file.name.endswith(".txt"), os.path.exists(file.name))
print(os.path.exists(file.name))
with tempfile.TemporaryFile() as file:
    file.write(b"bytes")
    file.seek(0)
    print(file.read())
descriptor, path = tempfile.mkstemp()
os.write(descriptor, b"x")
os.close(descriptor)
print(os.path.getsize(path), oct(os.stat(path).st_mode & 0o777))
os.unlink(path)
spooled = tempfile.SpooledTemporaryFile(max_size=10, mode="w+")
spooled.write("short")
spooled.seek(0)
print(spooled.read(), tempfile.gettempdir() == os.path.abspath(tempfile.gettempdir()))
spooled.close()
