// The timeline of one run: the lock's lane, coloured by who holds it, and under it a lane for each thread. Without the
// GIL the first lane shows how many threads run at once.
//
// A lane with few events in view is drawn event by event. With more events than pixels, each column of pixels shows what
// share of its time the thread held the lock (solid, from below) and waited for it (red, above): exact, since it comes from
// sums (decode.js), and as quick for a million events as for a thousand.

const kMostLanes = 250;

class Timeline {
  constructor(run, view, palette, several, onPick) {
    Object.assign(this, { run, view, palette, several, onPick });
    this.lanes = run.lanes.slice(0, kMostLanes);
    this.picked = null;
    this.peak = run.lock ? 1 : run.peak;
    this.canvas = element("canvas", {
      tabindex: "0", role: "application", "aria-roledescription": "timeline",
      "aria-label": `Timeline, ${run.label}: ${run.lanes.length} threads. The tables below tell the same in numbers.`,
      "aria-describedby": "hint",
    });
    this.drawn = 0;
    this.pending = false;
    view.listeners.push(() => this.invalidate());
    new ResizeObserver(() => this.resize()).observe(this.canvas);
  }

  invalidate() {
    if (this.pending) return;
    this.pending = true;
    requestAnimationFrame(() => {
      this.pending = false;
      this.draw();
    });
  }

  measure() {
    const rem = parseFloat(getComputedStyle(document.documentElement).fontSize);
    const lanes = this.lanes.length;
    this.font = Math.round(rem * 0.95);
    const room = lanes <= 8 ? 1.75 : lanes <= 16 ? 1.4 : lanes <= 40 ? 1.1 : 0.9;
    this.lane = Math.round(rem * (this.several ? Math.min(room, 1.2) : room));
    this.gap = Math.max(2, Math.round(this.lane * 0.16));
    this.first = Math.round(rem * (this.several ? 2.1 : this.run.lock ? 2.6 : 3.4));
    this.axis = Math.round(rem * 1.6);
    this.top = this.first + Math.round(rem * 0.8);
    this.gutter = Math.round(rem * 8.5);
    this.height = this.top + lanes * (this.lane + this.gap) + this.axis;
  }

  resize() {
    this.measure();
    const ratio = Math.min(window.devicePixelRatio || 1, 2);
    this.canvas.style.height = `${this.height}px`;
    this.width = this.canvas.clientWidth;
    if (this.width === 0) return;
    this.ratio = ratio;
    this.canvas.width = Math.round(this.width * ratio);
    this.canvas.height = Math.round(this.height * ratio);
    this.draw();
  }

  get plot() { return Math.max(50, this.width - this.gutter - 8); }
  x(time) { return this.gutter + ((time - this.view.from) / this.view.span) * this.plot; }
  timeAt(x) { return this.view.from + ((x - this.gutter) / this.plot) * this.view.span; }
  y(lane) { return this.top + lane * (this.lane + this.gap); }

  draw() {
    if (!this.width) return;
    const began = performance.now();
    const pen = (this.pen = this.canvas.getContext("2d", { alpha: false }));
    pen.setTransform(this.ratio, 0, 0, this.ratio, 0, 0);
    pen.fillStyle = this.palette.card;
    pen.fillRect(0, 0, this.width, this.height);
    this.drawAxis();
    const end = this.x(Math.min(this.run.end, this.view.to));
    pen.fillStyle = this.palette.lane;
    if (end > this.gutter) {
      pen.fillRect(this.gutter, 0, end - this.gutter, this.first);
      for (const lane of this.lanes) {
        const left = Math.max(this.gutter, this.x(lane.born));
        const right = Math.min(end, this.x(lane.died));
        if (right > left) pen.fillRect(left, this.y(lane.index), right - left, this.lane);
      }
    }
    pen.save();
    pen.beginPath();
    pen.rect(this.gutter, 0, this.plot, this.height);
    pen.clip();
    this.drawFirst();
    for (const lane of this.lanes) this.drawLane(lane);
    this.drawHandOffs();
    this.drawPicked();
    pen.restore();
    this.drawNames();
    this.drawn = performance.now() - began;
  }

  drawAxis() {
    const pen = this.pen;
    const base = this.height - this.axis;
    const { step, ticks } = ticksOf(this.view.from, this.view.to, this.plot / (this.font * 7));
    pen.font = `${this.font}px system-ui, "DejaVu Sans", sans-serif`;
    pen.textAlign = "center";
    pen.textBaseline = "middle";
    for (const time of ticks) {
      const x = Math.round(this.x(time)) + 0.5;
      pen.fillStyle = this.palette.line;
      pen.fillRect(x, 0, 1, base + 4);
      const label = tickLabel(time, step);
      const half = pen.measureText(label).width / 2;
      pen.fillStyle = this.palette.quiet;
      pen.fillText(label, Math.min(Math.max(x, this.gutter + half), this.width - half - 2), base + this.axis / 2 + 3);
    }
  }

