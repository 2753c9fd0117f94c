import concurrent.futures
import time
from concurrent.futures import ThreadPoolExecutor, as_completed

URLS = ['http://www.foxnews.com/',
        'http://www.cnn.com/',
        'http://europe.wsj.com/',
        'http://www.bbc.co.uk/',
        'http://nonexistent-subdomain.python.org/']


def load_url(url, timeout):
    time.sleep(0.002)
    if 'nonexistent' in url:
        raise OSError(-2, 'Name or service not known')
    return ('<html>' + url + '</html>').encode()


def summary():
    out = {}
    with concurrent.futures.ThreadPoolExecutor(max_workers=5) as executor:
        future_to_url = {executor.submit(load_url, url, 60): url for url in URLS}
        for future in concurrent.futures.as_completed(future_to_url):
            url = future_to_url[future]
            try:
                data = future.result()
            except Exception as exc:
                out[url] = '%r generated an exception: %s' % (url, exc)
            else:
                out[url] = '%r page is %d bytes' % (url, len(data))
    return out


found = summary()
for url in URLS:
    print(found[url])

with ThreadPoolExecutor() as ex:
    print(list(ex.map(pow, [2, 3, 10], [5, 2, 3])))
    squares = {ex.submit(lambda x: x * x, n): n for n in range(6)}
    print(sorted((squares[f], f.result()) for f in as_completed(squares)))

    def chain(fut):
        notes.append(("callback", fut.result(), fut.done(), fut.cancelled()))

    notes = []
    f = ex.submit(sum, [1, 2, 3])
    f.add_done_callback(chain)
    f.result()
print(notes)

with ThreadPoolExecutor(max_workers=1) as ex:
    import threading
    gate = threading.Event()
    first = ex.submit(gate.wait)
    second = ex.submit(print, "never printed")
    print("cancelled:", second.cancel(), second.cancelled())
    try:
        first.result(timeout=0.01)
    except concurrent.futures.TimeoutError:
        print("timed out as expected")
    gate.set()
    done, not_done = concurrent.futures.wait([first, second])
    print(len(done), len(not_done), first.result())
    try:
        second.result()
    except concurrent.futures.CancelledError as e:
        print("CancelledError", e.args)
try:
    ex.submit(print)
except RuntimeError as e:
    print(e)
