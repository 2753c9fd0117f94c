// How numbers are written: three to four digits, the unit that fits.

function duration(ns, digits = 3) {
  const size = Math.abs(ns);
  if (size === 0) return "0";
  if (size < 1e3) return `${plain(ns, digits)} ns`;
  if (size < 999.5e3) return `${plain(ns / 1e3, digits)} µs`;
  if (size < 999.5e6) return `${plain(ns / 1e6, digits)} ms`;
  return `${plain(ns / 1e9, digits)} s`;
}

function plain(value, digits = 3) {
  return String(Number(value.toPrecision(digits)));
}

function count(value) {
  return value.toLocaleString("en");
}

function percent(part, whole) {
  if (!(whole > 0)) return "–";
  const share = (100 * part) / whole;
  return share > 0 && share < 1 ? "< 1 %" : `${Math.round(share)} %`;
}

/// Makes an element. Text goes in as text, never as markup: it may come from a script.
function element(tag, attributes = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name === "class") made.className = value;
    else if (name === "style") made.style.cssText = value;
    else made.setAttribute(name, value);
  }
  made.append(...children);
  return made;
}
