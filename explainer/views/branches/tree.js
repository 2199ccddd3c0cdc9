/* The tree as lines over the noise level, a row a line, and the leaf at the end of each row. */
import { clamp } from "../parts/numbers.js";
import { svg } from "../parts/plot.js";

const ROW = 76, NARROW_ROW = 58, EDGE = 11; // EDGE: half of the slider's ring, so that both have one axis

/* Where all lines lie: `lines` by number, a position is a step of the trunk's grid, its last one the end. */
export function layOut(lines) {
  const trunk = lines[0], last = trunk.count;
  const beginOf = (line) => Math.round((trunk.t - line.t) / trunk.stride);
  const order = [];
  const visit = (line) => {
    order.push(line.number);
    const children = lines.filter((one) => one.parent === line.number);
    children.sort((a, b) => a.t - b.t || a.number - b.number).forEach(visit); // late ones first: no line is crossed
  };
  visit(trunk);
  const rowOf = Object.fromEntries(order.map((number, row) => [number, row]));
  const begins = lines.map(beginOf);
  /* the line that holds position `at` of line `number`: itself, or the one it came from */
  const holder = (number, at) => { while (number && at < begins[number]) number = lines[number].parent; return number; };
  const ancestry = (number) => (number ? [...ancestry(lines[number].parent), number] : [0]);
  return { lines, last, order, rowOf, begins, holder, ancestry, tOf: (at) => (at >= last ? 0 : trunk.t - at * trunk.stride) };
}

export function drawTree(plot, plan, { chosen, at, names }) {
  const row = narrow() ? NARROW_ROW : ROW, width = plot.parentElement.clientWidth, height = plan.order.length * row;
  const x = (position) => EDGE + (width - 2 * EDGE) * position / plan.last;
  const y = (number) => (plan.rowOf[number] + 0.5) * row;
  plot.setAttribute("viewBox", `0 0 ${width} ${height}`);
  plot.closest(".b-grid").style.setProperty("--row", `${row}px`);
  const path = plan.ancestry(chosen);
  const parts = [svg("line", { class: "k-here", x1: x(at), x2: x(at), y1: 0, y2: height })];
  for (const line of plan.lines) {
    const begin = plan.begins[line.number], end = begin + (line.reached ?? line.count), here = y(line.number);
    const from = line.parent === null ? `M${x(0)} ${here}` : `M${x(begin)} ${y(line.parent)}V${here}`;
    const next = path[path.indexOf(line.number) + 1]; // where the chosen way leaves this line
    parts.push(svg("path", { class: "b-way", d: `${from}H${x(end)}` }));
    if (path.includes(line.number)) parts.push(svg("path", { class: "b-way b-chosen", d: `${from}H${x(next ? plan.begins[next] : end)}` }));
    for (let i = begin; i <= end; i++) parts.push(svg("circle", { class: "b-step", r: 2.2, cx: x(i), cy: here }));
    if (line.parent !== null) parts.push(svg("circle", { class: "b-fork", r: 4, cx: x(begin), cy: y(line.parent) }));
    parts.push(label(names[line.number], x(begin), here, begin > plan.last * 0.5 && line.parent !== null, line.number === chosen, width));
  }
  const point = plan.holder(chosen, at);
  parts.push(svg("circle", { class: "k-dot", r: 7, cx: x(at), cy: y(point) }));
  plot.replaceChildren(...parts);
  fitLabels(plot);
}

/* What a line changed, above its beginning, or before it where it begins late. */
function label(name, x, y, before, chosen, width) {
  const place = before ? { x: x - 10, y: y + 5, "text-anchor": "end" } : { x: x + 8, y: y - 9 };
  const made = svg("text", { ...place, class: chosen ? "b-chosen" : "", "data-room": before ? x - 14 : width - x - 8 }, name);
  made.append(svg("title", {}, name));
  return made;
}

function fitLabels(plot) {
  for (const text of plot.querySelectorAll("text")) {
    const node = text.firstChild, whole = [...node.data];
    for (let length = whole.length - 1; length > 1 && text.getComputedTextLength() > Number(text.dataset.room); length--) {
      node.data = `${whole.slice(0, length).join("")}…`;
    }
  }
}

const narrow = () => matchMedia("(max-width: 720px)").matches;

/* The place that a pointer means: the line of its row that has come so far, and the position. */
export function placeAt(plot, plan, event) {
  const box = plot.getBoundingClientRect(), row = box.height / plan.order.length;
  const at = clamp(Math.round((event.clientX - box.left - EDGE) / (box.width - 2 * EDGE) * plan.last), 0, plan.last);
  const number = plan.order[clamp(Math.floor((event.clientY - box.top) / row), 0, plan.order.length - 1)];
  return { number, at };
}
