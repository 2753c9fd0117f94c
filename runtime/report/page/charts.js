// The charts below the timeline, drawn by Chart.js; each has a table that says the same.

function chartDefaults(palette) {
  const rem = parseFloat(getComputedStyle(document.documentElement).fontSize);
  Chart.defaults.font.family = 'system-ui, "DejaVu Sans", sans-serif';
  Chart.defaults.font.size = Math.round(rem * 0.9);
  Chart.defaults.color = palette.quiet;
  Chart.defaults.borderColor = palette.line;
  Chart.defaults.animation = false;
  Chart.defaults.maintainAspectRatio = false;
  Chart.defaults.plugins.legend.labels.boxWidth = rem;
  return rem;
}

function makeChart(host, height, label, config) {
  const canvas = element("canvas", { role: "img", "aria-label": label });
  const box = element("div", { class: "chart", style: `height:${Math.round(height)}px` }, canvas);
  host.append(box);
  return new Chart(canvas, config);
}

function makeTable(caption, titles, rows) {
  const table = element("table", {}, element("caption", {}, caption),
    element("thead", {}, element("tr", {}, ...titles.map((title) => element("th", { scope: "col" }, title)))));
  const body = element("tbody");
  for (const row of rows) body.append(element("tr", {}, ...row.map((cell) => element("td", {}, cell))));
  table.append(body);
  return table;
}

function asTable(caption, titles, rows) {
  return element("details", {}, element("summary", {}, "The same as a table"),
    element("div", { class: "scroll" }, makeTable(caption, titles, rows)));
}

function runTag(run) {
  return element("span", { class: `tag ${run.gil ? "on" : "off"}` }, run.label);
}

function runColour(palette, run, several) {
  return several ? (run.gil ? palette.on : palette.off) : palette.wait;
}

// ---- how long threads waited

function showWaits(host, runs, palette) {
  const rem = chartDefaults(palette);
  const locked = runs.filter((run) => run.numbers.waits.length > 0);
  host.replaceChildren(element("h2", {}, runs.some((run) => run.gil) ? "How long threads waited for the GIL" : "Pauses"));
  if (locked.length === 0) {
    host.append(element("p", { class: "quiet" }, "Nobody waited."));
    return;
  }
  const several = runs.length > 1;
  for (const run of locked) {
    const facts = element("p", { class: "facts" });
    if (several) facts.append(runTag(run));
    for (const [name, value] of [["median", run.numbers.median], ["99 %", run.numbers.p99], ["longest", run.numbers.longest]]) {
      facts.append(element("span", {}, `${name} `, element("b", {}, duration(value))));
    }
    facts.append(element("span", { class: "quiet" }, `${count(run.numbers.waits.length)} waits`));
    host.append(facts);
  }
  const shown = locked.map((run) => ({ run, bins: histogram(run.numbers.waits) }));
  const edges = [...new Set(shown.flatMap(({ bins }) => bins.edges))].sort((a, b) => a - b);
  const counts = shown.map(({ bins }) => edges.map((edge) => bins.counts[bins.edges.indexOf(edge)] || 0));
  const labels = edges.map((edge) => duration(edge));
  makeChart(host, rem * 11, "Histogram of the waits", {
    type: "bar",
    data: {
      labels,
      datasets: shown.map(({ run }, i) => ({
        label: run.label, data: counts[i].map((n) => n || null), minBarLength: 3,
        backgroundColor: runColour(palette, run, several), categoryPercentage: 0.96, barPercentage: 0.96,
      })),
    },
    options: {
      plugins: {
        legend: { display: locked.length > 1 },
        tooltip: { callbacks: { title: ([item]) => `from ${labels[item.dataIndex]}`, label: (item) => `${count(item.raw)} waits` } },
      },
      scales: {
        x: { grid: { display: false }, title: { display: true, text: "wait of at least" } },
        y: { beginAtZero: true, ticks: { precision: 0, maxTicksLimit: 5 }, title: { display: true, text: "how often" } },
      },
    },
  });
  host.append(asTable("Waits by length", ["at least", ...shown.map(({ run }) => run.label)],
    edges.map((edge, i) => [labels[i], ...counts.map((column) => count(column[i]))])));
}

// ---- each thread's share

const kMostBars = 16;

