"""Threads write to one text file over a stream of Python, and read from another: no line is torn or lost."""
import io
import threading

LINES = 300


class Sink(io.RawIOBase):
    def __init__(self):
        self.pieces = []

    def writable(self):
        return True

    def write(self, data):
        self.pieces.append(bytes(data[:100]))
        return len(self.pieces[-1])


class Source(io.RawIOBase):
    def __init__(self, data):
        self.stream = io.BytesIO(data)

    def readable(self):
        return True

    def readinto(self, room):
        return self.stream.readinto(room)


def run(work):
    threads = [threading.Thread(target=work, args=(n,)) for n in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


sink = Sink()
with io.BufferedWriter(sink, 64) as writer:
    run(lambda n: [writer.write(b"%d:%d\n" % (n, i)) for i in range(LINES)])
    writer.flush()
data = b"".join(sink.pieces)
wanted = sorted(b"%d:%d" % (n, i) for n in range(4) for i in range(LINES))
print(sorted(data.splitlines()) == wanted)

memory = io.BytesIO()
text = io.TextIOWrapper(memory, "utf-8", write_through=True)
run(lambda n: [text.write(f"{n}:{i}\n") for i in range(LINES)])
text.flush()
print(sorted(memory.getvalue().splitlines()) == wanted)

for reader in (io.BufferedReader(Source(data), 64), io.TextIOWrapper(io.BufferedReader(Source(data), 64)),
               io.TextIOWrapper(io.BytesIO(data), "cp1252")):
    found = []
    run(lambda n: found.extend(iter(reader.readline, "" if isinstance(reader, io.TextIOWrapper) else b"")))
    print(sorted(line.strip() if isinstance(line, bytes) else line.strip().encode() for line in found) == wanted)
