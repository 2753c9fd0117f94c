print("%s is %d years and %.2f m" % ("Ann", 42, 1.756))  # expect: Ann is 42 years and 1.76 m
print("%5d|%-5d|%05d|%+d|% d|%x|%X|%o|%#x" % (42, 42, 42, 42, 42, 255, 255, 8, 255))
# expect:    42|42   |00042|+42| 42|ff|FF|10|0xff
print("%10s|%-10s|%.2s|%r|%c|%c|%%" % ("right", "left", "cut", "q", 65, "B"))
# expect:      right|left      |cu|'q'|A|B|%
print("%(name)s=%(value)03d" % {"name": "n", "value": 7}, "%e %g %G" % (12345.678, 0.00001, 1e10))
# expect: n=007 1.234568e+04 1e-05 1E+10
print("%*d" % (6, 42), "%s" % (1, ) , "%s %s" % ([1], {2}))  # expect:     42 1 [1] {2}
for bad in (lambda: "%d" % "x", lambda: "%s %s" % 1, lambda: "%s" % (1, 2), lambda: "%q" % 1):
    try:
        bad()
    except (TypeError, ValueError) as e:
        print(e)  # expect: %d format: a real number is required, not str
        # expect: not enough arguments for format string
        # expect: not all arguments converted during string formatting
        # expect: unsupported format character 'q' (0x71) at index 1
