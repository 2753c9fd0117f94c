// Reads a run, as runtime/report/run_recorder.hpp writes it: one stream of (time since the last event, descriptor), both
// as LEB128, for all threads, in the order of time. A descriptor is eight numbers: lane, state, cause, what, file, line,
// other lane, flags; -1 is none. With Flag.number a third number follows: of a state that holds, how long the thread had
// waited for that, and of an object's lock, how long it waited.
//
// From it come, for each thread, columns of equal length: when a state began, which state, which descriptor, and how
// long the thread had held and waited until then. With these sums, what share of any stretch a thread held the lock
// costs two binary searches, whatever the stretch holds: that is what keeps zooming smooth.

const State = { gone: 0, blocked: 1, waits: 2, holds: 3, collects: 4, asks: 5, contended: 6 };
const Flag = { foundHeld: 1, number: 2 };
const kWidth = 8;

function bytesOf(base64) {
  const text = atob(base64);
  const bytes = new Uint8Array(text.length);
  for (let i = 0; i < text.length; ++i) bytes[i] = text.charCodeAt(i);
  return bytes;
}

function decodeRun(raw) {
  const flat = Int32Array.from(raw.descriptors);
  const stream = readStream(bytesOf(raw.events), raw.count, flat);
  const sizes = new Uint32Array(raw.threads.length);
  for (const descriptor of stream.which) {
    const state = flat[descriptor * kWidth + 1];
    if (state < State.asks) sizes[flat[descriptor * kWidth]] += flat[descriptor * kWidth + 7] & Flag.number ? 2 : 1;
  }
  const run = {
    ...raw, events: null, descriptors: flat, end: Math.max(raw.wall_ns, stream.end),
    lanes: raw.threads.map((thread, i) => makeLane(thread, i, sizes[i])),
    asks: [], contended: new Map(), // waits for objects' locks, by type and line
  };
  // Retroactive waits have a descriptor of their own, which says nothing.
  run.descriptors = new Int32Array(flat.length + kWidth).fill(-1);
  run.descriptors.set(flat);
  run.silent = flat.length / kWidth;
  for (let i = 0; i < raw.count; ++i) append(run, stream.when[i], stream.which[i], stream.number[i]);
  for (const lane of run.lanes) lane.close(run.end);
  run.lock = raw.gil ? lockOf(run, stream.when, stream.which) : null;
  run.peak = peakOf(run, stream.which);
  return run;
}

function readStream(bytes, length, descriptors) {
  const when = new Float64Array(length);
  const which = new Uint32Array(length);
  const number = new Float64Array(length);
  let at = 0;
  const next = () => {
    let byte = bytes[at++];
    let value = byte & 127;
    for (let scale = 128; byte > 127; scale *= 128) {
      byte = bytes[at++];
      value += (byte & 127) * scale;
    }
    return value;
  };
  let time = 0;
  for (let i = 0; i < length; ++i) {
    time += next();
    when[i] = time;
    which[i] = next();
    if (descriptors[which[i] * kWidth + 7] & Flag.number) number[i] = next();
  }
  return { when, which, number, end: time };
}

function makeLane(thread, index, size) {
  const lane = {
    index, name: thread.name, number: thread.number, length: 0,
    start: new Float64Array(size + 1), state: new Uint8Array(size + 1), descriptor: new Uint32Array(size + 1),
    held: new Float64Array(size + 1), waited: new Float64Array(size + 1),
  };
  lane.close = (end) => {
    // A last entry that only ends the one before.
    push(lane, end, State.gone, 0);
    --lane.length;
    const last = lane.length - 1;
    lane.born = last < 0 ? end : lane.start[0];
    lane.died = last >= 0 && lane.state[last] === State.gone ? lane.start[last] : end;
  };
  return lane;
}

function push(lane, time, state, descriptor) {
  const i = lane.length++;
  lane.start[i] = time;
  lane.state[i] = state;
  lane.descriptor[i] = descriptor;
  if (i === 0) return;
  const before = lane.state[i - 1];
  const length = time - lane.start[i - 1];
  lane.held[i] = lane.held[i - 1] + (before >= State.holds ? length : 0);
  lane.waited[i] = lane.waited[i - 1] + (before === State.waits ? length : 0);
}

