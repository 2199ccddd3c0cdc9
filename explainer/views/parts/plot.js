/* The one who draws axes: a frame in an <svg class="k-plot">, lines, dots and words in it, and a hand that drags. */
import { onDrag } from "./keys.js";
import { clamp } from "./numbers.js";

export function svg(name, attributes = {}, text) {
  const made = document.createElementNS("http://www.w3.org/2000/svg", name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  if (text !== undefined) made.textContent = text;
  return made;
}

/* Through all of `points`, [x, y] each, in the plot's own units. */
export const pathOf = (points) => (points.length ? `M${points.map(([x, y]) => `${x.toFixed(1)} ${y.toFixed(1)}`).join("L")}` : "M0 0");

/* A plot of the box {left, right, top, bottom} with numbers x from..to across it and y from..to up it.

   x(number), y(number)     where a number stands, in the viewBox
   frame()                  the box;  line(points, class) through [x, y] numbers;  dot(x, y, class, r)
   rule(y, class)           a line across at y;  here(x, class) a line up at x
   text(x, y, words, {...}) words at a place of the viewBox, `anchor` "start", "middle" or "end"
   under(x, words), beside(y, words)   a number's label below the box, or left of it
   marker(dots, words)      a line up with dots on it, [class, radius] each, and words below: its `node`, and
                            `move(x, ys, words)`, one y for each dot */
/** @param {any} box
    @param {any} [numbers] */
export function makePlot({ left, right, top, bottom }, { x: [x0, x1] = [0, 1], y: [y0, y1] = [0, 1] } = {}) {
  const x = (number) => left + (right - left) * (number - x0) / (x1 - x0 || 1);
  const y = (number) => bottom - (bottom - top) * (number - y0) / (y1 - y0 || 1);
  /** @type {(at: number, up: number, words: string, others?: any) => SVGElement} */
  const text = (at, up, words, { anchor = "start", ...others } = {}) => svg("text", { x: at, y: up, "text-anchor": anchor, ...others }, words);
  return {
    x, y, text,
    frame: () => svg("rect", { class: "k-frame", x: left, y: top, width: right - left, height: bottom - top }),
    line: (points, name = "k-line") => svg("path", { class: name, d: pathOf(points.map(([across, up]) => [x(across), y(up)])) }),
    dot: (across, up, name = "k-dot", r = 6) => svg("circle", { class: name, r, cx: x(across), cy: y(up) }),
    rule: (up, name) => svg("line", { class: name, x1: left, x2: right, y1: y(up), y2: y(up) }),
    here: (across, name = "k-here") => svg("line", { class: name, x1: x(across), x2: x(across), y1: top, y2: bottom }),
    under: (across, words, { anchor = "middle", below = 20 } = {}) => text(x(across), bottom + below, words, { anchor }),
    marker(dots = [["k-dot", 6]], words = null, { below = 44, edge = 30 } = {}) {
      const line = svg("line", { class: "k-here", y1: top, y2: bottom });
      const circles = dots.map(([name, r]) => svg("circle", { class: name, r }));
      const label = svg("text", { class: "k-here-text", y: bottom + below, "text-anchor": "middle" }, words ?? "");
      const node = svg("g");
      node.append(line, ...circles, ...(words === null ? [] : [label]));
      const move = (across, ups, said = words) => {
        const at = x(across);
        place(line, { x1: at, x2: at });
        place(label, { x: clamp(at, left + edge, right - edge) });
        circles.forEach((circle, i) => place(circle, { cx: at, cy: y(ups[i]) }));
        if (label.textContent !== said) label.textContent = said;
      };
      return { node, move };
    },
    beside: (up, words, { gap = 8, drop = 4 } = {}) => text(left - gap, y(up) + drop, words, { anchor: "end" }),
  };
}

/* How the units of `points`, [x, y] each, lie in a box of pixels, the same along both axes and with all in view: how
   large a `unit` is, and where the `middle` of the box is among them. */
export function fitted(points, width, height, margin) {
  const least = [Infinity, Infinity], most = [-Infinity, -Infinity];
  for (const point of points) for (const axis of [0, 1]) {
    least[axis] = Math.min(least[axis], point[axis]);
    most[axis] = Math.max(most[axis], point[axis]);
  }
  const unit = Math.min(...[width, height].map((size, axis) => (size - 2 * margin) / (most[axis] - least[axis] || 1)));
  return { unit, middle: [0, 1].map((axis) => (least[axis] + most[axis]) / 2) };
}

/** From those units to the box's pixels.
    @returns {(point: number[]) => [number, number]} */
export function makeLens(points, width, height, margin) {
  const { unit, middle: [x0, y0] } = fitted(points, width, height, margin);
  return ([x, y]) => [width / 2 + (x - x0) * unit, height / 2 - (y - y0) * unit];
}

export function place(node, attributes) {
  for (const [key, value] of Object.entries(attributes)) node.setAttribute(key, value);
}

/* Call `move(share)` while `plot` is dragged, with where the hand is between `left` and `right` of its viewBox, from
   0 to 1; `release()` at the end. */
export function dragAcross(plot, { left, right }, move, release = () => {}) {
  const shareOf = (event) => {
    const at = new DOMPoint(event.clientX, event.clientY).matrixTransform(plot.getScreenCTM().inverse());
    return clamp((at.x - left) / (right - left), 0, 1);
  };
  const follow = (event) => { move(shareOf(event)); };
  onDrag(plot, { begin: follow, move: follow, end: release });
}
