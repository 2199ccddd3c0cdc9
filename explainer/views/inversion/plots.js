/* Two small plots: how near it comes with more steps, and how far the two ways' guesses lie apart. */
import { fill } from "../parts/dom.js";
import { decibels, percent } from "../parts/numbers.js";
import { makePlot } from "../parts/plot.js";

const BOX = { left: 52, right: 590, top: 14, bottom: 254 };
const ROOM = 6; // decibels above and below what is drawn
const REACH = 24; // so much above the ceiling there is room from the start

/* `points` are {steps, psnr, own} for those of `choices` that are there; the choices stand at equal distances. */
export function drawCurve(place, points, choices, { steps, ceiling }, words) {
  const all = [...points.flatMap(({ psnr, own }) => [psnr, own]), ceiling].filter((one) => one !== null);
  const low = Math.min(...all) - ROOM, high = Math.max(Math.max(...all) + ROOM, ceiling + REACH);
  const plot = makePlot(BOX, { x: [-0.5, choices.length - 0.5], y: [low, high] });
  const across = (count) => choices.indexOf(count), up = (psnr) => psnr ?? high;
  const line = (key, name) => plot.line(points.map((point) => [across(point.steps), up(point[key])]), name);
  const dots = (key, name) => points.map((point) => plot.dot(across(point.steps), up(point[key]), `${name}${key === "own" && point.steps === steps ? " v-now-dot" : ""}`));
  place.replaceChildren(
    plot.frame(), plot.rule(ceiling, "v-ceiling"), line("psnr", "v-to-a"), line("own", "k-line"),
    ...dots("psnr", "v-of-a"), ...dots("own", "v-own-dot"),
    ...choices.map((count) => plot.under(across(count), String(count), { below: 26 })),
    ...points.map((point) => plot.text(plot.x(across(point.steps)), plot.y(up(point.own)) - 14, decibels(point.own), { anchor: "middle" })),
    plot.text(BOX.left + 8, plot.y(ceiling) - 10, fill(words.ceiling, { ceiling: decibels(ceiling) })),
    plot.text(BOX.left + 8, BOX.top + 24, words.own, { class: "k-of-line" }),
    plot.text(BOX.right - 8, BOX.bottom - 10, words.to_a, { anchor: "end" }),
    plot.text(BOX.left - 8, BOX.top + 12, "dB", { anchor: "end" }),
  );
}

/* The gap at each timestep, from the clean picture on the left to noise on the right. */
export function drawGaps(place, { timesteps, gaps, steps }, words) {
  const last = timesteps.at(-1), most = Math.max(...gaps);
  const plot = makePlot(BOX, { x: [0, last], y: [0, 1.12 * most] });
  place.replaceChildren(
    plot.frame(), plot.line(timesteps.map((t, i) => [t, gaps[i]])),
    plot.beside(0, "0", { drop: 0 }), plot.beside(most, `${percent(most)} %`, { drop: 5 }),
    plot.under(0, words.clean, { anchor: "start", below: 26 }),
    plot.under(last, fill(words.noise, { t: last }), { anchor: "end", below: 26 }),
    plot.text(BOX.right - 8, BOX.top + 24, fill(words.with, { steps }), { anchor: "end" }),
  );
}
