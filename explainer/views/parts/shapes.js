/* A frame for each kind of animal, so that kinds differ in shape and not in colour alone. */
import { isDark, make } from "./dom.js";

const KINDS = {
  dog: { color: ["#2B4C7E", "#8FB0E3"], trace: circle },
  cat: { color: ["#B05A00", "#E8A65C"], trace: eared },
  rabbit: { color: ["#2A7A58", "#74CCA6"], trace: diamond },
  elephant: { color: ["#7B4596", "#CFA3E6"], trace: hexagon },
};

function circle(pen, x, y, r) {
  pen.arc(x, y, r, 0, 2 * Math.PI);
}

function polygon(pen, x, y, corners) {
  corners.forEach(([across, down], i) => pen[i ? "lineTo" : "moveTo"](x + across, y + down));
}

function eared(pen, x, y, r) {
  const s = r * 0.88;
  polygon(pen, x, y, [[-s, -1.4 * r], [-0.3 * s, -0.8 * r], [0.3 * s, -0.8 * r], [s, -1.4 * r], [s, 0.45 * r], [0.55 * s, s], [-0.55 * s, s], [-s, 0.45 * r]]);
}

function diamond(pen, x, y, r) {
  polygon(pen, x, y, [[0, -1.25 * r], [1.25 * r, 0], [0, 1.25 * r], [-1.25 * r, 0]]);
}

function hexagon(pen, x, y, r) {
  const corner = (i) => [1.1 * r * Math.sin((i * Math.PI) / 3), 1.1 * r * Math.cos((i * Math.PI) / 3)];
  polygon(pen, x, y, [0, 1, 2, 3, 4, 5].map(corner));
}

export function kindColor(kind) {
  return KINDS[kind].color[isDark() ? 1 : 0];
}

export function traceOf(kind, pen, x, y, r) {
  pen.beginPath();
  KINDS[kind].trace(pen, x, y, r);
  pen.closePath();
}

/* The frame's edge alone. */
export function outline(kind, pen, x, y, r, width, ink = kindColor(kind)) {
  traceOf(kind, pen, x, y, r);
  Object.assign(pen, { lineWidth: width, lineJoin: "round", strokeStyle: ink });
  pen.stroke();
}
/* The frame with what `lay()` draws in it. */
export function framed(kind, pen, x, y, r, width, lay) {
  pen.save();
  traceOf(kind, pen, x, y, r);
  pen.clip();
  lay();
  pen.restore();
  outline(kind, pen, x, y, r, width);
}

export function legendIcon(kind) {
  const canvas = make("canvas", { width: 48, height: 48 });
  outline(kind, canvas.getContext("2d"), 24, 26, 15, 5);
  return canvas;
}

export const ownEntry = (words) => make("span", { class: "own" }, make("i"), words.yours);
