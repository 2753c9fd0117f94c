import tempfile
from pathlib import Path, PurePosixPath, PureWindowsPath

p = PurePosixPath("/usr/lib") / "python3" / "site.tar.gz"
print(p, p.name, p.stem, p.suffix, p.suffixes, p.parent, p.parts, list(p.parents)[:2])
print(p.with_name("x.py"), p.with_suffix(".zip"), p.relative_to("/usr"), p.is_absolute(), p.match("*.gz"))
print(repr(p), PureWindowsPath("c:\\a\\b").as_posix(), PurePosixPath("a//b/./c"), PurePosixPath("a") < PurePosixPath("b"))
try:
    p.relative_to("/etc")
except ValueError as error:
    print(error)
with tempfile.TemporaryDirectory() as made:
    root = Path(made)
    (root / "a" / "b").mkdir(parents=True)
    (root / "a" / "one.txt").write_text("1\n2\n")
    (root / "a" / "b" / "two.txt").write_bytes(b"22")
    print(sorted(str(path.relative_to(root)) for path in root.rglob("*")))
    print(sorted(path.name for path in root.glob("a/*.txt")), sorted(path.name for path in (root / "a").iterdir()))
    file = root / "a" / "one.txt"
    print(file.read_text(), file.stat().st_size, file.exists(), file.is_file(), root.is_dir())
    with file.open() as opened:
        print(opened.readline())
    file.rename(root / "moved.txt")
    print(file.exists(), (root / "moved.txt").read_bytes())
    (root / "link").symlink_to(root / "moved.txt")
    print((root / "link").is_symlink(), (root / "link").resolve() == (root / "moved.txt").resolve())
    (root / "moved.txt").unlink()
    (root / "gone").unlink(missing_ok=True)
    try:
        (root / "gone").read_text()
    except FileNotFoundError as error:
        print(error.strerror)
    (root / "t").touch()
    print((root / "t").exists(), Path("~x/y").parts, Path.cwd().is_absolute(), Path("a/../b"))
