/* makeDrawing: points by pointer, or by the arrow keys and space. `changed()` after each. */
import { arrowOf, onDrag, shareAt, wayOf } from "../parts/keys.js";
import { clamp } from "../parts/numbers.js";
import { EDGE } from "./dots.js";

const CLOSE = 0.07; // units between neighbouring points of a line
const NUDGE = 0.15; // units that an arrow key moves the pen
const MOST_DRAWN = 2000;

export function makeDrawing(canvas, isOn, changed) {
  const points = [], pen = { x: 0, y: 0, shown: false };
  const inside = (place) => clamp(place, -EDGE, EDGE);
  const placeOf = (event) => {
    const [across, down] = shareAt(canvas, event);
    return { x: inside((across * 2 - 1) * EDGE), y: inside((1 - down * 2) * EDGE) };
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
  function key(event) {
    if (!isOn()) return;
    const way = arrowOf(event);
    if (!way && event.key !== " ") return;
    event.preventDefault();
    if (way) Object.assign(pen, { x: inside(pen.x + way[0] * NUDGE), y: inside(pen.y - way[1] * NUDGE), shown: true });
    else put(pen);
    changed();
  }
  onDrag(canvas, {
    begin(event) {
      if (!isOn()) return false;
      Object.assign(pen, placeOf(event), { shown: false });
      put(pen);
      changed();
    },
    move(event) { if (isOn()) for (const one of wayOf(event)) lineTo(placeOf(one)); },
  });
  canvas.addEventListener("keydown", key);
  return { points, pen, clear: () => { points.length = 0; changed(); } };
}
