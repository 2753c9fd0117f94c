// The numbers of a run, from its events alone.

function numbersOf(run) {
  const waits = [];
  const threads = [];
  const handOffs = new Map();
  const lines = new Map();
  for (const lane of run.lanes) {
    const life = { holds: 0, waits: 0, blocked: 0, takes: 0, lost: 0 };
    for (let i = 0; i < lane.length; ++i) {
      const length = lane.start[i + 1] - lane.start[i];
      const state = lane.state[i];
      const held = i > 0 && lane.state[i - 1] >= State.holds;
      if (state >= State.holds) {
        life.holds += length;
        if (!held) {
          ++life.takes;
          noteHandOff(run, lane, i, handOffs);
        }
      } else if (state === State.waits) {
        life.waits += length;
        if (foundHeld(run, lane, i)) waits.push(length);
      } else if (state === State.blocked) {
        life.blocked += length;
      }
      if (held && state < State.holds) noteLost(run, lane.descriptor[i], lines);
    }
    threads.push(life);
  }
  const sorted = Float64Array.from(waits).sort();
  const at = (share) => (sorted.length === 0 ? 0 : sorted[Math.min(sorted.length - 1, Math.max(0, Math.ceil(share * sorted.length) - 1))]);
  return {
    threads, waits: sorted,
    median: at(0.5), p99: at(0.99), longest: sorted.length ? sorted[sorted.length - 1] : 0,
    hold: sum(threads, "holds"), wait: sum(threads, "waits"), blocked: sum(threads, "blocked"),
    takes: sum(threads, "takes"),
    handOffs, handOffCount: [...handOffs.values()].reduce((a, b) => a + b, 0),
    lines: [...lines.values()].sort((a, b) => b.times - a.times),
  };
}

// Whether this wait was one for a lock that somebody had; without a lock, a pause of the world.
function foundHeld(run, lane, i) {
  if (i + 1 >= lane.length) return false;
  if (!run.gil) return i > 0 && lane.state[i - 1] >= State.holds;
  return (run.descriptors[lane.descriptor[i + 1] * kWidth + 7] & Flag.foundHeld) !== 0;
}

function sum(rows, key) {
  return rows.reduce((total, row) => total + row[key], 0);
}

// Taken after another thread: a hand-off, for the reason for which that one let go.
function noteHandOff(run, lane, i, handOffs) {
  const base = lane.descriptor[i] * kWidth;
  const other = run.descriptors[base + 6];
  const cause = run.descriptors[base + 2];
  if (!run.gil || other < 0 || other === lane.index || cause < 0) return;
  const name = run.causes[cause];
  handOffs.set(name, (handOffs.get(name) || 0) + 1);
}

function noteLost(run, descriptor, lines) {
  const base = descriptor * kWidth;
  const file = run.descriptors[base + 4];
  const line = run.descriptors[base + 5];
  if (file < 0 || line <= 0) return;
  const key = file * 16777216 + line;
  let row = lines.get(key);
  if (!row) lines.set(key, (row = { file: run.files[file], line, times: 0, causes: new Map() }));
  ++row.times;
  const what = run.descriptors[base + 3];
  const cause = run.causes[run.descriptors[base + 2]];
  const name = what < 0 || run.strings[what] === "" ? cause : `${cause}: ${run.strings[what]}`;
  row.causes.set(name, (row.causes.get(name) || 0) + 1);
}

/// How many of `sorted` fall between the edges 1, 2, 5, 10, ... ns that it spans.
function histogram(sorted) {
  if (sorted.length === 0) return { edges: [], counts: [] };
  const edges = [];
  for (let power = 1; ; power *= 10) {
    for (const step of [1, 2, 5]) edges.push(step * power);
    if (edges[edges.length - 1] > sorted[sorted.length - 1]) break;
  }
  const counts = new Array(edges.length).fill(0);
  let bin = 0;
  for (const value of sorted) {
    while (bin + 1 < edges.length && value >= edges[bin + 1]) ++bin;
    ++counts[bin];
  }
  let first = counts.findIndex((n) => n > 0);
  let last = counts.length - 1;
  while (counts[last] === 0) --last;
  return { edges: edges.slice(first, last + 1), counts: counts.slice(first, last + 1) };
}
