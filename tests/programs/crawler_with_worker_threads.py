"""A crawler over a pretend web: worker threads, a queue of links, a set of what was seen, polite errors."""
import logging
import queue
import sys
import threading
import time

logging.basicConfig(stream=sys.stdout, level=logging.WARNING, format="%(levelname)s %(name)s: %(message)s")
log = logging.getLogger("crawler")

WEB = {
    "/": '<a href="/about">About</a> <a href="/blog">Blog</a> <a href="/missing">x</a>',
    "/about": '<a href="/">Home</a> <a href="/team">Team</a>',
    "/blog": '<a href="/blog/1">1</a> <a href="/blog/2">2</a> <a href="/">Home</a>',
    "/blog/1": '<a href="/blog/2">next</a> <a href="/broken">!</a>',
    "/blog/2": '<a href="/blog/1">previous</a> <a href="/blog/3">next</a>',
    "/blog/3": 'The <b>end</b>.',
    "/team": '<a href="/about">back</a>',
    "/broken": None,
}


class HTTPError(Exception):
    def __init__(self, status, url):
        super().__init__(f"{status} for {url}")
        self.status = status


def fetch(url):
    time.sleep(0.001)
    if url not in WEB:
        raise HTTPError(404, url)
    if WEB[url] is None:
        raise ConnectionResetError(104, "Connection reset by peer")
    return WEB[url]


def links(html):
    at = 0
    while (start := html.find('href="', at)) != -1:
        start += len('href="')
        at = html.index('"', start)
        yield html[start:at]


class Crawler:
    def __init__(self, workers=4):
        self.todo = queue.Queue()
        self.seen = set()
        self.lock = threading.Lock()
        self.pages = {}
        self.errors = {}
        self.workers = [threading.Thread(target=self.work, name=f"worker-{i}", daemon=True) for i in range(workers)]

    def add(self, url, depth):
        with self.lock:
            if url in self.seen:
                return False
            self.seen.add(url)
        self.todo.put((url, depth))
        return True

    def work(self):
        while True:
            url, depth = self.todo.get()
            try:
                html = fetch(url)
                self.pages[url] = sorted(set(links(html)))
                if depth > 0:
                    for link in self.pages[url]:
                        self.add(link, depth - 1)
            except HTTPError as e:
                self.errors[url] = e.status
            except OSError as e:
                self.errors[url] = f"{type(e).__name__}({e.errno})"
            finally:
                self.todo.task_done()

    def crawl(self, start, depth=5):
        self.add(start, depth)
        for w in self.workers:
            w.start()
        self.todo.join()
        return self.pages


crawler = Crawler()
for url, found in sorted(crawler.crawl("/").items()):
    print(f"{url:10} -> {', '.join(found) or '(nothing)'}")
for url, error in sorted(crawler.errors.items()):
    log.warning("%s: %s", url, error)
incoming = {}
for url, found in crawler.pages.items():
    for link in found:
        incoming.setdefault(link, []).append(url)
print({url: len(sources) for url, sources in sorted(incoming.items())})
print(len(crawler.seen), "urls seen;", all(w.is_alive() and w.daemon for w in crawler.workers), crawler.todo.unfinished_tasks)
print(sorted(Crawler(workers=1).crawl("/blog/3", depth=0)))