function showShares(host, runs, palette) {
  const rem = chartDefaults(palette);
  host.replaceChildren(element("h2", {}, "What each thread did"));
  for (const run of runs) {
    if (runs.length > 1) host.append(element("p", { class: "facts" }, runTag(run)));
    const rows = run.lanes.map((lane, i) => ({ lane, life: run.numbers.threads[i] }));
    const bars = rows.slice(0, kMostBars);
    const verb = run.gil ? ["held the GIL", "waited for it"] : ["ran", "was paused"];
    const set = (label, key, colour) => ({
      label, data: bars.map(({ life }) => life[key] / 1e6), backgroundColor: colour, barPercentage: 0.8, categoryPercentage: 0.95,
    });
    makeChart(host, rem * (3.6 + 1.7 * bars.length), `What each thread did, ${run.label}`, {
      type: "bar",
      data: {
        labels: bars.map(({ lane }) => {
          const name = shortName(lane.name);
          return name.length > 22 ? `${name.slice(0, 21)}…` : name;
        }),
        datasets: [
          set(verb[0], "holds", bars.map(({ lane }) => palette.thread(lane.index))),
          set(verb[1], "waits", palette.waitFill), set("was blocked", "blocked", palette.line)],
      },
      options: {
        indexAxis: "y",
        plugins: {
          legend: { display: false },
          tooltip: { callbacks: { label: (item) => `${item.dataset.label} ${duration(item.raw * 1e6)}` } },
        },
        scales: {
          x: { stacked: true, max: Math.max(...runs.map((other) => other.end)) / 1e6, ticks: { maxTicksLimit: 6, callback: (ms) => duration(ms * 1e6) } },
          y: { stacked: true, grid: { display: false }, ticks: { color: palette.text, autoSkip: false } },
        },
      },
    });
    if (rows.length > bars.length) host.append(element("p", { class: "quiet" }, `and ${count(rows.length - bars.length)} more threads: see the table`));
    if (run.contended.size > 0) showContention(host, run);
    host.append(asTable(`What each thread did, ${run.label}`, ["thread", verb[0], verb[1], "was blocked", "takes"],
      rows.map(({ lane, life }) => [lane.name, duration(life.holds), duration(life.waits), duration(life.blocked), count(life.takes)])));
  }
}

// Waits for objects' locks: each type in a sentence, each line in the table.
function showContention(host, run) {
  const sums = [...run.contended.values()].sort((a, b) => b.time - a.time);
  const types = new Map();
  for (const { type, times, time } of sums) {
    const sum = types.get(type) || { times: 0, time: 0 };
    types.set(type, { times: sum.times + times, time: sum.time + time });
  }
  host.append(element("p", { class: "quiet" }, `Waited for the locks of objects: ${
    [...types].map(([type, { times, time }]) => `${type} ${count(times)} times, ${duration(time)}`).join("; ")}`));
  host.append(asTable(`Where threads waited for objects' locks, ${run.label}`, ["type", "line", "times", "waited"],
    sums.map(({ type, descriptor, times, time }) => {
      const { file, line } = describe(run, descriptor);
      return [type, file ? `${file.name.split("/").pop()}:${line}` : "", count(times), duration(time)];
    })));
}

// ---- why the lock changed hands

const kCauseTitles = {
  interval: "switch interval over", blocking: "blocking call", ticks: "ticks over", exit: "thread ended",
  stop: "world stopped", yield: "gave way", priority: "another one goes first",
};

function showHandOffs(host, runs, palette) {
  const rem = chartDefaults(palette);
  const locked = runs.filter((run) => run.gil);
  host.replaceChildren(element("h2", {}, "Why the GIL changed hands"));
  if (locked.length === 0) {
    host.append(element("p", { class: "quiet" }, "There is no GIL in this run: nothing is handed over."));
    return;
  }
  const several = runs.length > 1;
  const causes = [...new Set(locked.flatMap((run) => [...run.numbers.handOffs.keys()]))];
  for (const run of locked) {
    const facts = element("p", { class: "facts" });
    if (several) facts.append(runTag(run));
    facts.append(element("span", {}, element("b", {}, count(run.numbers.handOffCount)), " hand-offs"));
    host.append(facts);
  }
  if (causes.length === 0) return;
  causes.sort((a, b) => (locked[0].numbers.handOffs.get(b) || 0) - (locked[0].numbers.handOffs.get(a) || 0));
  const titles = causes.map((cause) => kCauseTitles[cause] || cause);
  makeChart(host, rem * (3.4 + 2 * causes.length * locked.length), "Hand-offs by cause", {
    type: "bar",
    data: {
      labels: titles,
      datasets: locked.map((run) => ({
        label: run.label, data: causes.map((cause) => run.numbers.handOffs.get(cause) || null), minBarLength: 3,
        backgroundColor: palette.accent, barPercentage: 0.75,
      })),
    },
    options: {
      indexAxis: "y",
      plugins: { legend: { display: locked.length > 1 } },
      scales: {
        x: { beginAtZero: true, ticks: { precision: 0, maxTicksLimit: 6 } },
        y: { grid: { display: false }, ticks: { color: palette.text, autoSkip: false } },
      },
    },
  });
  host.append(asTable("Hand-offs by cause", ["cause", ...locked.map((run) => run.label)],
    causes.map((cause, i) => [titles[i], ...locked.map((run) => count(run.numbers.handOffs.get(cause) || 0))])));
}
