import os
import random
import stat

root = f"/tmp/minipy-dir-fd-{os.getpid()}-{random.random()}"
os.mkdir(root)
here = os.open(root, os.O_RDONLY | os.O_DIRECTORY)
me, group = os.getuid(), os.getgid()

os.mkdir("sub", dir_fd=here)
with open(os.open("sub/file", os.O_WRONLY | os.O_CREAT, 0o600, dir_fd=here), "w") as file:
    file.write("words")
os.symlink("sub/file", "link", dir_fd=here)
print(os.readlink("link", dir_fd=here))  # expect: sub/file
print(os.listdir(root + "/sub"), os.access("sub/file", os.R_OK, dir_fd=here), os.access("nothing", os.R_OK, dir_fd=here))
# expect: ['file'] True False
print(os.stat("link", dir_fd=here).st_size, stat.S_ISLNK(os.stat("link", dir_fd=here, follow_symlinks=False).st_mode),
      stat.S_ISLNK(os.stat(root + "/link", follow_symlinks=False).st_mode), stat.S_ISLNK(os.lstat("link", dir_fd=here).st_mode))
# expect: 5 True True True
os.chmod("sub/file", 0o640, dir_fd=here)
os.chmod(here, 0o700)
print(oct(os.stat("sub/file", dir_fd=here).st_mode), oct(os.stat(here).st_mode))  # expect: 0o100640 0o40700
os.utime("link", (1000, 2000), dir_fd=here)
os.utime("link", (3000, 4000), dir_fd=here, follow_symlinks=False)
print(os.stat("link", dir_fd=here).st_mtime, os.lstat("link", dir_fd=here).st_mtime)  # expect: 2000.0 4000.0
os.chown("link", me, group, dir_fd=here)
os.unlink("sub/file", dir_fd=here)
os.chown("link", me, group, dir_fd=here, follow_symlinks=False)
os.chown(root + "/link", me, group, follow_symlinks=False)
os.lchown(root + "/link", me, group)
print(os.access("link", os.F_OK, dir_fd=here), os.access("link", os.F_OK, dir_fd=here, follow_symlinks=False),
      os.access("sub", os.W_OK, dir_fd=here, effective_ids=True))  # expect: False True True
try:
    os.chown("link", me, group, dir_fd=here)
except FileNotFoundError as error:
    print(error)  # expect: [Errno 2] No such file or directory: 'link'
os.link("link", "second", src_dir_fd=here, dst_dir_fd=here, follow_symlinks=False)
os.rename("second", "sub/third", src_dir_fd=here, dst_dir_fd=here)
print(sorted(os.listdir(root)), os.path.islink(root + "/sub/third"))  # expect: ['link', 'sub'] True
os.replace("sub/third", "third", src_dir_fd=here, dst_dir_fd=here)
os.mkfifo("fifo", dir_fd=here)
print(stat.S_ISFIFO(os.stat("fifo", dir_fd=here).st_mode))  # expect: True
os.close(os.open("plain", os.O_CREAT, 0o600, dir_fd=here))
os.chmod(root + "/plain", 0o640, follow_symlinks=False)
print(oct(os.stat("plain", dir_fd=here).st_mode))  # expect: 0o100640
for name in ("fifo", "third", "link", "plain"):
    os.unlink(name, dir_fd=here)
os.symlink("x", "no mode", dir_fd=here)
for options in ({}, {"dir_fd": here}):
    try:
        os.chmod("no mode" if options else root + "/no mode", 0o600, follow_symlinks=False, **options)
    except (NotImplementedError, ValueError) as error:
        print(type(error).__name__, error)
# expect: NotImplementedError chmod: follow_symlinks unavailable on this platform
# expect: ValueError chmod: cannot use dir_fd and follow_symlinks together
os.unlink("no mode", dir_fd=here)
os.rmdir("sub", dir_fd=here)
print(os.listdir(root))  # expect: []

for wrong in (
    lambda: os.stat("x", dir_fd="x"), lambda: os.stat("x", dir_fd=1.5), lambda: os.stat("x", dir_fd=2**40), lambda: os.stat("x", dir_fd=-2**40),
    lambda: os.stat(here, dir_fd=here), lambda: os.stat(here, follow_symlinks=False), lambda: os.chown(here, me, group, dir_fd=here),
    lambda: os.chown(here, me, group, follow_symlinks=False), lambda: os.utime(here, dir_fd=here), lambda: os.utime(here, follow_symlinks=False),
    lambda: os.chmod(root + "/nothing", 0, follow_symlinks=False),
    lambda: os.unlink("nothing", dir_fd=here), lambda: os.mkdir(3, dir_fd=here), lambda: os.stat("nothing", dir_fd=None),
):
    try:
        wrong()
    except (TypeError, ValueError, OverflowError, OSError, NotImplementedError) as error:
        print(type(error).__name__, str(error).replace(root + "/nothing", "PATH"))
# expect: TypeError argument should be integer or None, not str
# expect: TypeError argument should be integer or None, not float
# expect: OverflowError fd is greater than maximum
# expect: OverflowError fd is less than minimum
# expect: ValueError stat: can't specify dir_fd without matching path
# expect: ValueError stat: cannot use fd and follow_symlinks together
# expect: ValueError chown: can't specify both dir_fd and fd
# expect: ValueError chown: cannot use fd and follow_symlinks together
# expect: ValueError utime: can't specify dir_fd without matching path
# expect: ValueError utime: cannot use fd and follow_symlinks together
# expect: FileNotFoundError [Errno 2] No such file or directory: 'PATH'
# expect: FileNotFoundError [Errno 2] No such file or directory: 'nothing'
# expect: TypeError mkdir: path should be string, bytes or os.PathLike, not int
# expect: FileNotFoundError [Errno 2] No such file or directory: 'nothing'
print({os.stat, os.open, os.unlink, os.rmdir, os.chown} <= os.supports_dir_fd, os.chown in os.supports_follow_symlinks,
      os.access in os.supports_effective_ids, os.chmod in os.supports_fd)  # expect: True True True True

# Many descriptors are closed at once.
low = os.dup(here)
high = max(low, os.dup(here)) + 1
os.closerange(low, high)
os.closerange(high + 100000, 2**31 - 1)
os.closerange(high, low)
for closed in (low, high - 1):
    try:
        os.fstat(closed)
    except OSError as error:
        print(error)
# expect: [Errno 9] Bad file descriptor
# expect: [Errno 9] Bad file descriptor
os.close(here)
os.rmdir(root)
