// What happened, in words.

function reason(run, cause, what, other) {
  switch (cause) {
    case "interval": return "another thread had waited for the switch interval and asked for the lock";
    case "priority": return "another thread came back from a blocking call, which goes first, and asked for the lock at once";
    case "blocking": return what ? `it called ${what}, which blocks` : "it called something that blocks";
    case "ticks": return "it had run for so many ticks";
    case "exit": return "it ended";
    case "stop": return "another thread stopped the world to collect garbage";
    case "yield": return "it gave way to another thread";
    default: return cause;
  }
}

// Milliseconds to the microsecond: two moments that are close can be told apart.
function moment(ns) {
  return `${(ns / 1e6).toLocaleString("en", { minimumFractionDigits: 3, maximumFractionDigits: 3 })} ms`;
}

function nameOf(run, index) {
  return index >= 0 && index < run.lanes.length ? shortName(run.lanes[index].name) : "";
}

/// A headline, facts, and the place in the source, of one event of a lane.
function explain(run, lane, index) {
  const state = lane.state[index];
  const here = describe(run, lane.descriptor[index]);
  const length = lane.start[index + 1] - lane.start[index];
  const last = index + 1 >= lane.length;
  const next = last ? null : describe(run, lane.descriptor[index + 1]);
  const time = duration(length, 4);
  const lock = run.gil;
  const facts = [];
  const name = shortName(lane.name);
  let headline = "";
  let place = here.file ? here : null;
  if (state >= State.holds) {
    headline = state === State.collects ? `${name} collected garbage for ${time}`
      : lock ? `${name} held the GIL for ${time}` : `${name} ran for ${time}`;
    const from = nameOf(run, here.other);
    if (lock && from && here.other !== lane.index && here.cause) {
      facts.push(`It came from ${from}, because ${reason(run, here.cause, here.what).replace(/^it /, `${from} `).replace(/^its /, `${from}'s `)}.`);
    }
    if (next && next.state < State.holds && next.cause) {
      facts.push(`${lock ? "It let go" : "It stopped"}, because ${reason(run, next.cause, next.what)}.`);
      place = next.file ? next : null;
    } else {
      place = null;
    }
  } else if (state === State.waits) {
    headline = lock ? `${name} waited ${time} for the GIL` : `${name} was paused for ${time}`;
    const holder = nameOf(run, here.other);
    if (lock && holder && here.other !== lane.index) facts.push(`${holder} held it.`);
  } else if (state === State.blocked) {
    headline = `${name} was blocked for ${time}`;
    if (here.what) facts.push(`In ${here.what}; ${lock ? "it does not need the GIL for that" : "it does not run"}.`);
  } else {
    headline = `${name} is not running`;
  }
  facts.push(`From ${moment(lane.start[index])} to ${moment(lane.start[index + 1])}.`);
  return { headline, facts, place };
}

/// The lines around a place, or null where the source is not at hand.
function excerpt(place, around = 3) {
  if (!place || !place.file) return null;
  const box = element("div", {}, element("h3", { style: "margin-top:0" }, `${place.file.name}, line ${place.line}`));
  const code = element("pre");
  for (let line = place.line - around; line <= place.line + around; ++line) {
    const text = place.file.lines[line];
    if (text === undefined) continue;
    code.append(element("span", { class: line === place.line ? "row here" : "row" },
      element("span", { class: "number" }, String(line)), text || " "));
  }
  if (code.childElementCount > 0) box.append(code);
  return box;
}

class Tip {
  constructor(box) { this.box = box; }

  hide() { this.box.hidden = true; }

  show(timeline, found, event) {
    if (!found) return this.hide();
    const lane = timeline.lanes[found.lane];
    const { run } = timeline;
    const width = ((lane.start[found.index + 1] - lane.start[found.index]) / timeline.view.span) * timeline.plot;
    this.box.replaceChildren();
    if (width >= 1) {
      const told = explain(run, lane, found.index);
      this.box.append(element("strong", {}, told.headline));
      for (const fact of told.facts.slice(0, -1)) this.box.append(element("div", {}, fact));
      if (told.place) this.box.append(element("div", {}, `Line ${told.place.line} of ${told.place.file.name.split("/").pop()}`));
    } else {
      const pixel = timeline.view.span / timeline.plot;
      const from = found.time - 2 * pixel;
      const to = found.time + 2 * pixel;
      const share = (until) => percent(until(lane, to) - until(lane, from), to - from);
      this.box.append(element("strong", {}, lane.name),
        element("div", {}, `Around ${duration(found.time, 4)}: ${run.gil ? "held the GIL" : "ran"} ${share(heldUntil)}, ` +
          `${run.gil ? "waited" : "paused"} ${share(waitedUntil)} of the time. Zoom in for single events.`));
    }
    this.box.hidden = false;
    const box = this.box.getBoundingClientRect();
    const left = Math.min(event.clientX + 14, window.innerWidth - box.width - 8);
    const below = event.clientY + 18;
    this.box.style.transform = `translate(${Math.max(4, left)}px, ${below + box.height > window.innerHeight ? event.clientY - box.height - 10 : below}px)`;
  }
}
