/* The reader cuts a square out of a picture, in a sheet over the page. */
import { describe, make } from "./dom.js";
import { arrowOf, onDrag, shareAt } from "./keys.js";
import { clamp } from "./numbers.js";

/* A sheet over the page, as a dialog; Safari before 15.4 knows none and lays it where controls.css says. */
export const makeSheet = (title, ...parts) =>
  make("dialog", { class: "k-sheet", "aria-label": title }, make("p", { class: "k-sheet-title", text: title }), ...parts);
export const openSheet = (dialog) => (dialog.showModal ? dialog.showModal() : dialog.setAttribute("open", ""));
export const closeSheet = (dialog) => { dialog.close?.(); dialog.remove(); };

/* `await cropped(place, words, bitmap)` gives a PNG of at most 512 × 512, or null if they think better
   of it. A small square needs no cutting. Nothing leaves the browser but the square. */
export function cropped(place, words, bitmap) {
  const SMALLEST = 16, LARGEST = 512; // sides, in the picture's pixels and in the result's
  const SMALL = 512; // a square of so many pixels a side is taken as it is
  const most = Math.min(bitmap.width, bitmap.height), least = Math.min(SMALLEST, most);
  const cut = { side: most, x: (bitmap.width - most) / 2, y: (bitmap.height - most) / 2 };
  let held = [0, 0];
  if (bitmap.width === bitmap.height && most <= SMALL) return squareOf();

  const picture = make("canvas"), frame = make("div", { class: "k-cut", tabIndex: 0, role: "group" });
  const stage = make("div", { class: "k-cutting" }, picture, frame);
  const size = make("input", { class: "k-range", type: "range", min: least, max: most, step: 1, value: most, "aria-label": words.cut_size });
  const use = make("button", { class: "k-button k-main", text: words.use }), leave = make("button", { class: "k-button", text: words.leave });
  const dialog = makeSheet(words.cut, stage, size, make("div", { class: "k-buttons" }, use, leave));

  const shrink = Math.min(1, 640 / Math.max(bitmap.width, bitmap.height));
  picture.width = Math.max(1, Math.round(bitmap.width * shrink));
  picture.height = Math.max(1, Math.round(bitmap.height * shrink));
  picture.getContext("2d").drawImage(bitmap, 0, 0, picture.width, picture.height);

  function show() {
    cut.x = clamp(cut.x, 0, bitmap.width - cut.side);
    cut.y = clamp(cut.y, 0, bitmap.height - cut.side);
    const percent = (value, of) => `${100 * value / of}%`;
    frame.style.left = percent(cut.x, bitmap.width);
    frame.style.top = percent(cut.y, bitmap.height);
    frame.style.width = percent(cut.side, bitmap.width);
    frame.style.height = percent(cut.side, bitmap.height);
    size.style.setProperty("--at", (cut.side - least) / Math.max(1, most - least));
    const numbers = { x: Math.round(cut.x), y: Math.round(cut.y), side: Math.round(cut.side) };
    describe(frame, words.cut_here, numbers);
  }
  function resize(side) {
    const grown = side - cut.side;
    Object.assign(cut, { side, x: cut.x - grown / 2, y: cut.y - grown / 2 });
    show();
  }
  /* Where the pointer went: its own movementX is 0 under Safari's fingers. */
  function drag(event) {
    const now = shareAt(stage, event);
    cut.x += (now[0] - held[0]) * bitmap.width;
    cut.y += (now[1] - held[1]) * bitmap.height;
    held = now;
    show();
  }
  function walk(event) {
    const step = arrowOf(event);
    if (!step) return;
    event.preventDefault();
    cut.x += step[0] * most / 50;
    cut.y += step[1] * most / 50;
    show();
  }
  function squareOf() {
    const side = Math.round(clamp(cut.side, 1, LARGEST)), canvas = make("canvas", { width: side, height: side });
    const target = canvas.getContext("2d");
    target.imageSmoothingQuality = "high";
    target.drawImage(bitmap, cut.x, cut.y, cut.side, cut.side, 0, 0, canvas.width, canvas.height);
    return new Promise((resolve) => canvas.toBlob(resolve, "image/png"));
  }

  onDrag(stage, { begin: (event) => { held = shareAt(stage, event); }, move: drag });
  frame.addEventListener("keydown", walk);
  size.addEventListener("input", () => resize(Number(size.value)));
  place.append(dialog);
  show();
  openSheet(dialog);
  return new Promise((resolve) => {
    const close = (result) => { closeSheet(dialog); resolve(result); };
    use.addEventListener("click", async () => close(await squareOf()));
    leave.addEventListener("click", () => close(null));
    dialog.addEventListener("cancel", (event) => { event.preventDefault(); close(null); });
  });
}
