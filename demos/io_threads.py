"""Four threads that wait take no longer than one: threads do help when a program waits."""

import datetime
import sys
import time
from threading import Thread


def main():
    seconds = float(sys.argv[1]) if len(sys.argv) > 1 else 1.0
    pages = ["python.org", "pypi.org", "docs.python.org", "peps.python.org"]

    t0 = datetime.datetime.now()
    for page in pages:
        download(page, seconds)
    serial = (datetime.datetime.now() - t0).total_seconds()
    print(f"One after the other: {serial:,.2f} sec.")

    threads = [Thread(target=download, args=(page,), kwargs={"seconds": seconds}) for page in pages]

    t0 = datetime.datetime.now()
    [t.start() for t in threads]
    [t.join() for t in threads]
    together = (datetime.datetime.now() - t0).total_seconds()
    print(f"In {len(threads)} threads: {together:,.2f} sec.")


def download(page: str, seconds: float):
    print(f"Downloading {page}...", flush=True)
    time.sleep(seconds)  # the network is slow
    print(f"Downloaded {page}.", flush=True)


if __name__ == "__main__":
    main()
