/* Squares on a picture: stamped by hand or by the thousand, and taken off again by the list. */
import { fill, fillIn, finder, say } from "../parts/dom.js";
import { flow } from "../parts/flow.js";
import { shareAt } from "../parts/keys.js";
import { linkOf, remember, goTo as goToTab } from "../parts/link.js";
import { clamp, counted, decibels } from "../parts/numbers.js";
import { loadBytes } from "../parts/paint.js";
import { makeMotion, onLoaded, setRange, still } from "../parts/scrub.js";
import { makeSection } from "../parts/section.js";
import { drawGrowth } from "./growth.js";
import { makeList } from "./list.js";
import { markWrong, paint } from "./prints.js";
import { digestOf, errorOf, frame, gameOf, growing, misreadAmong, putRow, startAgain, takenOff } from "./stamps.js";

const TAB = "forward", NEXT = "reverse";
const PER_STAMP = 40, SHORTEST = 1500, LONGEST = 6000; // milliseconds that taking off lasts

function numbersOf({ differing, values, mean, psnr }, more) {
  const written = Object.entries(more).map(([key, one]) => [key, typeof one === "number" ? counted(one) : one]);
  return {
    ...Object.fromEntries(written), differing: counted(differing), values: counted(values), mean: mean.toFixed(1), psnr: decibels(psnr),
  };
}

