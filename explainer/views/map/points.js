// Where everything is on the screen; and the way there, when the animals walk from one map to another.
let origin = null; // screen positions that the walk began at, x and y in turn
let journey = 1; // 0: still there, 1: each in its place

const pointOf = (index) => [animals.points[space][2 * index], animals.points[space][2 * index + 1]];

function placeOf(index) {
  const [x, y] = toScreen(pointOf(index));
  if (journey === 1) return [x, y];
  return [origin[2 * index] + (x - origin[2 * index]) * journey, origin[2 * index + 1] + (y - origin[2 * index + 1]) * journey];
}

function placesNow() {
  const places = new Float32Array(2 * count());
  for (let index = 0; index < count(); index++) places.set(placeOf(index), 2 * index);
  return places;
}

// the heap that the animals set out from at first: rows in the order in which they were met
function heap() {
  const { width, height } = field();
  const across = Math.ceil(Math.sqrt((count() * width) / height));
  const gap = width / (across + 1);
  return Float32Array.from({ length: 2 * count() }, (_, i) => {
    const index = i >> 1;
    return gap * (i % 2 ? 0.7 + Math.floor(index / across) : 1 + (index % across));
  });
}

function setOut(from) {
  if (STILL.matches) return redraw();
  origin = from;
  journey = 0;
  let start = null;
  const walk = (now) => {
    if (origin !== from) return; // another walk began
    start ??= now;
    const share = Math.min(1, (now - start) / 900);
    journey = share < 1 ? share * share * (3 - 2 * share) : 1;
    draw();
    if (share < 1) requestAnimationFrame(walk);
  };
  requestAnimationFrame(walk);
}

function nearest(left, top, within = 1.5 * radius(camera.zoom)) {
  let best = null;
  let least = within;
  for (let index = 0; animals && index < count(); index++) {
    if (isDim(index)) continue;
    const [x, y] = placeOf(index);
    const far = Math.hypot(x - left, y - top);
    if (far < least) [best, least] = [index, far];
  }
  return best;
}

// the closest animal that lies in the direction of an arrow key, from the current one or the middle
function towards(across, up) {
  const { width, height } = field();
  const [left, top] = current === null ? [width / 2, height / 2] : placeOf(current);
  let best = current;
  let least = Infinity;
  for (let index = 0; index < count(); index++) {
    if (index === current || isDim(index)) continue;
    const [x, y] = placeOf(index);
    const along = (x - left) * across - (y - top) * up;
    const aside = Math.abs((x - left) * up) + Math.abs((y - top) * across);
    if (along < 2) continue;
    if (along + 2.5 * aside < least) [best, least] = [index, along + 2.5 * aside];
  }
  return best;
}
