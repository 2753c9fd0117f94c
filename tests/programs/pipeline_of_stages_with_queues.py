"""An assembly line: each stage is a thread that reads from a queue and writes to the next one."""
from __future__ import annotations

import threading
from dataclasses import dataclass, field
from queue import Queue
from typing import Any, Callable

DONE = object()


@dataclass
class Stage:
    name: str
    function: Callable[[Any], Any] = field(repr=False)
    workers: int = 1
    seen: int = field(default=0, init=False)
    inbox: Queue = field(default_factory=lambda: Queue(maxsize=3), init=False, repr=False)
    outbox: Queue | None = field(default=None, init=False, repr=False)
    lock: threading.Lock = field(default_factory=threading.Lock, init=False, repr=False, compare=False)

    def run(self):
        while (item := self.inbox.get()) is not DONE:
            result = self.function(item)
            with self.lock:
                self.seen += 1
            if result is not None:
                self.outbox.put(result)
        self.inbox.put(DONE)    # for the colleagues


class Pipeline:
    def __init__(self, *stages: Stage):
        self.stages = stages
        self.results: Queue = Queue()
        for stage, following in zip(stages, stages[1:]):
            stage.outbox = following.inbox
        stages[-1].outbox = self.results

    def __or__(self, stage: Stage) -> Pipeline:
        return Pipeline(*self.stages, stage)

    def __call__(self, items):
        crews = [[threading.Thread(target=s.run, name=f"{s.name}-{i}") for i in range(s.workers)] for s in self.stages]
        for crew in crews:
            for thread in crew:
                thread.start()
        for item in items:
            self.stages[0].inbox.put(item)
        for stage, crew in zip(self.stages, crews):
            stage.inbox.put(DONE)
            for thread in crew:
                thread.join()
        while not self.results.empty():
            yield self.results.get()


def parse(line):
    number, _, text = line.partition(":")
    return (int(number), text.strip()) if number.strip().isdigit() else None


def enrich(item):
    number, text = item
    return {"id": number, "words": text.split(), "length": len(text)}


def render(record):
    return f"#{record['id']:03} {' '.join(w.capitalize() for w in record['words'])} ({record['length']})"


LINES = [f"{i}: item number {i}" for i in range(1, 11)] + ["oops", "x: y"]
pipeline = Pipeline(Stage("parse", parse, workers=2)) | Stage("enrich", enrich, 3) | Stage("render", render)
for line in sorted(pipeline(LINES)):
    print(line)
for stage in pipeline.stages:
    print(stage)
