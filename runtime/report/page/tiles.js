// The few numbers that say it all.

function showTiles(host, runs) {
  host.replaceChildren();
  const cores = (run) => (run.wall_ns > 0 ? (run.cpu_ns / run.wall_ns).toFixed(2) : "–");
  const locked = runs.filter((run) => run.gil);
  if (runs.length > 1 && runs[0].gil !== runs[1].gil) {
    const [on, off] = runs[0].gil ? runs : [runs[1], runs[0]];
    const ratio = on.wall_ns / off.wall_ns;
    tile(host, ratio >= 1 ? "Faster without GIL" : "Slower without GIL", [`${Math.max(ratio, 1 / ratio).toFixed(2)}×`], "hero");
  }
  tile(host, "Wall time", runs.map((run) => duration(run.wall_ns)), "", runs);
  tile(host, "CPU time", runs.map((run) => duration(run.cpu_ns)), "", runs);
  tile(host, `Cores busy, of ${runs[0].cores}`, runs.map(cores), "", runs);
  if (locked.length > 0) {
    tile(host, "Waiting for the GIL", runs.map((run) => (run.gil ? duration(run.numbers.wait) : "–")), "", runs);
    tile(host, "Hand-offs", runs.map((run) => (run.gil ? count(run.numbers.handOffCount) : "–")), "", runs);
  }
}

function tile(host, name, values, kind = "", runs = []) {
  const made = element("div", { class: `tile ${kind}` }, element("div", { class: "name" }, name));
  if (values.length === 1) {
    made.append(element("div", { class: "value" }, values[0]));
  } else {
    const pair = element("div", { class: "pair" });
    values.forEach((value, i) => pair.append(runTag(runs[i]), element("span", { class: "value" }, value)));
    made.append(pair);
  }
  host.append(made);
}
