"""One thread answers pings, others compute: what becomes of the one that only ever needs a moment?

    convoy.py [SECONDS] [THREADS] [INTERVAL...]     as in: convoy.py 0.5 4 100ms 5ms 100us

SECONDS are measured for each number in the tables (0.5), with 0 to THREADS (4) threads that compute, at each
switch INTERVAL. The pings come from another process over a loopback socket.
"""

import os
import random
import socket
import sys
import time
from threading import Thread

INTERVALS = ["100ms", "10ms", "5ms", "1ms", "100us"]
UNITS = {"us": 1e-6, "ms": 1e-3, "s": 1.0}


def main():
    if sys.argv[1:2] == ["--ping"]:
        ping(int(sys.argv[2]), float(sys.argv[3]), float(sys.argv[4]))
        return
    seconds = float(sys.argv[1]) if len(sys.argv) > 1 else 0.5
    threads = int(sys.argv[2]) if len(sys.argv) > 2 else 4
    intervals = sys.argv[3:] or INTERVALS
    with_gil = getattr(sys, "_is_gil_enabled", lambda: True)()
    if not with_gil:
        intervals = ["no GIL"]

    print("One thread answers pings, others compute.")
    print("\nRequests per second, back to back:\n")
    print_heads(threads)
    latencies = {}
    rates = {}
    for interval in intervals:
        if with_gil:
            sys.setswitchinterval(parse_interval(interval))
        print(f"  {interval:>8}", end="", flush=True)
        for count in range(threads + 1):
            pause = (count + 1) * sys.getswitchinterval() if with_gil else 0.001
            rates[interval, count], latencies[interval, count] = measure(count, seconds, pause)
            print(f"{rates[interval, count]:>13,.0f}", end="", flush=True)
        print(flush=True)

    print("\nHalf of the answers to single pings came within:\n")
    print_heads(threads)
    for interval in intervals:
        print(f"  {interval:>8}", end="")
        for count in range(threads + 1):
            print(f"{show_time(latencies[interval, count]):>13}", end="")
        print()

    if threads > 0:
        chosen = "5ms" if "5ms" in intervals else intervals[0]
        idle, busy = rates[chosen, 0], rates[chosen, 1]
        print(f"\nAt {chosen}, with one thread that computes: {busy / idle:.1%} of the requests of an idle process.")


def print_heads(threads):
    print(f"  {'interval':>8}{'0 computing':>13}" + "".join(f"{n:>13}" for n in range(1, threads + 1)))


# ---- the process that is looked at


stop = False


def compute():
    number = 0
    while not stop:
        for i in range(1000):
            number += i * i


def answer(server, results):
    connection, _ = server.accept()
    with connection:
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        while True:
            request = connection.recv(1000)
            if request.startswith(b"done"):
                results.extend(float(word) for word in request.split()[1:])
                return
            if not request:
                return
            connection.sendall(request)


def measure(count, seconds, pause):
    """Requests per second and the median latency, while `count` threads compute."""
    global stop
    stop = False
    results = []
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        answering = Thread(target=answer, args=(server, results))
        command = f'"{sys.executable}" "{os.path.abspath(__file__)}" --ping {port} {seconds} {pause}'
        pinging = Thread(target=os.system, args=(command,))
        computing = [Thread(target=compute) for _ in range(count)]
        for thread in [answering, pinging, *computing]:
            thread.start()
        answering.join()
        stop = True
        for thread in [pinging, *computing]:
            thread.join()
    if not results:
        sys.exit("convoy.py: the pings did not come")
    return results


# ---- the process that sends the pings


def ping(port, seconds, pause):
    with socket.create_connection(("127.0.0.1", port)) as connection:
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        for _ in range(3):
            exchange(connection)

        count = 0
        began = time.perf_counter()
        while time.perf_counter() - began < seconds:
            exchange(connection)
            count += 1
        rate = count / (time.perf_counter() - began)

        # Now with pauses, so that the answering thread waits for the ping, and not the other way round.
        latencies = []
        began = time.perf_counter()
        while len(latencies) < 3 or (time.perf_counter() - began < seconds and len(latencies) < 1000):
            time.sleep(pause * random.uniform(1, 2))
            latencies.append(exchange(connection))
        latencies.sort()
        connection.sendall(f"done {rate} {latencies[len(latencies) // 2]}".encode())


def exchange(connection):
    began = time.perf_counter()
    connection.sendall(b"ping")
    if connection.recv(1000) != b"ping":
        sys.exit(1)
    return time.perf_counter() - began


# ---- times


def parse_interval(text):
    for unit, factor in UNITS.items():
        if text.endswith(unit) and text[:-len(unit)].replace(".", "", 1).isdigit():
            return float(text[:-len(unit)]) * factor
    sys.exit(f"convoy.py: {text!r} is no interval; try 5ms")


def show_time(seconds):
    if seconds >= 1:
        return f"{seconds:.2f} s"
    if seconds >= 0.001:
        return f"{seconds * 1e3:.3g} ms"
    return f"{seconds * 1e6:.0f} us"


if __name__ == "__main__":
    main()
