// The colours of the style sheet, for what is drawn on a canvas.

class Palette {
  constructor() { this.read(); }

  read() {
    const style = getComputedStyle(document.documentElement);
    const get = (name) => style.getPropertyValue(`--${name}`).trim();
    for (const name of ["card", "text", "quiet", "line", "accent", "wait", "blocked", "collect", "lane", "on", "off"]) {
      this[name] = get(name);
    }
    this.waitFill = get("wait-fill");
    this.threads = [];
    for (let i = 0; i < 8; ++i) this.threads.push(get(`thread-${i}`));
    this.threadPixels = this.threads.map(pixelOf);
    this.waitPixel = pixelOf(this.waitFill);
    this.lanePixel = pixelOf(this.lane);
    this.cardPixel = pixelOf(this.card);
  }

  thread(index) { return this.threads[index % this.threads.length]; }
  threadPixel(index) { return this.threadPixels[index % this.threadPixels.length]; }
}

/// "#rrggbb" as a pixel of an ImageData seen as 32-bit words (little-endian: every machine that runs a browser).
function pixelOf(hex) {
  const number = parseInt(hex.slice(1), 16);
  return (0xff000000 | ((number & 0xff) << 16) | (number & 0xff00) | (number >> 16)) >>> 0;
}
