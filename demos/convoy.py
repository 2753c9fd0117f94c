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
    alone = measure_alone(seconds)
    rates, latencies, works = {}, {}, {}
    for interval in intervals:
        if with_gil:
            sys.setswitchinterval(parse_interval(interval))
        print(f"  {interval:>8}", end="", flush=True)
        for count in range(threads + 1):
            pause = (count + 1) * sys.getswitchinterval() if with_gil else 0.001
            cell = interval, count
            rates[cell], latencies[cell], works[cell] = measure(count, seconds, pause)
            print(f"{rates[cell]:>13,.0f}", end="", flush=True)
        print(flush=True)

    print("\nHalf of the answers to single pings came within:\n")
    print_heads(threads)
    for interval in intervals:
        print(f"  {interval:>8}", end="")
        for count in range(threads + 1):
            print(f"{show_time(latencies[interval, count]):>13}", end="")
        print()

    if threads > 0:
        print("\nWhat the others computed during the requests (one thread alone: 100%):\n")
        print_heads(threads)
        for interval in intervals:
            print(f"  {interval:>8}{'-':>13}", end="")
            for count in range(1, threads + 1):
                print(f"{works[interval, count] / alone:>13.0%}", end="")
            print()

        chosen = "5ms" if "5ms" in intervals else intervals[0]
        idle, busy = rates[chosen, 0], rates[chosen, 1]
        print(f"\nWith one thread that computes ({chosen}): {busy / idle:.1%} of the requests without it.")


def print_heads(threads):
    print(f"  {'interval':>8}{'0 computing':>13}" + "".join(f"{n:>13}" for n in range(1, threads + 1)))


# ---- the process that is looked at


stop = False
rounds = []


def compute(number):
    while not stop:
        total = 0
        for i in range(1000):
            total += i * i
        rounds[number] += 1


def measure_alone(seconds):
    """Rounds a second that one thread computes."""
    global stop
    stop = False
    rounds[:] = [0]
    thread = Thread(target=compute, args=(0,))
    began = time.perf_counter()
    thread.start()
    time.sleep(seconds)
    stop = True
    thread.join()
    return rounds[0] / (time.perf_counter() - began)


def answer(server, results):
    connection, _ = server.accept()
    with connection:
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        began = time.perf_counter()
        before = sum(rounds)
        while True:
            request = connection.recv(1000)
            if request == b"singly":
                work = (sum(rounds) - before) / (time.perf_counter() - began)
            elif request.startswith(b"done"):
                results.extend(float(word) for word in request.split()[1:])
                results.append(work)
                return
            elif not request:
                return
            connection.sendall(request)


def measure(count, seconds, pause):
    """Requests per second, the median latency, rounds a second, while `count` threads compute."""
    global stop
    stop = False
    rounds[:] = [0] * count
    results = []
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        answering = Thread(target=answer, args=(server, results))
        command = f'"{sys.executable}" "{os.path.abspath(__file__)}" --ping {port} {seconds} {pause}'
        pinging = Thread(target=os.system, args=(command,))
        computing = [Thread(target=compute, args=(n,)) for n in range(count)]
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
            exchange(connection, b"ping")

        count = 0
        began = time.perf_counter()
        while time.perf_counter() - began < seconds:
            exchange(connection, b"ping")
            count += 1
        rate = count / (time.perf_counter() - began)

        # Now with pauses, so that the answering thread waits for the ping, and not the other way round.
        exchange(connection, b"singly")
        latencies = []
        began = time.perf_counter()
        while len(latencies) < 3 or (time.perf_counter() - began < seconds and len(latencies) < 1000):
            time.sleep(pause * random.uniform(1, 2))
            latencies.append(exchange(connection, b"ping"))
        latencies.sort()
        connection.sendall(f"done {rate} {latencies[len(latencies) // 2]}".encode())


def exchange(connection, message):
    began = time.perf_counter()
    connection.sendall(message)
    if connection.recv(1000) != message:
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
