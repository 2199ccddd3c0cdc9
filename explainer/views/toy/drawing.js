/* makeDrawing: points by pointer, or by the arrow keys and space. `changed()` after each. */
import { wayOf } from "../parts/keys.js";
import { clamp } from "../parts/numbers.js";
import { EDGE } from "./dots.js";

const CLOSE = 0.07; // units between neighbouring points of a line
const NUDGE = 0.15; // units that an arrow key moves the pen
const MOST_DRAWN = 2000;

export function makeDrawing(canvas, isOn, changed) {
  const points = [], pen = { x: 0, y: 0, down: false, shown: false };
  const inside = (place) => clamp(place, -EDGE, EDGE);
  const placeOf = (event) => {
    const box = canvas.getBoundingClientRect();
    return { x: inside(((event.clientX - box.left) / box.width * 2 - 1) * EDGE), y: inside((1 - (event.clientY - box.top) / box.height * 2) * EDGE) };
  };
  const put = ({ x, y }) => { if (points.length < MOST_DRAWN) points.push([Number(x.toFixed(2)), Number(y.toFixed(2))]); };

  /* a line from where the pen was, as points at equal distances */
  function lineTo(to) {
    const far = Math.hypot(to.x - pen.x, to.y - pen.y), count = Math.floor(far / CLOSE);
    if (!count) return;
    for (let i = 1; i <= count; i++) put({ x: pen.x + (to.x - pen.x) * i / count, y: pen.y + (to.y - pen.y) * i / count });
    Object.assign(pen, to);
    changed();
  }
  const arrows = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] };
  function key(event) {
    if (!isOn()) return;
    const [dx, dy] = arrows[event.key] || [];
    if (dx === undefined && event.key !== " ") return;
    event.preventDefault();
    if (dx === undefined) put(pen);
    else Object.assign(pen, { x: inside(pen.x + dx * NUDGE), y: inside(pen.y + dy * NUDGE), shown: true });
    changed();
  }
  canvas.addEventListener("pointerdown", (event) => {
    if (!isOn()) return;
    canvas.setPointerCapture(event.pointerId);
    Object.assign(pen, placeOf(event), { down: true, shown: false });
    put(pen);
    changed();
  });
  canvas.addEventListener("pointermove", (event) => {
    if (pen.down && isOn()) for (const one of wayOf(event)) lineTo(placeOf(one));
  });
  for (const end of ["pointerup", "pointercancel"]) canvas.addEventListener(end, () => { pen.down = false; });
  canvas.addEventListener("keydown", key);
  return { points, pen, clear: () => { points.length = 0; changed(); } };
}
