// Mouse, fingers and keys on the map.
const fingers = new Map();
let moved = 0;
let engaged = false; // the pointer has moved on the map itself, so that a page scrolled past it is not caught

function at(event) {
  const box = canvas.getBoundingClientRect();
  return [event.clientX - box.left, event.clientY - box.top];
}

function spread() {
  const [a, b] = [...fingers.values()];
  return Math.hypot(a[0] - b[0], a[1] - b[1]);
}

function press(event) {
  fingers.set(event.pointerId, at(event));
  moved = 0;
  if (event.pointerType === "mouse") canvas.setPointerCapture(event.pointerId);
}

function drag(event) {
  if (event.movementX || event.movementY) engaged = true;
  const now = at(event);
  const before = fingers.get(event.pointerId);
  if (!before) return select(nearest(...now));
  const apart = fingers.size === 2 ? spread() : 0;
  fingers.set(event.pointerId, now);
  moved += Math.hypot(now[0] - before[0], now[1] - before[1]);
  if (apart) return zoomAt(spread() / apart, ...now);
  canvas.classList.add("dragging");
  moveBy((before[0] - now[0]) / unit(), (now[1] - before[1]) / unit());
}

function letGo(event) {
  fingers.delete(event.pointerId);
  canvas.classList.remove("dragging");
  if (event.type === "pointerup" && moved < 4) select(nearest(...at(event)));
}

function leave() {
  engaged = false;
  select(null);
}

function wheel(event) {
  const stuck = event.deltaY > 0 && camera.zoom === ZOOM.least;
  if (stuck || !(engaged || event.ctrlKey || document.activeElement === canvas)) return;
  event.preventDefault();
  zoomAt(Math.exp(-event.deltaY * 0.0016), ...at(event));
}

const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] };

function nudge(name) {
  const { width, height } = field();
  if (name === "whole") wholeMap();
  else zoomAt(name === "nearer" ? 1.5 : 1 / 1.5, width / 2, height / 2);
}

// arrows move the view where it can move, and name the animal nearest to its middle
function key(event) {
  const zoomed = { "+": "nearer", "=": "nearer", "-": "farther", 0: "whole", Home: "whole" }[event.key];
  const move = ARROWS[event.key];
  if (event.key === "Escape") return select(null);
  if (!zoomed && !move) return;
  event.preventDefault();
  const { width, height } = field();
  if (zoomed) nudge(zoomed);
  else if (camera.zoom === 1) return select(towards(...move));
  else moveBy((move[0] * 70) / unit(), (move[1] * 70) / unit());
  select(nearest(width / 2, height / 2, Infinity));
}

function wireHands() {
  canvas.addEventListener("pointerdown", press);
  canvas.addEventListener("pointermove", drag);
  for (const name of ["pointerup", "pointercancel"]) canvas.addEventListener(name, letGo);
  canvas.addEventListener("pointerleave", leave);
  canvas.addEventListener("wheel", wheel, { passive: false });
  canvas.addEventListener("keydown", key);
  for (const button of root.querySelectorAll("[data-do]")) button.addEventListener("click", () => nudge(button.dataset.do));
}
