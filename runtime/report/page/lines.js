// The lines at which the lock was lost most often, or without a lock, at which threads stopped.

const kMostLines = 10;

function showLines(host, runs, onLine) {
  const run = runs.find((one) => one.gil) || runs[0];
  host.replaceChildren(element("h2", {}, run.gil ? "Where the GIL was lost" : "Where threads stopped"));
  if (runs.length > 1) host.append(element("p", { class: "facts" }, runTag(run)));
  const lines = run.numbers.lines.slice(0, kMostLines);
  if (lines.length === 0) {
    host.append(element("p", { class: "quiet" }, "At no line."));
    return;
  }
  const most = lines[0].times;
  const body = element("tbody");
  for (const row of lines) {
    const causes = [...row.causes].sort((a, b) => b[1] - a[1]).map(([cause]) => cause);
    const place = `${row.file.name.split("/").pop()}:${row.line}`;
    const link = element("a", { href: "#detail" }, place);
    link.addEventListener("click", (event) => {
      event.preventDefault();
      onLine(row, causes);
    });
    body.append(element("tr", { title: causes.join(", ") },
      element("td", {}, link),
      element("td", { class: "code" }, (row.file.lines[row.line] || "").trim()),
      element("td", { style: "text-align:left;min-width:6.5rem" },
        element("span", { class: "meter", "aria-hidden": "true", style: `width:${Math.max(2, (4 * 16 * row.times) / most)}px` }), ` ${count(row.times)}`)));
  }
  host.append(element("div", { class: "scroll" }, element("table", {},
    element("caption", {}, "Lines by how often the lock was lost there"),
    element("thead", {}, element("tr", {}, element("th", { scope: "col" }, "line"),
      element("th", { scope: "col", style: "text-align:left" }, ""), element("th", { scope: "col", style: "text-align:left" }, "times"))),
    body)));
  if (run.numbers.lines.length > lines.length) {
    host.append(element("p", { class: "quiet" }, `and ${count(run.numbers.lines.length - lines.length)} more lines`));
  }
}
