#!/usr/bin/env python3.11
"""Writes interpreter/base/character_names.inc: the names of all characters but those that are made by rule.

usage: python3.11 tools/make_character_names.py > interpreter/base/character_names.inc

Run it with the CPython whose answers minipy gives: other versions know other versions of Unicode.
"""
import unicodedata

# Hangul syllables, and CJK ideographs, whose name is their number.
BY_RULE = ("HANGUL SYLLABLE ", "CJK UNIFIED IDEOGRAPH-")


def main():
    names = []
    for point in range(0x110000):
        name = unicodedata.name(chr(point), "")
        if name and not name.startswith(BY_RULE):
            names.append((name, point))
    print(f"// Written by tools/make_character_names.py. Unicode {unicodedata.unidata_version}; sorted.\n")
    line = "   "
    for name, point in sorted(names):
        item = f' {{"{name}"sv, 0x{point:X}}},'
        if len(line) + len(item) > 110:
            print(line)
            line = "   "
        line += item
    print(line)


main()
