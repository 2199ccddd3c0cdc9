/* Numbers are poured and the reader guesses; then sizes are timed live, and the recorded wait passes in its own time. */
import { describe, fill, fillIn, finder, hear, say } from "../parts/dom.js";
import { linkOf, remember } from "../parts/link.js";
import { counted } from "../parts/numbers.js";
import { bytesOf, loadImage } from "../parts/paint.js";
import { makeRun } from "../parts/run.js";
import { makeMotion, setRange, still } from "../parts/scrub.js";
import { makeSection } from "../parts/section.js";
import { drawGrowth } from "./growth.js";
import { latentColors, makeSheet, pictureColors, planesWidth, pourOut } from "./pour.js";
import { drawRows, fillRows, latentOf, nowTimed, pictureOf, recordedOf, sayNow } from "./rows.js";
import { about, operations, weight } from "./units.js";

const TAB = "latent";

const factorOf = (position) => Number((10 ** (position / 10)).toPrecision(position < 10 ? 2 : 1));
const sheetOf = ([channels, height, width]) => `${width} × ${height} × ${channels}`;
const ratiosOf = ({ picture_numbers, latent_numbers, numbers_ratio, positions_ratio, pairs_ratio }) => ({
  picture: counted(picture_numbers), latent: counted(latent_numbers),
  numbers: `1/${counted(numbers_ratio)}`, positions: `1/${counted(positions_ratio)}`, pairs: counted(pairs_ratio),
});

export default (view) => {
  const { element, props, trigger } = view, { words } = props;
  const one = finder(element), body = one(".o-body"), slider = one(".o-guess"), table = one(".o-rows tbody");
  const link = linkOf(TAB);
  let set = null, endPour = () => {};
  let atOnce = link.names("cost"); // a link to what was shown needs no second guess

  const run = makeRun({
    view, event: "go", root: body,
    on: {
      become(state) { body.dataset.phase = state === "waiting" ? "guess" : state; },
      ready(value) {
        set = { ...value, seconds: {}, guess: null };
        run.become("waiting");
        describeCounts();
        body.classList.remove("c-waiting");
        const arrived = pour();
        if (atOnce) arrived.then(() => go(link.real("cost_guess", 0, Infinity, null) || null));
      },
      timed({ seconds, code }) {
        if (!run.isUnderWay()) return;
        set.seconds = seconds;
        showKnown();
        if (!code) return;
        one(".o-code .k-code").textContent = code;
        one(".o-code").hidden = false;
        wait();
      },
      stop: () => over("stopped"),
      fail(text) {
        run.become("waiting");
        one(".o-waiting").textContent = text;
        body.classList.add("c-waiting");
      },
    },
  });
  makeSection(view, () => { halt(); trigger("opened", { run: run.number }); }, { tab: TAB, ofPicture: true });

  const passing = makeMotion((milliseconds) => {
    set.waited = milliseconds / 1000;
    showKnown();
  });

  /* the numbers, counted */
  async function pour() {
    endPour();
    const mine = set, image = await loadImage(set.picture.url);
    if (mine !== set) return;
    const { counts, size, channels, latent_side: side } = set, planes = counts.picture[0];
    const sheets = [
      makeSheet(one(".o-picture"), planes, size, pictureColors(image, size)),
      makeSheet(one(".o-latent"), channels, side, latentColors(bytesOf(set.latent), side)),
    ];
    const [large, small] = [planesWidth(planes, size), planesWidth(channels, side)];
    one(".o-latent").style.setProperty("--of-both", small / (large + small));
    one(".o-latent").style.setProperty("--of-picture", small / large);
    one(".o-counted").textContent = words.pouring;
    endPour = pourOut(sheets, (poured, isDone) => {
      ["picture", "latent"].forEach((name, i) => { one(`.o-${name}-count`).textContent = counted(poured[i]); });
      if (isDone) say(one(".o-counted"), words.counted, ratiosOf(counts));
    });
    drawRows(table, set, image, props.common, words);
    drawPlot();
    if (run.state !== "waiting") showKnown();
  }
  function drawPlot() {
    const { sizes, size } = set, latent = latentOf(set), last = sizes.at(-1), named = (count) => operations(count, words);
    drawGrowth(one(".o-plot"), sizes, [latent.side, size], named);
    describe(one(".o-plot"), words.alternative.plot, {
      from: latent.side, to: last.side, each: named(latent.each), pairs: named(latent.pairs), each_last: named(last.each), pairs_last: named(last.pairs),
    });
  }
  function describeCounts() {
    const { counts, name, larger } = set, latent = latentOf(set), picture = pictureOf(set), told = set.recorded?.larger;
    one(".o-picture-what").textContent = fill(words.picture, { name, size: sheetOf(counts.picture) });
    one(".o-latent-what").textContent = fill(words.latent, { size: sheetOf(counts.latent) });
    fillIn(one(".o-sheets"), words, { name, ...ratiosOf(counts) });
    one(".o-paragraph").textContent = fill(words.prose.paragraph, {
      side: picture.side, from: latent.side, each: about(picture.each / latent.each), pairs: counted(Math.round(picture.pairs / latent.pairs)),
      table: weight(picture.table), table_latent: weight(latent.table),
    });
    one(".o-larger").textContent = fill(words.larger, { ...ratiosOf(larger), picture_size: sheetOf(larger.picture), latent_size: sheetOf(larger.latent) });
    one(".o-larger-counted").textContent = told ? fill(words.prose.larger_counted, {
      on_latent: operations(told.latent, words), on_picture: operations(told.picture, words), times: about(told.picture / told.latent),
    }) : "";
  }

  function go(guess) {
    endPour();
    Object.assign(set, { guess, seconds: {}, waited: undefined, isOver: false });
    run.ask({});
    showKnown();
    one(".o-stop").focus({ preventScroll: true });
  }
  /* The recorded step, as long as it was. */
  function wait() {
    const large = recordedOf(set, set.size);
    if (!large || atOnce || still()) arrive();
    else passing.start(1, 1000 * large, 1000 * large, arrive);
  }
  function arrive() {
    Object.assign(set, { waited: recordedOf(set, set.size), isOver: true });
    over("shown");
    remember(TAB, { cost: 1, cost_guess: set.guess });
  }
  function over(phase) {
    passing.stop();
    run.become(phase);
    atOnce = false;
    showKnown();
  }
  /* What is recorded is known anyway: whoever will not wait for it sees it at once. */
  function halt() {
    if (run.isUnderWay() && nowTimed(set) === undefined) arrive();
    else run.stop();
  }
  function showKnown() {
    fillRows(table, set, run.state, words);
    sayNow(one(".o-now"), set, run.state, words);
  }

  const guessNow = () => factorOf(Number(slider.value));
  function showGuess() {
    const values = { n: counted(guessNow()) };
    setRange(slider, slider.value, fill(words.times, values));
    fillIn(one(".o-ask"), words, values);
  }
  slider.addEventListener("input", showGuess);
  one(".o-here").addEventListener("click", () => go(guessNow()));
  one(".o-skip").addEventListener("click", () => go(null));
  one(".o-pour-again").addEventListener("click", pour);
  one(".o-stop").addEventListener("click", halt);
  one(".o-again").addEventListener("click", () => { run.become("waiting"); slider.focus(); });
  hear("theme", () => { if (set) pour().then(() => endPour()); });
  showGuess();
};
