#!/usr/bin/env python3.11
"""Writes runtime/modules/unicode_data.inc: what the module unicodedata knows of every code point, but for its name.

usage: python3.11 tools/make_unicode_data.py > runtime/modules/unicode_data.inc

Run it with the CPython whose answers minipy gives: other versions know other versions of Unicode.
"""
import unicodedata as u

HANGUL = range(0xAC00, 0xAC00 + 11172)


def rows(items, per_line=8):
    items = list(items)
    for i in range(0, len(items), per_line):
        print("    " + " ".join(f"{{{item}}}," for item in items[i:i + per_line]))


def quoted(text):
    return '"' + text + '"'


def main():
    print(f"// Written by tools/make_unicode_data.py. Unicode {u.unidata_version}.\n")
    print(f'constexpr const char* kUnicodeVersion = "{u.unidata_version}";\n')
    records, runs, previous = {}, [], None
    decompositions, numbers, texts, offsets = [], [], [], {}
    for point in range(0x110000):
        c = chr(point)
        record = (u.category(c), u.bidirectional(c), u.combining(c), u.east_asian_width(c), u.mirrored(c))
        if record != previous:
            runs.append((point, records.setdefault(record, len(records))))
            previous = record
        if u.decomposition(c) and point not in HANGUL:
            decompositions.append((point, u.decomposition(c)))
        value = u.numeric(c, None)
        if value is not None:
            numbers.append((point, value, u.digit(c, -1), u.decimal(c, -1)))
    print("constexpr Record kRecords[] = {")
    rows((f'"{a}", "{b}", {n}, "{w}", {"true" if m else "false"}' for a, b, n, w, m in records), 3)
    print("};\n\nconstexpr Run kRuns[] = {")
    rows((f"0x{point:X}, {index}" for point, index in runs))
    print("};\n\nconstexpr Decomposition kDecompositions[] = {")
    rows((f"0x{point:X}, {quoted(text)}" for point, text in decompositions), 3)
    print("};\n\nconstexpr Number kNumbers[] = {")
    rows((f"0x{point:X}, {value!r}, {digit}, {decimal}" for point, value, digit, decimal in numbers), 4)
    print("};\n\n// Sorted by what they are made of.\nconstexpr Composition kCompositions[] = {")
    pairs = []
    for point, text in decompositions:
        parts = text.split()
        if len(parts) == 2 and not text.startswith("<"):
            first, second = (chr(int(part, 16)) for part in parts)
            if u.normalize("NFC", first + second) == chr(point):
                pairs.append((ord(first), ord(second), point))
    rows((f"0x{a:X}, 0x{b:X}, 0x{c:X}" for a, b, c in sorted(pairs)), 4)
    print("};")


main()
