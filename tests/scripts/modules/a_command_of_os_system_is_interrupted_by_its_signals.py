import os

print(os.system("kill -INT $$"))  # expect: 2
print(os.system("exit 3") >> 8)  # expect: 3
