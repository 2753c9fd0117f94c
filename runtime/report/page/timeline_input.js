// Wheel, mouse, touch and keys on a timeline.

function listenTo(timeline, tip) {
  const { canvas, view } = timeline;
  const pointers = new Map();
  let dragged = false;
  let lastPinch = 0;

  const place = (event) => {
    const box = canvas.getBoundingClientRect();
    return { x: event.clientX - box.left, y: event.clientY - box.top };
  };

  canvas.addEventListener("wheel", (event) => {
    event.preventDefault();
    const unit = event.deltaMode === 1 ? 30 : 1;
    const sideways = event.shiftKey ? event.deltaY || event.deltaX : event.deltaX;
    if (event.shiftKey || Math.abs(event.deltaX) > Math.abs(event.deltaY)) {
      view.move((sideways * unit * view.span) / timeline.plot);
    } else {
      view.zoom(Math.exp(Math.max(-1, Math.min(1, event.deltaY * unit * 0.002))), timeline.timeAt(place(event).x));
    }
  }, { passive: false });

  canvas.addEventListener("pointerdown", (event) => {
    canvas.setPointerCapture(event.pointerId);
    pointers.set(event.pointerId, place(event));
    dragged = false;
    lastPinch = 0;
  });
  canvas.addEventListener("pointermove", (event) => {
    const now = place(event);
    const before = pointers.get(event.pointerId);
    if (!before) {
      tip.show(timeline, timeline.find(now.x, now.y), event);
      return;
    }
    if (!dragged && pointers.size === 1 && Math.abs(now.x - before.x) < 4) return;
    dragged = true;
    tip.hide();
    canvas.classList.add("dragging");
    pointers.set(event.pointerId, now);
    if (pointers.size === 1) {
      view.move(((before.x - now.x) * view.span) / timeline.plot);
    } else {
      const [a, b] = [...pointers.values()];
      const distance = Math.max(Math.abs(a.x - b.x), 8);
      if (lastPinch > 0) view.zoom(lastPinch / distance, timeline.timeAt((a.x + b.x) / 2));
      lastPinch = distance;
    }
  });
  const release = (event) => {
    if (event.type === "pointerup" && pointers.has(event.pointerId) && !dragged) {
      const { x, y } = place(event);
      timeline.onPick(timeline, timeline.find(x, y));
    }
    pointers.delete(event.pointerId);
    if (pointers.size === 0) canvas.classList.remove("dragging");
  };
  canvas.addEventListener("pointerup", release);
  canvas.addEventListener("pointercancel", release);
  canvas.addEventListener("pointerleave", () => tip.hide());

  canvas.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const step = view.span / 8;
    const keys = {
      "+": () => view.zoom(0.7), "=": () => view.zoom(0.7), "-": () => view.zoom(1 / 0.7), "0": () => view.all(),
      ArrowLeft: () => view.move(-step), ArrowRight: () => view.move(step),
      Home: () => view.move(-view.end), End: () => view.move(view.end),
      ArrowUp: () => stepLane(timeline, -1), ArrowDown: () => stepLane(timeline, 1),
      n: () => stepEvent(timeline, 1), p: () => stepEvent(timeline, -1),
      Enter: () => stepEvent(timeline, 0), Escape: () => timeline.onPick(timeline, null),
    };
    const act = keys[event.key] || keys[event.key.toLowerCase()];
    if (!act) return;
    event.preventDefault();
    act();
  });
}

function stepLane(timeline, step) {
  const picked = timeline.picked;
  const lane = picked ? picked.lane + step : 0;
  if (lane < 0 || lane >= timeline.lanes.length) return;
  const middle = picked ? timeline.lanes[picked.lane].start[picked.index] : (timeline.view.from + timeline.view.to) / 2;
  const found = timeline.at(lane, Math.max(middle, timeline.lanes[lane].start[0]));
  if (found) timeline.onPick(timeline, found);
}

function stepEvent(timeline, step) {
  if (!timeline.picked) return stepLane(timeline, 0);
  const { lane, index } = timeline.picked;
  const columns = timeline.lanes[lane];
  const next = index + step;
  if (next < 0 || next >= columns.length) return;
  timeline.view.show(columns.start[next], columns.start[next + 1]);
  timeline.onPick(timeline, { lane, index: next, time: columns.start[next] });
}
