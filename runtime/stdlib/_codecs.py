"""The registry of codecs, and the codecs that every Python has, as functions (object, errors) -> (result, length).

str.encode and bytes.decode know the Unicode encodings, ASCII and Latin-1 themselves. For any other encoding, and for
error handlers that somebody registered, they call `_encode_text` and `_decode_text` here.
"""

_search_functions = []
_found = {}
_handlers = {}
_OWN = ("utf-8", "utf-8-sig", "ascii", "latin-1", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-32-le", "utf-32-be")


# ---- the registry

def register(search_function, /):
    """Adds a function that finds codecs by their normalised name."""
    if not callable(search_function):
        raise TypeError("argument must be callable")
    _search_functions.append(search_function)


def unregister(search_function, /):
    """Takes it away again, and forgets what was found."""
    if search_function in _search_functions:
        _search_functions.remove(search_function)
        _found.clear()


def _normalised(encoding):
    return encoding.lower().replace(" ", "_")


def lookup(encoding, /):
    """The codec's CodecInfo; LookupError when nobody knows it."""
    if not isinstance(encoding, str):
        raise TypeError(f"lookup() argument must be str, not {type(encoding).__name__}")
    name = _normalised(encoding)
    codec = _found.get(name)
    if codec is not None:
        return codec
    if not _search_functions:
        import encodings  # registers its own
    for search in list(_search_functions):
        codec = search(name)
        if codec is None:
            continue
        if not isinstance(codec, tuple) or len(codec) != 4:
            raise TypeError("codec search functions must return 4-tuples")
        _found[name] = codec
        return codec
    raise LookupError(f"unknown encoding: {encoding}")


def encode(obj, encoding="utf-8", errors="strict"):
    """Encodes with any codec."""
    result = lookup(encoding)[0](obj, errors)
    if not isinstance(result, tuple) or len(result) != 2:
        raise TypeError("encoder must return a tuple (object, integer)")
    return result[0]


def decode(obj, encoding="utf-8", errors="strict"):
    """Decodes with any codec."""
    result = lookup(encoding)[1](obj, errors)
    if not isinstance(result, tuple) or len(result) != 2:
        raise TypeError("decoder must return a tuple (object,integer)")
    return result[0]


def _text_codec(encoding, instead):
    codec = lookup(encoding)
    if not getattr(codec, "_is_text_encoding", True):
        raise LookupError(f"{encoding!r} is not a text encoding; use codecs.{instead}() to handle arbitrary codecs")
    return codec


def _encode_text(text, encoding, errors):
    if encoding in _OWN:
        return _encode_pieces(text, encoding, errors)
    result = _text_codec(encoding, "encode")[0](text, errors)
    if not isinstance(result, tuple) or len(result) != 2:
        raise TypeError("encoder must return a tuple (object, integer)")
    if not isinstance(result[0], (bytes, bytearray)):
        raise TypeError(f"{encoding!r} encoder returned {type(result[0]).__name__!r} instead of 'bytes'; "
                        "use codecs.encode() to encode to arbitrary types")
    return bytes(result[0])


def _decode_text(data, encoding, errors):
    if encoding in _OWN:
        return _decode_pieces(data, encoding, errors)
    result = _text_codec(encoding, "decode")[1](data, errors)
    if not isinstance(result, tuple) or len(result) != 2:
        raise TypeError("decoder must return a tuple (object,integer)")
    if not isinstance(result[0], str):
        raise TypeError(f"{encoding!r} decoder returned {type(result[0]).__name__!r} instead of 'str'; "
                        "use codecs.decode() to decode to arbitrary types")
    return result[0]


# ---- error handlers

def register_error(errors, handler, /):
    """Gives a name to a function that is asked about what cannot be coded."""
    if not isinstance(errors, str):
        raise TypeError(f"register_error() argument 1 must be str, not {type(errors).__name__}")
    if not callable(handler):
        raise TypeError("handler must be callable")
    _handlers[errors] = handler


def lookup_error(errors, /):
    """The handler of that name."""
    if not isinstance(errors, str):
        raise TypeError(f"lookup_error() argument must be str, not {type(errors).__name__}")
    try:
        return _handlers[errors]
    except KeyError:
        raise LookupError(f"unknown error handler name {errors!r}") from None


def _not_handled(error):
    return TypeError(f"don't know how to handle {type(error).__name__} in error callback")


def strict_errors(error):
    if isinstance(error, BaseException):
        raise error
    raise TypeError("codec must pass exception instance")


def ignore_errors(error):
    if isinstance(error, UnicodeError):
        return "", error.end
    raise _not_handled(error)


def replace_errors(error):
    if isinstance(error, UnicodeEncodeError):
        return "?" * (error.end - error.start), error.end
    if isinstance(error, UnicodeDecodeError):
        return "\ufffd", error.end
    if isinstance(error, UnicodeTranslateError):
        return "\ufffd" * (error.end - error.start), error.end
    raise _not_handled(error)


def xmlcharrefreplace_errors(error):
    if isinstance(error, UnicodeEncodeError):
        return "".join(f"&#{ord(c)};" for c in error.object[error.start:error.end]), error.end
    raise _not_handled(error)


def _escaped(c):
    point = ord(c)
    if point < 0x100:
        return f"\\x{point:02x}"
    return f"\\u{point:04x}" if point < 0x10000 else f"\\U{point:08x}"


def backslashreplace_errors(error):
    if isinstance(error, UnicodeDecodeError):
        return "".join(f"\\x{byte:02x}" for byte in error.object[error.start:error.end]), error.end
    if isinstance(error, (UnicodeEncodeError, UnicodeTranslateError)):
        return "".join(map(_escaped, error.object[error.start:error.end])), error.end
    raise _not_handled(error)


def namereplace_errors(error):
    if isinstance(error, UnicodeEncodeError):
        import unicodedata
        names = ((c, unicodedata.name(c, "")) for c in error.object[error.start:error.end])
        return "".join(f"\\N{{{name}}}" if name else _escaped(c) for c, name in names), error.end
    raise _not_handled(error)


def _surrogatepass(error):
    encoding = error.encoding.lower().replace("_", "-")
    if not encoding.startswith(("utf-8", "utf-16", "utf-32", "cp65001")):
        raise error
    if isinstance(error, UnicodeEncodeError):
        part = error.object[error.start:error.end]
        if all("\ud800" <= c <= "\udfff" for c in part):
            return part.encode(encoding, "surrogatepass"), error.end
    elif isinstance(error, UnicodeDecodeError):
        width = 3 if encoding.startswith("utf-8") else 4 if "32" in encoding else 2
        part = error.object[error.start:error.start + width]
        text = part.decode(encoding, "surrogatepass")
        return text, error.start + width
    raise error


def _surrogateescape(error):
    if isinstance(error, UnicodeEncodeError):
        part = error.object[error.start:error.end]
        if all("\udc80" <= c <= "\udcff" for c in part):
            return bytes(ord(c) - 0xDC00 for c in part), error.end
    elif isinstance(error, UnicodeDecodeError):
        part = error.object[error.start:error.end]
        text = ""
        for byte in part:
            if byte < 0x80:
                break
            text += chr(0xDC00 + byte)
        if text:
            return text, error.start + len(text)
    raise error


_handlers.update(strict=strict_errors, ignore=ignore_errors, replace=replace_errors,
                 xmlcharrefreplace=xmlcharrefreplace_errors, backslashreplace=backslashreplace_errors,
                 namereplace=namereplace_errors, surrogatepass=_surrogatepass, surrogateescape=_surrogateescape)


def _answer(error, errors, kinds, size):
    """What a handler puts in place of the trouble, and where to go on."""
    answer = lookup_error(errors)(error)
    if not isinstance(answer, tuple) or len(answer) != 2 or not isinstance(answer[0], kinds) \
            or not isinstance(answer[1], int):
        decoding = kinds is str
        what = "(str, int)" if decoding else "(str/bytes, int)"
        raise TypeError(f"{'de' if decoding else 'en'}coding error handler must return {what} tuple")
    replacement, position = answer
    if position < 0:
        position += size
    if not 0 <= position <= size:
        raise IndexError(f"position {position} from error handler out of bounds")
    return replacement, position


def _encode_pieces(text, encoding, errors):
    out = []
    at = 0
    piece_encoding = encoding
    while True:
        try:
            out.append(text[at:].encode(piece_encoding))
            return b"".join(out)
        except UnicodeEncodeError as error:
            good, end = at + error.start, at + error.end
            out.append(text[at:good].encode(piece_encoding))
            if encoding in ("utf-16", "utf-32"):
                piece_encoding = encoding + "-le"  # one mark is enough
            whole = UnicodeEncodeError(error.encoding, text, good, end, error.reason)
            replacement, at = _answer(whole, errors, (str, bytes), len(text))
            if isinstance(replacement, str):
                try:
                    replacement = replacement.encode(piece_encoding)
                except UnicodeEncodeError:
                    raise whole from None
            out.append(replacement)


def _decode_pieces(data, encoding, errors):
    out = []
    at = 0
    while True:
        try:
            out.append(data[at:].decode(encoding))
            return "".join(out)
        except UnicodeDecodeError as error:
            good = at + error.start
            out.append(data[at:good].decode(encoding))
            whole = UnicodeDecodeError(error.encoding, data, good, at + error.end, error.reason)
            replacement, at = _answer(whole, errors, str, len(data))
            out.append(replacement)


# ---- the Unicode encodings, ASCII, Latin-1

def _bytes(data):
    return data if isinstance(data, bytes) else bytes(memoryview(data))


def _errors(errors):
    return "strict" if errors is None else errors


def _encoder(encoding):
    def encode_part(str, errors=None, /):
        return str.encode(encoding, _errors(errors)), len(str)
    return encode_part


def _whole_decoder(encoding):
    def decode_all(data, errors=None, final=True):
        data = _bytes(data)
        return data.decode(encoding, _errors(errors)), len(data)
    return decode_all


def _unfinished_utf_8(data):
    """How many bytes at the end may be the start of a character."""
    for back in range(1, min(3, len(data)) + 1):
        byte = data[-back]
        if byte >= 0xC0:
            need = 2 if byte < 0xE0 else 3 if byte < 0xF0 else 4
            if need > back and byte <= 0xF4:
                # What can never become a character is wrong now, not later.
                second = data[-back + 1] if back > 1 else None
                low, high = {0xE0: (0xA0, 0xBF), 0xED: (0x80, 0x9F), 0xF0: (0x90, 0xBF),
                             0xF4: (0x80, 0x8F)}.get(byte, (0x80, 0xBF))
                if byte >= 0xC2 and (second is None or low <= second <= high):
                    return back
            return 0
        if byte < 0x80:
            return 0
    return 0


def utf_8_decode(data, errors=None, final=False, /):
    data = _bytes(data)
    keep = 0 if final else _unfinished_utf_8(data)
    data = data[:len(data) - keep]
    return data.decode("utf-8", _errors(errors)), len(data)


def _unfinished_utf_16(data, big):
    keep = len(data) % 2
    end = len(data) - keep
    if end >= 2:
        high = data[end - 2 if big else end - 1]
        if 0xD8 <= high <= 0xDB:
            keep += 2
    return keep


def _part_decoder(encoding, unit, big):
    def decode_part(data, errors=None, final=False, /):
        data = _bytes(data)
        keep = 0
        if not final:
            keep = _unfinished_utf_16(data, big) if unit == 2 else len(data) % 4
        data = data[:len(data) - keep]
        return data.decode(encoding, _errors(errors)), len(data)
    return decode_part


def _marked_decoder(encoding, unit):
    little = _part_decoder(encoding + "-le", unit, False)
    big = _part_decoder(encoding + "-be", unit, True)
    marks = {2: (b"\xff\xfe", b"\xfe\xff"), 4: (b"\xff\xfe\0\0", b"\0\0\xfe\xff")}[unit]

    def ex_decode(data, errors=None, byteorder=0, final=False, /):
        data = _bytes(data)
        skip = 0
        if byteorder == 0:
            if len(data) < unit and not final:
                return "", 0, 0
            if data[:unit] == marks[0]:
                byteorder, skip = -1, unit
            elif data[:unit] == marks[1]:
                byteorder, skip = 1, unit
        text, used = (big if byteorder > 0 else little)(data[skip:], errors, final)
        return text, used + skip, byteorder

    def decode_marked(data, errors=None, final=False, /):
        return ex_decode(data, errors, 0, final)[:2]
    return ex_decode, decode_marked


utf_8_encode = _encoder("utf-8")
ascii_encode = _encoder("ascii")
ascii_decode = _whole_decoder("ascii")
latin_1_encode = _encoder("latin-1")
latin_1_decode = _whole_decoder("latin-1")
utf_16_le_encode = _encoder("utf-16-le")
utf_16_be_encode = _encoder("utf-16-be")
utf_32_le_encode = _encoder("utf-32-le")
utf_32_be_encode = _encoder("utf-32-be")
utf_16_le_decode = _part_decoder("utf-16-le", 2, False)
utf_16_be_decode = _part_decoder("utf-16-be", 2, True)
utf_32_le_decode = _part_decoder("utf-32-le", 4, False)
utf_32_be_decode = _part_decoder("utf-32-be", 4, True)
utf_16_ex_decode, utf_16_decode = _marked_decoder("utf-16", 2)
utf_32_ex_decode, utf_32_decode = _marked_decoder("utf-32", 4)


def utf_16_encode(str, errors=None, byteorder=0, /):
    name = "utf-16" if byteorder == 0 else "utf-16-le" if byteorder < 0 else "utf-16-be"
    return str.encode(name, _errors(errors)), len(str)


def utf_32_encode(str, errors=None, byteorder=0, /):
    name = "utf-32" if byteorder == 0 else "utf-32-le" if byteorder < 0 else "utf-32-be"
    return str.encode(name, _errors(errors)), len(str)


def utf_7_encode(str, errors=None, /):
    raise NotImplementedError("the encoding UTF-7 is not supported")


def utf_7_decode(data, errors=None, final=False, /):
    raise NotImplementedError("the encoding UTF-7 is not supported")


# ---- escapes

_NAMED = {"\t": "\\t", "\n": "\\n", "\r": "\\r", "\\": "\\\\"}


def unicode_escape_encode(str, errors=None, /):
    out = []
    for c in str:
        out.append(_NAMED.get(c) or (c if " " <= c <= "~" else _escaped(c)))
    return "".join(out).encode("ascii"), len(str)


def raw_unicode_escape_encode(str, errors=None, /):
    out = []
    for c in str:
        out.append(c.encode("latin-1") if c <= "\xff" else _escaped(c).encode("ascii"))
    return b"".join(out), len(str)


_SIMPLE = {"\n": "", "\\": "\\", "'": "'", '"': '"', "a": "\a", "b": "\b", "f": "\f", "n": "\n", "r": "\r", "t": "\t",
           "v": "\v"}


def _escapes_decoder(encoding):
    def decode_part(data, errors=None, final=True, /):
        data = data.encode("utf-8") if isinstance(data, str) else _bytes(data)
        return data.decode(encoding, _errors(errors)), len(data)
    return decode_part


unicode_escape_decode = _escapes_decoder("unicode_escape")
raw_unicode_escape_decode = _escapes_decoder("raw_unicode_escape")


def escape_encode(data, errors=None, /):
    if not isinstance(data, bytes):
        raise TypeError(f"escape_encode() argument 1 must be bytes, not {type(data).__name__}")
    return repr(b'"' + data)[3:-1].encode("ascii"), len(data)


def escape_decode(data, errors=None, /):
    data = data.encode("utf-8") if isinstance(data, str) else _bytes(data)
    out = bytearray()
    at, size = 0, len(data)
    while at < size:
        slash = data.find(b"\\", at)
        if slash < 0:
            out += data[at:]
            break
        out += data[at:slash]
        if slash + 1 == size:
            raise ValueError("Trailing \\ in string")
        letter = chr(data[slash + 1])
        at = slash + 2
        if letter == "x":
            digits = data[at:at + 2]
            try:
                if len(digits) < 2 or not digits.isalnum():
                    raise ValueError
                out.append(int(digits, 16))
                at += 2
            except ValueError:
                if _errors(errors) == "strict":
                    raise ValueError(f"invalid \\x escape at position {slash}") from None
                if errors == "replace":
                    out += b"?"
                elif errors != "ignore":
                    raise ValueError(f"decoding error; unknown error handling code: {errors}") from None
        elif letter in _SIMPLE:
            out += _SIMPLE[letter].encode("ascii")
        elif letter in "01234567":
            end = at
            while end < size and end < at + 2 and chr(data[end]) in "01234567":
                end += 1
            out.append(int(data[at - 1:end], 8) & 0xFF)
            at = end
        else:
            out += b"\\" + bytes([data[at - 1]])
    return bytes(out), size


def readbuffer_encode(data, errors=None, /):
    data = data.encode("utf-8") if isinstance(data, str) else _bytes(data)
    return data, len(data)


# ---- character maps

def charmap_build(map, /):
    """What an encoder takes, of what a decoder takes."""
    return {ord(c): byte for byte, c in enumerate(map) if c != "\ufffe"}


def _mapped(mapping, c):
    """The bytes of a character; None when it has none."""
    try:
        value = chr(c) if mapping is None and c < 256 else mapping[c]
    except (LookupError, TypeError):
        return None
    if value is None:
        return None
    if isinstance(value, int):
        if not 0 <= value < 256:
            raise TypeError("character mapping must be in range(256)")
        return bytes([value])
    if isinstance(value, bytes):
        return value
    if mapping is None:
        return value.encode("latin-1")
    raise TypeError(f"character mapping must return integer, bytes or None, not {type(value).__name__}")


def charmap_encode(str, errors=None, mapping=None, /):
    if mapping is None:
        return latin_1_encode(str, errors)
    out = []
    at, size = 0, len(str)
    while at < size:
        coded = _mapped(mapping, ord(str[at]))
        if coded is not None:
            out.append(coded)
            at += 1
            continue
        end = at + 1
        while end < size and _mapped(mapping, ord(str[end])) is None:
            end += 1
        error = UnicodeEncodeError("charmap", str, at, end, "character maps to <undefined>")
        replacement, at = _answer(error, _errors(errors), (type(str), bytes), size)
        if isinstance(replacement, bytes):
            out.append(replacement)
            continue
        for c in replacement:
            coded = _mapped(mapping, ord(c))
            if coded is None:
                raise error
            out.append(coded)
    return b"".join(out), size


def charmap_decode(data, errors=None, mapping=None, /):
    if mapping is None:
        return latin_1_decode(data, errors)
    data = _bytes(data)
    out = []
    at, size = 0, len(data)
    while at < size:
        try:
            value = mapping[data[at]]
        except LookupError:
            value = None
        if isinstance(value, int):
            if not 0 <= value <= 0x10FFFF:
                raise TypeError("character mapping must be in range(0x110000)")
            value = chr(value)
        if value is not None and value != "\ufffe":
            if not isinstance(value, str):
                raise TypeError("character mapping must return integer, None or str")
            out.append(value)
            at += 1
            continue
        error = UnicodeDecodeError("charmap", data, at, at + 1, "character maps to <undefined>")
        replacement, at = _answer(error, _errors(errors), str, size)
        out.append(replacement)
    return "".join(out), size


# Classes take these as attributes, and must not make methods of them.
for _name in [name for name in globals() if name.endswith(("_encode", "_decode"))]:
    globals()[_name] = staticmethod(globals()[_name])
del _name
