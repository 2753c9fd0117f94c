for s in ("plain", "it's", 'say "hi"', "both ' and \"", "tab\t nl\n cr\r back\\", "\x00\x1f\x7f", "é☃", "\u200b\xa0"):
    print(repr(s), len(s))  # expect: 'plain' 5
    # expect: "it's" 4
    # expect: 'say "hi"' 8
    # expect: 'both \' and "' 12
    # expect: 'tab\t nl\n cr\r back\\' 18
    # expect: '\x00\x1f\x7f' 3
    # expect: 'é☃' 2
    # expect: '\u200b\xa0' 2
