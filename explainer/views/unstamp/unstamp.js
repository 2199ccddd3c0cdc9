/* Without the list and with it, scrubbed together; the number of squares is asked of the server. */
import { badge, complain, describe, fill, fillIn, finder, hear, say } from "../parts/dom.js";
import { linkOf, remember } from "../parts/link.js";
import { counted, finePercent } from "../parts/numbers.js";
import { divergingColors, loadBytes, loadImage, paintCell, putPixels } from "../parts/paint.js";
import { makePlayer, onValue, scrolling, setRange } from "../parts/scrub.js";
import { makeSection } from "../parts/section.js";
import { drawCurves } from "./curves.js";

const TAB = "reverse", LIST = "forward";
const LOOKS = 30, BETWEEN_LOOKS = 100; // how often, and after how many milliseconds each, the other tab's section is looked for

export default (view) => {
  const { element, props, trigger } = view, { words } = props;
  const one = finder(element), body = one(".u-body"), slider = one(".u-count");
  let wanted = linkOf(TAB).whole("unstamp", 1, Infinity, null), shown = null;

  const player = makePlayer(one(".m-player"), words, show, { keys: false });
  const section = makeSection(view, () => trigger("opened", wanted === null ? {} : { count: wanted }), { tab: TAB, ofPicture: true });

  const decibels = (psnr) => (psnr === null ? words.exact : `${psnr.toFixed(1)} dB`);
  const percent = (share) => `${finePercent(share)} %`;

  onValue(view, async (value, isNewest) => {
    if (value.kind === "error") { tellOutcome(value.text); return; }
    const [image, maps] = await Promise.all([loadImage(value.sheet.url), loadBytes(value.maps.url)]);
    if (!isNewest()) return;
    const isAnother = !shown || shown.count !== value.count || shown.name !== value.name;
    const { count, counts, frames, side, columns } = value, area = side * side;
    shown = {
      ...value, sheet: { image, columns, size: side },
      wrong: (position) => maps.subarray(position * area, (position + 1) * area),
      since: maps.subarray(frames.length * area), // from which frame on a pixel is the network's own
    };
    wanted = count;
    tellOutcome("");
    slider.max = counts.length - 1;
    slider.value = counts.indexOf(count);
    fillIn(body, words, { least: counted(counts[0]), most: counted(counts.at(-1)), code: value.code });
    showCount();
    showVerdict();
    showCurves();
    player.extend(frames.length);
    if (isAnother) player.pause();
    player.goTo(isAnother ? frames.length - 1 : player.at);
  });
  function tellOutcome(error) {
    complain(one(".u-error"), error);
    body.dataset.state = error ? "failed" : "done";
  }

  function show(at) {
    paintCrisp(one(".u-without"), 2 * at);
    paintCrisp(one(".u-listed"), 2 * at + 1);
    paintWrong(one(".u-wrong"), shown.wrong(at));
    paintInvented(one(".u-invented"), at);
    sayStep(at);
  }
  function paintCrisp(canvas, index) {
    paintCell(canvas, shown.sheet, index);
    canvas.style.imageRendering = "pixelated";
  }
  /* From the card's colour, where nothing is wrong, to the seal's. */
  function paintWrong(canvas, wrong) {
    const colors = divergingColors(), image = new ImageData(shown.side, shown.side);
    wrong.forEach((by, p) => image.data.set([...colors[128 + Math.min(127, 2 * by)], 255], 4 * p));
    putPixels(canvas, image, true);
  }
  /* Only what the network has put there by now; all else is left blank. */
  function paintInvented(canvas, at) {
    paintCrisp(canvas, 2 * at);
    const pen = canvas.getContext("2d"), image = pen.getImageData(0, 0, shown.side, shown.side), blank = [...divergingColors()[128], 255];
    shown.since.forEach((from, p) => { if (!isInvented(from, at)) image.data.set(blank, 4 * p); });
    pen.putImageData(image, 0, 0);
  }
  const isInvented = (from, at) => from > 0 && from <= at;

  function sayStep(at) {
    const { frames, since } = shown, frame = frames[at], last = frames.length - 1;
    const numbers = {
      name: shown.name, count: counted(shown.count), left: counted(frame.left), off: counted(shown.count - frame.left),
      phase: at === last ? "end" : at ? "way" : "start",
      step: at, steps: last, told: counted(frames[Math.max(at - 1, 0)].left), psnr: decibels(frame.psnr), listed: decibels(frame.listed),
      hidden: percent(shown.invented), share: percent(since.filter((from) => isInvented(from, at)).length / since.length),
      differing: counted(frame.differing), exact: counted(frame.exact), values: counted(shown.values),
    };
    fillIn(body, words, numbers);
    player.say(one(".u-where").textContent);
  }
  function showCount() {
    const count = counted(shown.counts[slider.value]);
    setRange(slider, slider.value, count);
    one(".u-count-now").textContent = count;
  }
  /* Which is nearer, all at once or step by step, and whether either is nearer than the squares themselves. */
  function showVerdict() {
    const { frames, atOnce, mistaken } = shown, end = frames.at(-1).psnr, start = frames[0].psnr;
    const shownAs = (psnr) => (psnr === null ? Infinity : Math.round(10 * psnr)); // so that the sum is right on the page
    const apart = (shownAs(end) - shownAs(atOnce)) / 10;
    const parts = [words.verdict[apart > 0 ? "steps" : apart < 0 ? "at_once" : "same"]];
    if (end !== null && start !== null && end <= start) parts.push(words.verdict.farther);
    if (mistaken) parts.push(words.verdict.mistaken);
    say(one(".u-verdict"), parts.join(words.joint), {
      once: decibels(atOnce), end: decibels(end), start: decibels(start), apart: Math.abs(apart).toFixed(1),
      mistaken: counted(mistaken), invented: percent(shown.invented),
    });
  }
  function showCurves() {
    const { recorded, count, frames } = shown, psnr = frames.at(-1).psnr;
    one(".u-chart").hidden = !recorded;
    if (!recorded) return;
    one(".u-curve").textContent = fill(words.curve, recorded);
    badge(one(".u-recorded"), props.common, recorded.made);
    drawCurves(one(".u-plot"), recorded.curves, { count, psnr }, words.plot);
    describe(one(".u-plot"), words.alternative.plot, { count: counted(count), psnr: decibels(psnr), ...recorded });
  }

  function openList() {
    document.getElementById(`tab-${LIST}-button`)?.click();
    const look = (tries) => {
      const list = document.getElementById("squares");
      if (!list?.offsetParent) { if (tries) setTimeout(look, BETWEEN_LOOKS, tries - 1); return; }
      list.open = true;
      list.scrollIntoView(scrolling());
    };
    look(LOOKS);
  }

  slider.addEventListener("input", showCount);
  slider.addEventListener("change", () => {
    wanted = shown.counts[slider.value];
    if (wanted === shown.count) return;
    remember(TAB, { section: "unstamp", unstamp: wanted });
    body.dataset.state = "asking";
    section.stale();
  });
  one(".u-list").addEventListener("click", openList);
  hear("theme", () => { if (shown) show(player.at); });
};
