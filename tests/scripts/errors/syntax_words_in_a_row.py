x = 5
y = x plus 2
