import sys


def build(n):
    total = 0
    for i in range(n):
        parts = []
        for j in range(10):
            parts.append(f"{i}:{j}")
        line = ",".join(parts)
        total += len(line.replace(":", "=>")) + len(line.split(",")) + line.count("1")
        if line.startswith("1") and line.find("7:7") >= 0:
            total += len(line[1:-1].upper())
    return total


print(build(int(sys.argv[1])))
