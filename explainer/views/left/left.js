/* First the reader's own guess (or "just show me"), then the machine's. Nothing is scored. */
import { makeClockSection } from "../clock/section.js";
import { fill, fillIn, finder, say } from "../parts/dom.js";
import { nearest, signed } from "../parts/numbers.js";
import { loadBytes } from "../parts/paint.js";
import { onLoaded } from "../parts/scrub.js";
import { noisingOf, paint } from "../forward/mixing.js";
import { dragTime } from "../forward/noise_curves.js";
import { drawHistogram, measureValues } from "./histogram.js";
import { between, drawLikeness, likenessAt } from "./likeness.js";

export default (view) => {
  const { element, props: { words } } = view, one = finder(element), body = one(".c-body");
  let set = null, guess = null, moveMarker = null, drawBars = null;
  const clock = makeClockSection(view, ".l-t", show);

  function show(t) {
    paint(set.noising, t, one(".l-print")); // leaves x_t in set.noising.x_t
    const { densities, mean, deviation } = measureValues(set.noising.x_t);
    drawBars(densities);
    moveMarker(t);
    explain(t, mean, deviation);
  }

  function explain(t, mean, deviation) {
    const word = set.words[set.nearest[nearest(set.timesteps, t)]];
    const numbers = {
      stops: set.stops, guess, word: set.words[0], noises: set.noises,
      start: signed(set.start), floor: signed(set.floor), middle: signed(set.middle),
      t, name: set.noising.name, nearest: word, similarity: signed(likenessAt(set, t)),
      mean: signed(mean), deviation: deviation.toFixed(2),
      psnr: between(set.timesteps, set.psnr, t).toFixed(1), ssim: between(set.timesteps, set.ssim, t).toFixed(2),
    };
    const stops = set.stops !== null ? words.stops : set.lost ? words.holds : words.never;
    const yours = guess === null ? "" : words.joint + words.yours;
    say(one(".l-now"), stops + yours + words.joint + words.now, numbers);
    fillIn(element, words, numbers);
    one(".l-nearest").textContent = fill(words.quoted, { word });
  }

  /* Go to a phase: "guess" or "shown". */
  function become(phase, guessed = null) {
    guess = guessed;
    body.dataset.phase = phase;
    moveMarker = drawLikeness(one(".l-plot"), set, guess, words);
    clock.soon();
  }
  function answer(guessed) {
    become("shown", guessed);
    one(".l-again").focus();
  }

  onLoaded(view, ({ noising }) => loadBytes(noising.file.url), (value, bytes) => {
    const skipped = body.dataset.phase === "shown" && guess === null;
    const noising = noisingOf(value.noising, bytes), { steps } = noising;
    set = { ...value, steps, noising };
    drawBars = drawHistogram(one(".l-histogram"), words);
    one(".l-best").textContent = fill(words.best, { words: value.words.map((word) => fill(words.quoted, { word })).join(words.comma) });
    become(skipped ? "shown" : "guess");
    clock.start(steps);
  });

  one(".l-here").addEventListener("click", () => answer(clock.t()));
  one(".l-skip").addEventListener("click", () => answer(null));
  one(".l-again").addEventListener("click", () => { become("guess"); one(".l-t").focus(); });
  dragTime(one(".l-plot"), () => set.steps - 1, clock.move, clock.release);
};
