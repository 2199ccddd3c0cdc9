/* Dots and arrows on the sheet, which reaches EDGE units from its middle to each side. */
import { describe, fill, make } from "../parts/dom.js";
import { counted } from "../parts/numbers.js";

export const EDGE = 3, UNIT = 100; // the latter: whole numbers to the unit in the JSON
const LONGEST = 3; // units: a push of so many or more is a cell long

export function inksOf(element) {
  const style = getComputedStyle(element);
  return Object.fromEntries(["ink", "muted", "indigo", "seal"].map((name) => [name, style.getPropertyValue(`--${name}`).trim()]));
}

/* The brush for a canvas: `u`, `v` give pixels of a place on the sheet. */
export function sheetOf(canvas) {
  const pen = canvas.getContext("2d"), half = canvas.width / 2;
  pen.clearRect(0, 0, canvas.width, canvas.height);
  return { pen, half, u: (x) => half * (1 + x / EDGE), v: (y) => half * (1 - y / EDGE) };
}

/* `places` are x, y, x, y, …, `unit` of them to the sheet's unit. */
export function paintDots({ pen, u, v }, places, unit, radius, color, alpha = 1) {
  pen.beginPath();
  for (let i = 0; i < places.length; i += 2) {
    const x = u(places[i] / unit), y = v(places[i + 1] / unit);
    pen.moveTo(x + radius, y);
    pen.arc(x, y, radius, 0, 2 * Math.PI);
  }
  pen.fillStyle = color;
  pen.globalAlpha = alpha;
  pen.fill();
  pen.globalAlpha = 1;
}

/* One arrow in each of across × across cells. */
export function paintArrows({ pen, half }, pushes, unit, across, color) {
  const cell = 2 * half / across;
  pen.beginPath();
  for (let i = 0; i < across * across; i++) {
    const dx = pushes[2 * i] / unit, dy = -pushes[2 * i + 1] / unit, push = Math.hypot(dx, dy);
    if (push < 0.05) continue;
    const long = cell * 0.9 * Math.min(push / LONGEST, 1), along = dx / push, down = dy / push, head = 3 + long * 0.16;
    const x = ((i % across) + 0.5) * cell, y = 2 * half - (Math.floor(i / across) + 0.5) * cell;
    const tipX = x + along * long / 2, tipY = y + down * long / 2;
    pen.moveTo(x - along * long / 2, y - down * long / 2);
    pen.lineTo(tipX, tipY);
    pen.moveTo(tipX - head * (along - 0.6 * down), tipY - head * (down + 0.6 * along));
    pen.lineTo(tipX, tipY);
    pen.lineTo(tipX - head * (along + 0.6 * down), tipY - head * (down - 0.6 * along));
  }
  pen.strokeStyle = color;
  pen.lineWidth = 1.8;
  pen.globalAlpha = 0.55;
  pen.stroke();
  pen.globalAlpha = 1;
}

/* The small prints of what dots made of it after so many steps. */
export function paintAges(place, clouds, color, words) {
  place.replaceChildren(...clouds.map(({ age, dots }) => {
    const canvas = make("canvas", { width: 190, height: 190, role: "img" }), numbers = { age: counted(age) };
    describe(canvas, words.alternative.age, numbers);
    paintDots(sheetOf(canvas), dots, UNIT, 2, color);
    return make("figure", {}, canvas, make("figcaption", { text: fill(words.age, numbers) }));
  }));
}