  drawNames() {
    const pen = this.pen;
    pen.textAlign = "left";
    pen.textBaseline = "middle";
    pen.font = `650 ${this.font}px system-ui, "DejaVu Sans", sans-serif`;
    pen.fillStyle = this.palette.text;
    this.name(this.run.lock ? "The GIL" : "At once", this.first / 2 - (this.run.lock ? 0 : this.font * 0.55));
    if (!this.run.lock) {
      pen.font = `${this.font}px system-ui, "DejaVu Sans", sans-serif`;
      pen.fillStyle = this.palette.quiet;
      this.name(`${this.peak} on ${this.run.cores} ${this.run.cores === 1 ? "core" : "cores"}`, this.first / 2 + this.font * 0.65);
    }
    pen.font = `${Math.min(this.font, this.lane)}px system-ui, "DejaVu Sans", sans-serif`;
    for (const lane of this.lanes) {
      pen.fillStyle = this.palette.thread(lane.index);
      pen.fillRect(0, this.y(lane.index) + this.lane * 0.2, 5, this.lane * 0.6);
      pen.fillStyle = this.palette.text;
      this.name(shortName(lane.name), this.y(lane.index) + this.lane / 2, 12);
    }
  }

  name(text, y, x = 0) {
    let shown = text.length > 60 ? text.slice(0, 60) : text;
    while (shown.length > 1 && this.pen.measureText(shown).width > this.gutter - x - 8) shown = `${shown.replace(/…$/, "").slice(0, -1)}…`;
    this.pen.fillText(shown, x, y);
  }

  // ---- lanes

  get pixels() { return Math.round(this.plot * this.ratio); }

  crowded(start, length) {
    return indexAt(start, length, this.view.to) - indexAt(start, length, this.view.from) > this.plot / 3;
  }

  drawLane(lane) {
    if (this.crowded(lane.start, lane.length)) {
      const columns = this.columnsOf(lane);
      this.fillColumns(this.y(lane.index), this.lane, [
        [columns.held, this.palette.threadPixel(lane.index)], [columns.waited, this.palette.waitPixel]],
        1, lane.born, lane.died);
      return;
    }
    const pen = this.pen;
    const top = this.y(lane.index);
    for (let i = Math.max(0, indexAt(lane.start, lane.length, this.view.from)); i < lane.length; ++i) {
      const from = lane.start[i];
      if (from > this.view.to) break;
      const left = this.x(Math.max(from, this.view.from));
      const width = this.x(Math.min(lane.start[i + 1], this.view.to)) - left;
      switch (lane.state[i]) {
        case State.holds:
          pen.fillStyle = this.palette.thread(lane.index);
          pen.fillRect(left, top, width, this.lane);
          break;
        case State.collects:
          pen.fillStyle = this.palette.thread(lane.index);
          pen.fillRect(left, top, width, this.lane);
          pen.fillStyle = this.palette.collect;
          pen.fillRect(left, top + this.lane * 0.3, Math.max(width, 1), this.lane * 0.4);
          break;
        case State.waits:
          pen.fillStyle = this.palette.waitFill;
          pen.fillRect(left, top, width, this.lane);
          pen.fillStyle = this.palette.wait;
          pen.fillRect(left, top + this.lane - 3, width, 3);
          break;
        case State.blocked:
          pen.fillStyle = this.palette.blocked;
          pen.fillRect(left, top + this.lane / 2 - 1.5, width, 3);
          break;
        default: // gone
      }
    }
  }

  // Shares of each column of device pixels in which the thread held the lock, and in which it waited.
  columnsOf(lane) {
    const pixels = this.pixels;
    const held = new Float32Array(pixels);
    const waited = new Float32Array(pixels);
    const step = this.view.span / pixels;
    let i = indexAt(lane.start, lane.length, this.view.from);
    let heldBefore = heldUntil(lane, this.view.from);
    let waitedBefore = waitedUntil(lane, this.view.from);
    for (let pixel = 0; pixel < pixels; ++pixel) {
      const time = Math.min(this.view.from + (pixel + 1) * step, this.run.end);
      // Doubling steps, then halving: short when the events are few, and never long.
      let jump = 1;
      while (i + jump < lane.length && lane.start[i + jump] <= time) {
        i += jump;
        jump *= 2;
      }
      for (; jump >= 1; jump >>= 1) {
        if (i + jump < lane.length && lane.start[i + jump] <= time) i += jump;
      }
      if (i < 0) continue;
      const within = time - lane.start[i];
      const heldNow = lane.held[i] + (lane.state[i] >= State.holds ? within : 0);
      const waitedNow = lane.waited[i] + (lane.state[i] === State.waits ? within : 0);
      held[pixel] = (heldNow - heldBefore) / step;
      waited[pixel] = (waitedNow - waitedBefore) / step;
      heldBefore = heldNow;
      waitedBefore = waitedNow;
    }
    return { held, waited };
  }

