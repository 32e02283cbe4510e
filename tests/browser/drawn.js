/* Notes what the page writes and draws on its canvases, before the page's own script runs: letters, and shapes with room
   for them. What is painted behind and then copied to what is seen is noted where it is seen. */
(() => {
  const canvas = CanvasRenderingContext2D.prototype;
  const noted = new Map();
  const notes = (element) => {
    if (!noted.has(element)) noted.set(element, { texts: [], shapes: [] });
    return noted.get(element);
  };
  const instead = (name, note) => {
    const before = canvas[name];
    canvas[name] = function (...given) {
      note.apply(this, given);
      return before.apply(this, given);
    };
  };
  instead("clearRect", function () {
    noted.delete(this.canvas);
  });
  instead("drawImage", function (image) {
    if (noted.has(image)) noted.set(this.canvas, noted.get(image));
  });
  instead("roundRect", function (x, y, w, h) {
    const { a, d, e, f } = this.getTransform();
    notes(this.canvas).shapes.push([a * x + e, d * y + f, a * w, d * h]);
  });
  instead("fillText", function (text, x, y, most = Infinity) {
    const { a, d, e, f } = this.getTransform();
    const size = parseFloat(/([\d.]+)px/.exec(this.font)[1]);
    const w = Math.min(this.measureText(text).width, most);
    const left = this.textAlign === "center" ? x - w / 2 : ["right", "end"].includes(this.textAlign) ? x - w : x;
    // From the top of capitals to the foot of most letters; all are written about their middle.
    notes(this.canvas).texts.push([text, size * d, a * left + e, d * (y - 0.42 * size) + f, a * w, 0.8 * size * d]);
  });
  /** What is seen now, in pixels of the window: letters as [text, size, x, y, w, h], shapes as [x, y, w, h]. */
  window.drawnNow = async () => {
    const frame = () => new Promise(requestAnimationFrame);
    do { await frame(); await frame(); } while (document.querySelector("[data-painting]"));
    const map = document.querySelector(".map").getBoundingClientRect();
    const panel = document.querySelector("aside.panel").getBoundingClientRect();
    const seen = { map: [map.x, map.y, map.width, map.height], panel: [panel.x, panel.y, panel.width, panel.height], texts: [], shapes: [] };
    for (const element of document.querySelectorAll(".map > canvas")) {
      const { x, y } = element.getBoundingClientRect();
      const { texts, shapes } = notes(element);
      seen.texts.push(...texts.map(([text, size, left, top, w, h]) => [text, size, left + x, top + y, w, h]));
      seen.shapes.push(...shapes.map(([left, top, w, h]) => [left + x, top + y, w, h]));
    }
    return seen;
  };
})();
