error = BlockingIOError(11, "again", 3)
print(error, error.characters_written, error.filename, error.args)  # expect: [Errno 11] again 3 None (11, 'again', 3)


class Path:
    def __fspath__(self):
        return "/nowhere/to/be/found"

try:
    open(Path())
except OSError as error:
    print(error)        # expect: [Errno 2] No such file or directory: '/nowhere/to/be/found'
try:
    open(1.5)
except TypeError as error:
    print(error)        # expect: expected str, bytes or os.PathLike object, not float


class A:
    def method(self, **kwargs):
        pass

try:
    A().method(**{"a": 1}, **{"a": 2})
except TypeError as error:
    print(error)        # expect: __main__.A.method() got multiple values for keyword argument 'a'