  // Stacks the shares from below, one column of device pixels at a time.
  fillColumns(top, height, layers, whole = 1, born = 0, died = this.run.end) {
    const pixels = this.pixels;
    const rows = Math.round(height * this.ratio);
    const image = this.pen.createImageData(pixels, rows);
    const cells = new Uint32Array(image.data.buffer);
    cells.fill(this.palette.lanePixel);
    const begin = Math.floor((this.x(born) - this.gutter) * this.ratio);
    const end = Math.ceil((this.x(died) - this.gutter) * this.ratio);
    for (let pixel = 0; pixel < pixels; ++pixel) {
      if (pixel < begin || pixel >= end) {
        for (let row = 0; row < rows; ++row) cells[row * pixels + pixel] = this.palette.cardPixel;
        continue;
      }
      let share = 0;
      let row = rows;
      for (const [shares, colour] of layers) {
        if (shares[pixel] === 0) continue;
        share += shares[pixel];
        const until = Math.max(0, Math.round(rows * (1 - share / whole)));
        while (row > until) cells[--row * pixels + pixel] = colour;
      }
    }
    this.pen.putImageData(image, Math.round(this.gutter * this.ratio), Math.round(top * this.ratio));
  }

  drawFirst() {
    const lock = this.run.lock;
    if (!lock || this.crowded(lock.start, lock.length)) {
      const layers = this.lanes.map((lane) => [this.columnsOf(lane).held, this.palette.threadPixel(lane.index)]);
      this.fillColumns(0, this.first, layers, this.peak);
      if (!lock && this.run.cores < this.peak) {
        // More than the processor has cores for.
        this.pen.fillStyle = this.palette.text;
        this.pen.fillRect(this.gutter, Math.round(this.first * (1 - this.run.cores / this.peak)),
          this.x(Math.min(this.run.end, this.view.to)) - this.gutter, 1);
      }
      return;
    }
    const pen = this.pen;
    for (let i = Math.max(0, indexAt(lock.start, lock.length, this.view.from)); i < lock.length; ++i) {
      if (lock.start[i] > this.view.to) break;
      if (lock.holder[i] < 0) continue;
      const left = this.x(Math.max(lock.start[i], this.view.from));
      const width = this.x(Math.min(lock.start[i + 1], this.view.to)) - left;
      pen.fillStyle = this.palette.thread(lock.holder[i]);
      pen.fillRect(left, 0, width, this.first);
    }
  }

  // Where the lock goes from lane to lane, when there is room to see it.
  drawHandOffs() {
    const lock = this.run.lock;
    if (!lock) return;
    const first = Math.max(0, indexAt(lock.start, lock.length, this.view.from));
    const last = indexAt(lock.start, lock.length, this.view.to);
    if (last - first > this.plot / 12) return;
    const pen = this.pen;
    pen.strokeStyle = this.palette.quiet;
    pen.lineWidth = 1.5;
    pen.beginPath();
    let before = -1;
    for (let i = Math.max(0, first - 2); i <= last; ++i) {
      const holder = lock.holder[i];
      if (holder < 0 || holder >= this.lanes.length) continue;
      if (before >= 0 && before !== holder) {
        const x = this.x(lock.start[i]);
        const down = holder > before;
        pen.moveTo(x, this.y(before) + (down ? this.lane : 0));
        pen.lineTo(x, this.y(holder) + (down ? 0 : this.lane));
      }
      before = holder;
    }
    pen.stroke();
  }

  drawPicked() {
    if (!this.picked) return;
    const lane = this.lanes[this.picked.lane];
    const left = this.x(lane.start[this.picked.index]);
    const right = this.x(lane.start[this.picked.index + 1]);
    this.pen.strokeStyle = this.palette.text;
    this.pen.lineWidth = 2.5;
    this.pen.strokeRect(left - 1, this.y(lane.index) - 1, Math.max(right - left, 2) + 2, this.lane + 2);
  }

  // ---- what is where

  /// The event under a point of the canvas: its lane and index; or null.
  find(x, y) {
    if (x < this.gutter || x > this.gutter + this.plot) return null;
    const time = this.timeAt(x);
    if (time > this.run.end) return null;
    if (y < this.first) {
      const lock = this.run.lock;
      if (!lock) return null;
      const i = indexAt(lock.start, lock.length, time);
      if (i < 0 || lock.holder[i] < 0 || lock.holder[i] >= this.lanes.length) return null;
      return this.at(lock.holder[i], time);
    }
    const lane = Math.floor((y - this.top) / (this.lane + this.gap));
    return lane >= 0 && lane < this.lanes.length ? this.at(lane, time) : null;
  }

  at(lane, time) {
    const index = indexAt(this.lanes[lane].start, this.lanes[lane].length, time);
    return index < 0 ? null : { lane, index, time };
  }

  pick(found) {
    this.picked = found;
    this.invalidate();
  }
}

/// Without the function that threading puts after the number: the line of code tells as much.
function shortName(name) {
  return name.replace(/^(Thread-\d+) \(.*\)$/s, "$1");
}
