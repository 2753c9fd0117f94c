"""Digests of bytes."""

import _hashes
from _hashes import blake2b, blake2s, pbkdf2_hmac

_openssl = ("md5", "sha1", "sha224", "sha256", "sha384", "sha512", "sha3_224", "sha3_256", "sha3_384", "sha3_512",
            "shake_128", "shake_256")

algorithms_guaranteed = {*_openssl, "blake2b", "blake2s"}
algorithms_available = algorithms_guaranteed | {
    name for name in ("ripemd160", "sha512_224", "sha512_256", "sm3", "md5-sha1")
    if _hashes.has(name)
}

__all__ = (*sorted(algorithms_guaranteed), "new", "algorithms_guaranteed", "algorithms_available", "pbkdf2_hmac",
           "file_digest", "scrypt")


def _constructor(name):
    def constructor(string=b"", *, usedforsecurity=True):
        return _hashes.new(name, string)

    constructor.__name__ = constructor.__qualname__ = f"openssl_{name}"
    return constructor


for _name in _openssl:
    globals()[_name] = _constructor(_name)
del _name


def new(name, data=b"", **kwargs):
    """A hash object of an algorithm that is known by its name."""
    if not isinstance(name, str):
        raise TypeError(f"name must be a string, not {type(name).__name__}")
    lowered = name.lower()
    if lowered in ("blake2b", "blake2s"):
        return globals()[lowered](data, **kwargs)
    kwargs.pop("usedforsecurity", None)
    if kwargs:
        raise TypeError(f"new() got an unexpected keyword argument {next(iter(kwargs))!r}")
    return _hashes.new(lowered, data)


def scrypt(password, *, salt=None, n=None, r=None, p=None, maxmem=0, dklen=64):
    """A key made of a password, so that guessing takes time and memory."""
    if salt is None:
        raise TypeError("salt is required")
    if n is None:
        raise TypeError("n is required and must be an unsigned int")
    if r is None:
        raise TypeError("r is required and must be an unsigned int")
    if p is None:
        raise TypeError("p is required and must be an unsigned int")
    return _hashes.scrypt(password, salt, n, r, p, maxmem, dklen)


def file_digest(fileobj, digest, /, *, _bufsize=2**18):
    """A hash object that has read a file."""
    hash_object = new(digest) if isinstance(digest, str) else digest()
    if hasattr(fileobj, "getbuffer"):
        hash_object.update(fileobj.getbuffer())
        return hash_object
    if not (hasattr(fileobj, "readinto") and hasattr(fileobj, "readable") and fileobj.readable()):
        raise ValueError(f"'{fileobj!r}' is not a file-like object in binary reading mode.")
    while data := fileobj.read(_bufsize):
        hash_object.update(data)
    return hash_object