export default (view) => {
  const { element, props, trigger, watch } = view, { words } = props;
  const one = finder(element);
  const print = one(".q-print"), scrubber = one(".q-at"), slider = one(".q-slip"), off = one(".q-off");
  const state = { game: null, count: 0, at: 0, parts: 0, takingOff: false };
  const placed = new Map(); // number of a row that the reader put -> its place
  let counts = [], name = "", showList = null, moveGrowth = null, means = [], left = null, wanted = null, sheets = null;

  one(".q-now").textContent = words.waiting;
  makeSection(view, () => trigger("opened", state.game ? asked() : linkOf(TAB).texts("stamps", "slip", "placed")), { tab: TAB, ofPicture: true });
  const motion = makeMotion(goTo, (isOn) => { off.textContent = isOn ? words.pause : words.take_off; });
  motion.stop();

  const asked = () => ({ stamps: state.count, slip: state.parts / 100, placed: written() });
  const written = () => [...placed].map(([number, { x, y }]) => `${number}.${x}.${y}`).join("~");

  /* Another list, or a longer one: all that hangs on it. */
  function listChanged() {
    scrubber.max = state.count;
    means = growing(state.game, counts, state.parts);
    showOutcome();
    goTo(state.at);
    confirm();
  }

  function goTo(at) {
    const { game, count, parts, takingOff } = state;
    state.at = at;
    showList(state);
    if (takingOff) takenOff(game, count, at, parts, sheets.shown);
    else frame(game, at, sheets.shown);
    paint(game, sheets.shown, print);
    flow({ paper: print });
    explain();
  }

  function explain() {
    const { game, count, at, takingOff } = state, error = errorOf(game.picture, sheets.shown);
    const numbers = numbersOf(error, { at, count, off: count - at, name });
    const key = !takingOff || at === count ? "on" : at ? "on_the_way" : error.differing ? "off_wrong" : "off_exact";
    fillIn(one(".k-cols"), words, { ...numbers, key });
    setRange(scrubber, at, fill(words.caption, numbers));
  }

  /* What comes back when all of the list is taken off with this share of slips, whatever is shown above. */
  function showOutcome() {
    const { game, count, parts } = state;
    takenOff(game, count, 0, parts, sheets.back);
    left = errorOf(game.picture, sheets.back);
    paint(game, sheets.back, one(".q-back"));
    paint(game, markWrong(game.picture, sheets.back, sheets.wrong), one(".q-wrong"));
    moveGrowth(means, count, left.mean);
    const misread = misreadAmong(game, count, parts), numbers = numbersOf(left, { count, misread });
    const share = `${parts / 100} %`;
    setRange(slider, parts, share);
    const verdict = misread ? (left.differing ? "wrong" : "lucky") : parts ? "spared" : "exact";
    const [few, most] = [means[0], means[means.length - 1]].map((mean) => mean.toFixed(1));
    fillIn(one(".q-slips"), words, { ...numbers, share, few, most, verdict });
  }

  /* The server does the same, with the same list. */
  function confirm() {
    wanted = digestOf(sheets.back);
    one(".q-check").textContent = words.checking;
    trigger("confirm", { ...asked(), digest: wanted });
    showCheck(); // the answer may be the one that is here already
  }
  function showCheck() {
    const { check } = props;
    if (!check || !state.game || check.digest !== wanted) return;
    const sentence = check.same ? words.check : words.check_failed;
    say(one(".q-check"), sentence, { differing: counted(check.differing), values: counted(left.values) });
  }

  function keep() {
    const { count, parts } = state;
    remember(TAB, { stamps: count, slip: parts ? parts / 100 : null, placed: written() || null });
  }
  /* The list ends at number `count` from now on, and all of it lies on the picture. */
  function endAt(count) {
    motion.stop();
    Object.assign(state, { count, at: count, takingOff: false });
    listChanged();
    keep();
  }
  const isFull = () => state.at >= state.game.most;

  /* From where the reader stands: who goes on from an earlier place drops the rows after it. */
  function stampMore(more) {
    if (!isFull()) endAt(Math.min(state.at + more, state.game.most));
  }
  function stampHere(event) {
    if (isFull()) return;
    const { game, at } = state, [across, down] = shareAt(print, event);
    putRow(game, at, across * game.side, down * game.side);
    placed.set(at + 1, { x: game.x[at], y: game.y[at] });
    stampMore(1);
  }

  /* From the last to the first in a few seconds, then it stays there. */
  function takeOff() {
    if (motion.isOn) { motion.stop(); return; }
    const from = state.at || state.count;
    state.takingOff = true;
    if (still()) goTo(0);
    else motion.start(from, 0, clamp(PER_STAMP * from, SHORTEST, LONGEST));
  }
  function again() {
    placed.clear();
    startAgain(state.game);
    endAt(1);
  }
  function slip() {
    state.parts = Number(slider.value);
    means = growing(state.game, counts, state.parts);
    goTo(state.at);
    showOutcome();
  }

  /* Nothing can be done before the game is there. */
  const listen = (target, event, act) => target.addEventListener(event, (detail) => { if (state.game) act(detail); });
  listen(scrubber, "input", () => { motion.stop(); goTo(Number(scrubber.value)); });
  listen(slider, "input", slip);
  listen(slider, "change", () => { confirm(); keep(); });
  listen(print, "click", stampHere);
  listen(off, "click", takeOff);
  listen(one(".q-again"), "click", again);
  for (const button of element.querySelectorAll("[data-more]")) listen(button, "click", () => stampMore(Number(button.dataset.more)));
  one(".q-next").addEventListener("click", () => goToTab(NEXT));

  watch("check", showCheck);
  onLoaded(view, ({ file }) => loadBytes(file.url), (value, bytes) => {
    motion.stop();
    ({ counts, name } = value);
    const game = gameOf(value, bytes), area = game.side * game.side;
    sheets = { shown: new Uint32Array(area), back: new Uint32Array(area), wrong: new Uint32Array(area) };
    Object.assign(state, { game, count: value.count, at: value.count, parts: value.parts, takingOff: false });
    placed.clear();
    for (const [number, x, y] of value.placed) placed.set(number, { x, y });
    one(".q-body").classList.remove("q-waiting");
    showList ||= makeList(one(".q-list"), words);
    moveGrowth = drawGrowth(one(".q-growth"), value, words);
    const shares = value.growth.map(({ share }) => `${100 * share} %`).join(words.comma);
    one(".q-shares").textContent = fill(words.growth, { shares });
    listChanged();
  });
};
