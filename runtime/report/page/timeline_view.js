// The part of time that is on the screen, the same for all runs. Everybody who draws it is told when it changes.

class TimelineView {
  constructor(end) {
    this.end = Math.max(end, 1);
    this.from = 0;
    this.to = this.end;
    this.listeners = [];
  }

  get span() { return this.to - this.from; }

  set(from, to) {
    const span = Math.min(Math.max(to - from, Math.min(1000, this.end)), this.end);
    this.from = Math.min(Math.max(from, 0), this.end - span);
    this.to = this.from + span;
    for (const listener of this.listeners) listener();
  }

  /// Makes the span `factor` times as long; `time` stays where it is.
  zoom(factor, time = (this.from + this.to) / 2) {
    const span = Math.min(Math.max(this.span * factor, Math.min(1000, this.end)), this.end);
    const from = time - ((time - this.from) * span) / this.span;
    this.set(from, from + span);
  }

  move(nanoseconds) { this.set(this.from + nanoseconds, this.to + nanoseconds); }
  all() { this.set(0, this.end); }

  /// So that this stretch can be seen; a little around it.
  show(from, to) {
    if (from >= this.from && to <= this.to && to - from > this.span / 400) return;
    const span = Math.min(this.end, Math.max((to - from) * 4, this.span / 4));
    const middle = (from + to) / 2;
    this.set(middle - span / 2, middle + span / 2);
  }
}

/// Round times between `from` and `to`, at most `most` of them.
function ticksOf(from, to, most) {
  const least = (to - from) / Math.max(most, 1);
  let step = 10 ** Math.floor(Math.log10(least));
  for (const factor of [1, 2, 5, 10]) {
    if (step * factor >= least) {
      step *= factor;
      break;
    }
  }
  const ticks = [];
  for (let time = Math.ceil(from / step) * step; time <= to; time += step) ticks.push(time);
  return { step, ticks };
}

function tickLabel(time, step) {
  if (time === 0) return "0";
  const [unit, name] = step < 1e3 && time < 1e6 ? [1, "ns"] : step < 1e6 && time < 1e9 ? [1e3, "µs"]
    : step < 1e9 && time < 10e9 ? [1e6, "ms"] : [1e9, "s"];
  const digits = Math.max(0, Math.ceil(-Math.log10(step / unit) - 1e-9));
  return `${(time / unit).toLocaleString("en", { minimumFractionDigits: digits, maximumFractionDigits: digits })} ${name}`;
}
