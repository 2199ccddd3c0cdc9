/* Curves over t: ᾱ_t and log SNR, with a marker; and what other plots over t need of them. */
import { clamp } from "../parts/numbers.js";
import { dragAcross, makePlot, svg } from "../parts/plot.js";
import { shares } from "./mixing.js";

export const BOX = { left: 26, right: 590, top: 14, bottom: 240 };
const SNR_RANGE = [-5, 5]; // of log10
const POINTS = 250;

/* A signal to noise ratio as a share of the box's height. */
export function logShare(snr) {
  const [low, high] = SNR_RANGE;
  return (clamp(Math.log10(Math.max(snr, 1e-30)), low, high) - low) / (high - low);
}

/* A plot over `steps` timesteps, with two things more:
   curve(heightOf, class)   the line of a function of t
   ends(below)              the first t and the last, below the box */
export function overTime(steps, up = [0, 1]) {
  const plot = makePlot(BOX, { x: [0, steps - 1], y: up });
  const each = Math.max(1, Math.floor(steps / POINTS));
  const times = [...Array.from({ length: Math.ceil(steps / each) }, (_, i) => i * each), steps - 1];
  const curve = (heightOf, name) => plot.line(times.map((t) => [t, heightOf(t)]), name);
  const ends = (below) => [
    plot.under(0, "t = 0", { anchor: "start", below }), plot.under(steps - 1, String(steps - 1), { anchor: "end", below }),
  ];
  return { ...plot, curve, ends };
}

/* Call `move(t)` while `place` is dragged, and `release()` at the end; `lastOf()` is the last t. */
export const dragTime = (place, lastOf, move, release) => dragAcross(place, BOX, (share) => move(Math.round(share * lastOf())), release);

/* The name of the first curve, above it where it has fallen to a quarter. */
function abarLabel(plot, { abar }, words) {
  const quarter = Math.max(abar.findIndex((one) => one < 0.25), 0);
  const label = plot.text(plot.x(quarter) + 12, plot.y(0.32), undefined, { class: "k-of-line" });
  label.append(svg("tspan", { class: "k-math" }, "ᾱ"), svg("tspan", { dx: 6 }, words));
  return label;
}

/* Draw the curves of `noising`: ᾱ into `place`, the logarithm of SNR into `below`. Returns what moves both markers to t. */
export function drawCurves(place, below, noising, words) {
  const draw = (into, heightAt, name, labels) => {
    const plot = overTime(noising.steps), marker = plot.marker([["k-dot", 6]], words.here);
    into.replaceChildren(plot.frame(), plot.curve(heightAt, name), ...plot.ends(20), marker.node, ...labels(plot));
    return (t) => marker.move(t, [heightAt(t)]);
  };
  const snrAt = (t) => logShare(shares(noising, t).snr), late = Math.round(noising.steps * 0.62);
  const moves = [
    draw(place, (t) => noising.abar[t], "k-line", (plot) => [
      plot.beside(1, "1", { drop: 5 }), plot.beside(0, "0"), abarLabel(plot, noising, words.abar),
    ]),
    draw(below, snrAt, "k-line2", (plot) => [
      plot.text(BOX.right - 8, plot.y(snrAt(late)) - 14, words.log_snr, { anchor: "end" }),
    ]),
  ];
  return (t) => { for (const move of moves) move(t); };
}
