print(round(0.5), round(1.5), round(2.5), round(-0.5), round(2.675, 2), round(1234, -2), round(1250, -2))
# expect: 0 2 2 0 2.67 1200 1200
print(round(3.14159, 3), round(5), round(5.0), round(1e20), type(round(2.0)), type(round(2.0, 1)))
# expect: 3.142 5 5 100000000000000000000 <class 'int'> <class 'float'>
