/* The three panes and the comparison: what is painted and said for one moment of a run. */
import { describe, fillIn, finder, say } from "../parts/dom.js";
import { decibels, percent } from "../parts/numbers.js";
import { bytesOf, loadMaps, loadSheet, paintCell, paintLevels, paintTiny } from "../parts/paint.js";

const LATE = 150; // from here on, what parts x_t from A is mostly detail and hardly noise
const NEAR = 3, FAR = 9; // dB that the noise cost: hardly to be seen, and another picture

/* A run that is kept: its sheet, its maps, its numbers. */
export async function keep(value) {
  const [sheet, maps] = await Promise.all([loadSheet(value), loadMaps(value)]);
  const k = value.moments.length;
  return { ...value, k, sheet, noise: maps.map, difference: maps.from(k) };
}

/* `panes`, and what paints them: `paintStreamed(frame)`, `paintKept(film, position)`; `compare(film)` the row below. */
export function makePanes(element, words, others) {
  const one = finder(element);
  const panes = { x: one(".r-x"), eps: one(".r-eps"), x0: one(".r-x0") };

  function sayMoment({ index, t, guessed, closeness }, count) {
    const numbers = { index: index + 1, count, t, guessed: percent(Math.max(0, guessed)), closeness: closeness?.toFixed(1) };
    fillIn(one(".r-three"), words, numbers);
    one(".r-near").textContent = closeness === undefined ? "" : `${numbers.closeness} dB`;
    const guess = guessed > 0 ? words.now_guessed : t < LATE ? words.now_lost : words.now_missed;
    say(one(".r-now"), words.now + guess + (closeness === undefined ? "" : words.now_near), numbers);
  }

  function paintStreamed({ x_t, eps, x0, side, channels, moment, count }) {
    paintTiny(panes.x, x_t);
    paintLevels(panes.eps, bytesOf(eps), side, channels);
    paintTiny(panes.x0, x0);
    sayMoment(moment, count);
  }

  function paintKept(film, position) {
    const { k, sheet, side, channels } = film, isEnd = position === k;
    paintCell(panes.x, sheet, isEnd ? 2 * k : position);
    paintLevels(panes.eps, isEnd ? film.noise(0).map(() => 128) : film.noise(position), side, channels);
    paintCell(panes.x0, sheet, isEnd ? 2 * k : k + position);
    if (isEnd) sayEnd(film);
    else sayMoment(film.moments[position], film.count);
  }

  function sayEnd(film) {
    const numbers = numbersOf(film);
    one(".r-t").textContent = "t = 0";
    one(".r-guessed").textContent = words.nothing_left;
    one(".r-near").textContent = `${numbers.psnr} dB`;
    for (const canvas of Object.values(panes)) describe(canvas, words.alternative.end, numbers);
    say(one(".r-now"), words.now_end + (film.another ? words.now_another : ""), numbers);
  }

  const numbersOf = (film) => ({
    psnr: decibels(film.psnr), ceiling: decibels(film.ceiling), seconds: film.seconds.toFixed(1), count: film.count,
    ssim: film.ssim.toFixed(2), ceiling_ssim: film.ceiling_ssim.toFixed(2), own: film.own.toFixed(2), rivals: film.rivals.toFixed(2),
    others, t: film.asked.t, difference: Math.max(0, film.ceiling - film.psnr).toFixed(1),
  });

  function verdictOf({ ceiling, psnr }) {
    const cost = ceiling - psnr;
    return cost < NEAR ? words.verdict.near : cost < FAR ? words.verdict.between : words.verdict.far;
  }

  function compare(film) {
    const numbers = numbersOf(film), { k, sheet } = film;
    paintCell(one(".r-a"), sheet, 2 * k + 1);
    paintCell(one(".r-back"), sheet, 2 * k);
    paintCell(one(".r-rival"), sheet, 2 * k + 2);
    paintLevels(one(".r-difference"), film.difference, film.size, 1);
    fillIn(one(".r-compare"), words, numbers);
    say(one(".r-verdict"), words.verdict.numbers + (film.another ? "" : verdictOf(film) + words.verdict.same), numbers);
    one(".r-line-up").hidden = !film.another;
  }
  return { panes, paintStreamed, paintKept, compare };
}
