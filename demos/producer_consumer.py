"""Two producers and a consumer share a list; press Enter to cancel. An argument makes less or more data."""

import datetime
import random
import sys
import threading
import time

cancelled = False


def main():
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 20

    t0 = datetime.datetime.now()
    print("App started, press [enter] to cancel.", flush=True)

    data = []
    work = [
        threading.Thread(target=generate_data, args=(count, data), daemon=True),
        threading.Thread(target=generate_data, args=(count, data), daemon=True),
        threading.Thread(target=process_data, args=(2 * count, data), daemon=True),
    ]
    cancel_thread = threading.Thread(target=check_cancel, daemon=True)

    [t.start() for t in work]
    cancel_thread.start()

    while any(t.is_alive() for t in work):
        [t.join(0.001) for t in work]
        if not cancel_thread.is_alive():
            print("Cancelled on your request!", flush=True)
            break

    dt = datetime.datetime.now() - t0
    print(f"App exiting, total time: {dt.total_seconds():,.2f} sec.", flush=True)


def check_cancel():
    global cancelled
    try:
        input()
    except EOFError:
        while True:  # nobody is there to press a key
            time.sleep(1)
    cancelled = True


def generate_data(num: int, data: list):
    for idx in range(1, num + 1):
        if cancelled:
            return
        item = idx * idx
        data.append((item, datetime.datetime.now()))

        print(f" -- generated item {idx}", flush=True)
        time.sleep(random.random() * 0.1 + 0.05)


def process_data(num: int, data: list):
    processed = 0

    while processed < num and not cancelled:
        if not data:
            time.sleep(0.001)
            continue

        item = data.pop(0)
        processed += 1
        value, created = item
        dt = datetime.datetime.now() - created

        print(f" +++ Processed value {value} after {dt.total_seconds():,.2f} sec.", flush=True)
        time.sleep(0.05)


if __name__ == "__main__":
    main()
