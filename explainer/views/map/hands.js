/* Mouse, fingers and keys on the map. */
import { arrowOf } from "../parts/keys.js";

const ZOOMS = { "+": "nearer", "=": "nearer", "-": "farther", 0: "whole", Home: "whole" };
const STEP = 70, CLICK = 4; // pixels: of an arrow key, and below which a hand has not moved

/* `select(index)` names an animal, or none; each of `buttons` says in data-do what it does. */
export function wireHands(canvas, buttons, world, camera, points, select) {
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
    const now = at(event), before = fingers.get(event.pointerId);
    if (!before) { select(points.nearestTo(...now)); return; }
    const apart = fingers.size === 2 ? spread() : 0;
    fingers.set(event.pointerId, now);
    moved += Math.hypot(now[0] - before[0], now[1] - before[1]);
    if (apart) { camera.zoomAt(spread() / apart, ...now); return; }
    canvas.classList.add("dragging");
    camera.moveBy((before[0] - now[0]) / camera.unit(), (now[1] - before[1]) / camera.unit());
  }
  function letGo(event) {
    fingers.delete(event.pointerId);
    canvas.classList.remove("dragging");
    if (event.type === "pointerup" && moved < CLICK) select(points.nearestTo(...at(event)));
  }
  function leave() {
    engaged = false;
    select(null);
  }
  function wheel(event) {
    const stuck = event.deltaY > 0 && camera.isWhole();
    if (stuck || !(engaged || event.ctrlKey || document.activeElement === canvas)) return;
    event.preventDefault();
    camera.zoomAt(Math.exp(-event.deltaY * 0.0016), ...at(event));
  }
  function nudge(name) {
    const { width, height } = camera.field();
    if (name === "whole") camera.wholeMap();
    else camera.zoomAt(name === "nearer" ? 1.5 : 1 / 1.5, width / 2, height / 2);
  }
  /* arrows move the view where it can move, and name the animal nearest to its middle */
  function key(event) {
    const zoomed = ZOOMS[event.key], move = arrowOf(event);
    if (event.key === "Escape") { select(null); return; }
    if (!zoomed && !move) return;
    event.preventDefault();
    if (move && camera.isWhole()) { select(points.towards(move[0], -move[1])); return; }
    if (zoomed) nudge(zoomed);
    else camera.moveBy((move[0] * STEP) / camera.unit(), (-move[1] * STEP) / camera.unit());
    const { width, height } = camera.field();
    select(points.nearestTo(width / 2, height / 2, Infinity));
  }

  const guarded = (act) => (event) => { if (camera.base) act(event); };
  const listeners = { pointerdown: press, pointermove: drag, pointerup: letGo, pointercancel: letGo, pointerleave: leave, keydown: key };
  for (const [name, act] of Object.entries(listeners)) canvas.addEventListener(name, guarded(act));
  canvas.addEventListener("wheel", guarded(wheel), { passive: false });
  for (const button of buttons) button.addEventListener("click", guarded(() => nudge(button.dataset.do)));
}
