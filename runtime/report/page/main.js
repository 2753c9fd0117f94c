// Puts the page together.

const byId = (id) => document.getElementById(id);

const runs = [...document.querySelectorAll("script.run")].map((script) => {
  const raw = JSON.parse(script.textContent);
  script.remove();
  const run = decodeRun(raw);
  run.label = run.gil ? "GIL on" : "GIL off";
  run.numbers = numbersOf(run);
  return run;
});

// ---- light and dark

const wantsDark = window.matchMedia("(prefers-color-scheme: dark)");
let chosen = null;
function applyTheme() {
  const theme = chosen || (wantsDark.matches ? "dark" : "light");
  document.documentElement.dataset.theme = theme;
  byId("theme").textContent = theme === "dark" ? "Light" : "Dark";
}
applyTheme();
const palette = new Palette();
function setTheme(theme) {
  chosen = theme;
  applyTheme();
  palette.read();
  for (const timeline of timelines) timeline.draw();
  showCharts();
}
wantsDark.addEventListener("change", () => setTheme(chosen));
byId("theme").addEventListener("click", () => setTheme(document.documentElement.dataset.theme === "dark" ? "light" : "dark"));

// Paper is white.
let onScreen = null;
window.addEventListener("beforeprint", () => {
  onScreen = chosen;
  setTheme("light");
});
window.addEventListener("afterprint", () => setTheme(onScreen));

// ---- head

byId("title").textContent = runs[0].title;
byId("subtitle").textContent = (runs.length > 1 ? ["with and without the GIL"] : [runs[0].label])
  .concat(runs.filter((run) => run.gil).slice(0, 1).flatMap((run) => [`policy ${run.policy}`, `switch interval ${duration(run.interval_ns)}`]))
  .concat([runs[0].carrier, `${runs[0].cores} cores`]).join(" · ");

function legend() {
  const items = [["hold", runs.some((run) => run.gil) ? "has the GIL" : "runs"], ["wait", runs.some((run) => run.gil) ? "waits for it" : "is paused"],
    ["blocked", "is blocked, or sleeps"]];
  if (runs.some((run) => run.lanes.some((lane) => lane.state.includes(State.collects)))) items.push(["collect", "collects garbage"]);
  byId("legend").replaceChildren(...items.map(([kind, text]) =>
    element("li", {}, element("span", { class: `swatch ${kind}`, "aria-hidden": "true" }), text)));
}
legend();

// ---- timeline

const view = new TimelineView(Math.max(...runs.map((run) => run.end)));
const tip = new Tip(byId("tip"));
const timelines = runs.map((run) => new Timeline(run, view, palette, runs.length > 1, pick));
for (const timeline of timelines) {
  if (runs.length > 1) {
    byId("lanes").append(element("h3", {}, runTag(timeline.run), ` ${duration(timeline.run.wall_ns)}`));
  }
  byId("lanes").append(timeline.canvas);
  if (timeline.run.lanes.length > timeline.lanes.length) {
    byId("lanes").append(element("p", { class: "quiet" }, `${count(timeline.run.lanes.length - timeline.lanes.length)} more threads are not drawn; the table below has them all.`));
  }
  listenTo(timeline, tip);
}
for (const run of runs) {
  if (run.lost > 0) byId("lanes").append(element("p", {}, `${run.label}: ${count(run.lost)} events are missing, for want of room while it ran.`));
}
view.listeners.push(() => {
  const thumb = byId("overview").firstElementChild;
  thumb.style.left = `${(100 * view.from) / view.end}%`;
  thumb.style.width = `${(100 * view.span) / view.end}%`;
});
byId("zoom-in").addEventListener("click", () => view.zoom(0.5));
byId("zoom-out").addEventListener("click", () => view.zoom(2));
byId("zoom-all").addEventListener("click", () => view.all());
view.all();

function pick(timeline, found) {
  for (const other of timelines) other.pick(other === timeline ? found : null);
  const detail = byId("detail");
  detail.hidden = !found;
  if (!found) return;
  const told = explain(timeline.run, timeline.lanes[found.lane], found.index);
  detail.replaceChildren(
    element("div", {}, element("strong", {}, told.headline), element("ul", {}, ...told.facts.map((fact) => element("li", {}, fact)))),
    excerpt(told.place) || "");
}

function showLine(row, causes) {
  const detail = byId("detail");
  detail.hidden = false;
  detail.replaceChildren(
    element("div", {}, element("strong", {}, `Lost here ${count(row.times)} times`),
      element("ul", {}, ...causes.map((cause) => element("li", {}, `${cause}: ${count(row.causes.get(cause))}`)))),
    excerpt({ file: row.file, line: row.line }) || "");
  detail.scrollIntoView({ block: "nearest" });
}

// ---- the rest

// Two charts of shares are long: what is shorter goes beside them.
if (runs.length > 1) byId("hand-offs").after(byId("lines"));
showTiles(byId("tiles"), runs);
function showCharts() {
  for (const chart of Object.values(Chart.instances)) chart.destroy();
  showWaits(byId("waits"), runs, palette);
  showShares(byId("shares"), runs, palette);
  showHandOffs(byId("hand-offs"), runs, palette);
  showLines(byId("lines"), runs, showLine);
}
showCharts();

// For tests, and for who wants to know more than is shown.
window.minipyReport = { runs, view, timelines, setTheme, opened: performance.now() };