function append(run, time, descriptor, number) {
  const base = descriptor * kWidth;
  const state = run.descriptors[base + 1];
  const lane = run.lanes[run.descriptors[base]];
  if (state === State.asks) {
    run.asks.push({ time, lane: lane.index, descriptor });
  } else if (state === State.contended) {
    const what = run.descriptors[base + 3];
    const name = what < 0 ? "object" : run.strings[what];
    const key = `${name} ${run.descriptors[base + 4]} ${run.descriptors[base + 5]}`;
    let sum = run.contended.get(key);
    if (!sum) run.contended.set(key, (sum = { type: name, descriptor, times: 0, time: 0 }));
    ++sum.times;
    sum.time += number;
  } else {
    if (run.descriptors[base + 7] & Flag.number) waitSince(lane, time - number, run.silent);
    push(lane, time, state, descriptor);
  }
}

// It began to wait before it found the lock held, which is what its last event says, or did not even find it held.
function waitSince(lane, time, descriptor) {
  const last = lane.length - 1;
  if (last >= 0 && lane.state[last] === State.waits) lane.start[last] = time;
  else push(lane, time, State.waits, descriptor);
}

/// Who held the lock when: a lane of its own, whose state is the holder's index + 1, 0 for nobody.
function lockOf(run, when, which) {
  const lock = { length: 0, start: [], holder: [], from: [] };
  const starts = new Float64Array(run.count + 1);
  const holders = new Int32Array(run.count + 1);
  let length = 0;
  let holder = -1;
  const states = new Uint8Array(run.lanes.length);
  for (let i = 0; i < run.count; ++i) {
    const base = which[i] * kWidth;
    const state = run.descriptors[base + 1];
    const thread = run.descriptors[base];
    if (state >= State.asks) continue;
    const holds = state >= State.holds;
    const held = states[thread] >= State.holds;
    states[thread] = state;
    if (holds === held) continue;
    if (holds) holder = thread;
    else if (holder === thread) holder = -1;
    else continue;
    starts[length] = when[i];
    holders[length++] = holder;
  }
  starts[length] = run.end;
  lock.length = length;
  lock.start = starts.subarray(0, length + 1);
  lock.holder = holders.subarray(0, length + 1);
  return lock;
}

/// How many threads at most ran at once.
function peakOf(run, which) {
  const holds = new Uint8Array(run.lanes.length);
  let now = 0;
  let peak = 1;
  for (const descriptor of which) {
    const base = descriptor * kWidth;
    const state = run.descriptors[base + 1];
    if (state >= State.asks) continue;
    const lane = run.descriptors[base];
    now += (state >= State.holds ? 1 : 0) - holds[lane];
    holds[lane] = state >= State.holds ? 1 : 0;
    if (now > peak) peak = now;
  }
  return peak;
}

/// The last index whose start is not after `time`, -1 when all are.
function indexAt(start, length, time) {
  let low = 0;
  let high = length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (start[middle] <= time) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

function heldUntil(lane, time) {
  const i = indexAt(lane.start, lane.length, time);
  if (i < 0) return 0;
  return lane.held[i] + (lane.state[i] >= State.holds ? time - lane.start[i] : 0);
}

function waitedUntil(lane, time) {
  const i = indexAt(lane.start, lane.length, time);
  if (i < 0) return 0;
  return lane.waited[i] + (lane.state[i] === State.waits ? time - lane.start[i] : 0);
}

/// A descriptor with its names.
function describe(run, descriptor) {
  const [thread, state, cause, what, file, line, other] =
    run.descriptors.subarray(descriptor * kWidth, (descriptor + 1) * kWidth);
  return {
    thread, state, cause: cause < 0 ? "" : run.causes[cause], what: what < 0 ? "" : run.strings[what],
    file: file < 0 ? null : run.files[file], line, other,
  };
}
