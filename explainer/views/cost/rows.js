/* The sizes, a row each, and the one line that says what is known by now. `set` is all that is known of the picture:
   what came of it, and `seconds` by side, `waited` of the recorded step, `isOver` once that has passed, `guess`. */
import { badge, fill, make, say } from "../parts/dom.js";
import { counted } from "../parts/numbers.js";
import { bytesOf, paintLevels } from "../parts/paint.js";
import { about, lasting, operations, weight } from "./units.js";

const STEPS = 20; // a whole picture, as the app makes one
const totalOf = ({ each, pairs }) => each + pairs;
export const latentOf = (set) => set.sizes[0];
export const pictureOf = (set) => set.sizes.find(({ side }) => side === set.size);
export const recordedOf = (set, side) => set.recorded?.seconds[side];
export const nowTimed = (set) => set.live.find((side) => set.seconds[side] === undefined);
const knownOf = (set, side) => (side === set.size && recordedOf(set, side) ? set.waited : set.seconds[side]);
const kindOf = (set, { side }) => (set.live.includes(side) ? "live" : recordedOf(set, side) ? "recorded" : "counted");

export function drawRows(table, set, image, common, words) {
  table.replaceChildren(...set.sizes.map((size) => {
    const { side, channels } = size, kind = kindOf(set, size), isLatent = size === latentOf(set);
    const thumb = make("canvas"), mark = make("span", { class: "k-badge k-inline", hidden: true });
    if (isLatent) paintLevels(thumb, bytesOf(set.latent), side, set.channels);
    else paintSmall(thumb, image, Math.min(side, set.size));
    if (kind !== "counted") badge(mark, common, kind === "recorded" ? set.recorded.made : undefined);
    const what = isLatent ? words.is_latent : side === set.size ? words.is_picture : words.is_pixels;
    const name = make("span", {}, `${side} × ${side} × ${channels}`, make("small", { text: what }));
    return make("tr", { dataset: { kind, side } },
      make("th", { scope: "row" }, make("div", { class: "o-size" }, thumb, name)),
      make("td", {}, make("div", { class: "o-time" },
        make("div", { class: "o-bar" }, make("i")), make("b", { class: "o-seconds" }), mark, make("span", { class: "o-none" }))),
      make("td", { text: operations(totalOf(size), words) }), make("td", { text: weight(size.table) }));
  }));
}

function paintSmall(canvas, image, side) {
  canvas.width = canvas.height = side;
  const pen = canvas.getContext("2d");
  pen.imageSmoothingQuality = "high";
  pen.drawImage(image, 0, 0, side, side);
}

export function fillRows(table, set, phase, words) {
  const most = Math.max(recordedOf(set, set.size) ?? 0, ...Object.values(set.seconds));
  for (const row of table.rows) {
    const side = Number(row.dataset.side), seconds = knownOf(set, side), isCounted = row.dataset.kind === "counted";
    const isNow = phase === "running" && (side === nowTimed(set) || (side === set.size && set.waited !== undefined && !set.isOver));
    const bar = row.querySelector(".o-bar i"), none = row.querySelector(".o-none");
    row.dataset.state = isNow ? "now" : "";
    bar.hidden = !seconds;
    bar.style.setProperty("--share", seconds ? Math.min(1, seconds / most) : 0);
    row.querySelector(".o-seconds").textContent = seconds ? lasting(seconds, words) : "";
    row.querySelector(".k-badge").hidden = isCounted || !seconds;
    none.textContent = isCounted ? words.only_counted : isNow && !seconds ? words.timing : "";
    none.hidden = !none.textContent;
  }
}

export function sayNow(line, set, phase, words) {
  const timed = set.live.filter((side) => set.seconds[side] !== undefined), side = nowTimed(set), last = timed.at(-1);
  const latent = latentOf(set), here = set.seconds[latent.side], small = recordedOf(set, latent.side), large = recordedOf(set, set.size);
  const told = (seconds) => seconds && lasting(seconds, words), waited = set.waited ?? 0;
  const values = {
    side, size: set.size, last, from: latent.side, here: told(here), here_last: last && told(set.seconds[last]),
    times_last: last && about(set.seconds[last] / here), small: told(small), large: told(large), times: large && about(large / small),
    run_small: small && told(STEPS * small), run_large: large && told(STEPS * large), steps: STEPS,
    passed: lasting(waited, words), meanwhile: small && counted(Math.floor(waited / small)),
    more: about(totalOf(pictureOf(set)) / totalOf(latent)), guess: set.guess === null ? null : counted(set.guess),
  };
  say(line, sentenceOf(set, phase, side, last, words), values);
}

function sentenceOf({ live, size, guess, ...set }, phase, side, last, words) {
  const here = last && last !== live[0] ? words.here : "";
  if (phase === "running") return side ? fill(words.running, { side }) + here : words.meanwhile;
  if (phase === "stopped") return words.stopped + here;
  return (recordedOf(set, size) ? words.found : words.found_counted) + (guess === null ? "" : words.yours) + here;
}
