/* Where everything is on the screen; and the way there, when the animals walk from one map to another. */
import { still } from "../parts/scrub.js";

const WALK = 900; // milliseconds

/* `draw` draws at once, `redraw` with the next frame. */
export function makePoints(world, camera, draw, redraw) {
  let origin = null; // screen positions that the walk began at, x and y in turn
  let journey = 1; // 0: still there, 1: each in its place

  const onTheWay = (from, to) => from + (to - from) * journey;
  function placeOf(index) {
    const [x, y] = camera.toScreen(world.pointOf(index));
    return journey === 1 ? [x, y] : [onTheWay(origin[2 * index], x), onTheWay(origin[2 * index + 1], y)];
  }
  function placesNow() {
    const places = new Float32Array(2 * world.count);
    for (let index = 0; index < world.count; index++) places.set(placeOf(index), 2 * index);
    return places;
  }
  /* the heap that the animals set out from at first: rows in the order in which they were met */
  function heap() {
    const { width, height } = camera.field();
    const across = Math.ceil(Math.sqrt((world.count * width) / height)), gap = width / (across + 1);
    return Float32Array.from({ length: 2 * world.count }, (_, i) => {
      const index = i >> 1;
      return gap * (i % 2 ? 0.7 + Math.floor(index / across) : 1 + (index % across));
    });
  }
  function setOut(from) {
    if (still()) { redraw(); return; }
    origin = from;
    journey = 0;
    let start = null;
    const walk = (now) => {
      if (origin !== from) return; // another walk began
      start ??= now;
      const share = Math.min(1, (now - start) / WALK);
      journey = share < 1 ? share * share * (3 - 2 * share) : 1;
      draw();
      if (share < 1) requestAnimationFrame(walk);
    };
    requestAnimationFrame(walk);
  }

  /* The one of the animals in view for which `far(x, y, index)` is least, and below `within`. */
  function closest(far, within = Infinity, otherwise = null) {
    let best = otherwise, least = within;
    for (let index = 0; world.animals && index < world.count; index++) {
      if (world.isDim(index)) continue;
      const [x, y] = placeOf(index), away = far(x, y, index);
      if (away < least) [best, least] = [index, away];
    }
    return best;
  }
  const nearestTo = (left, top, within = 1.5 * camera.radius()) => closest((x, y) => Math.hypot(x - left, y - top), within);
  /* the closest animal that lies in the direction of an arrow key, from the current one or the middle */
  function towards(across, up) {
    const { current } = world, { width, height } = camera.field();
    const [left, top] = current === null ? [width / 2, height / 2] : placeOf(current);
    return closest((x, y, index) => {
      const along = (x - left) * across - (y - top) * up;
      const aside = Math.abs((x - left) * up) + Math.abs((y - top) * across);
      return index === current || along < 2 ? Infinity : along + 2.5 * aside;
    }, Infinity, current);
  }

  return { placeOf, placesNow, heap, setOut, nearestTo, towards, hasArrived: () => journey === 1 };
}
