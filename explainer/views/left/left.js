/* First the reader's own guess (or "just show me"), then the machine's. Nothing is scored. */
const words = props.words;
const one = (name) => element.querySelector(name);
let set = null, guess = null, moveMarker = null, drawBars = null;

kakusan.dress(element, props);
kakusan.badge(one(".k-badge"), props.common);
const section = kakusan.section(element, () => trigger("opened", { seed: figureSeed() }), { props, tab: "forward" });
const clock = makeClock(section, one(".l-t"), show);

const inPhase = (phase) => one(".c-body").dataset.phase === phase;

function show(t) {
  paint(set.noising, t, one(".l-print")); // leaves x_t in set.noising.x_t
  const { densities, mean, deviation } = measureValues(set.noising.x_t);
  drawBars(densities);
  moveMarker(t);
  describe(t, mean, deviation);
}

function describe(t, mean, deviation) {
  const nearest = set.words[set.nearest[nearestMeasured(t)]];
  const numbers = {
    ...found(), t, name: set.noising.name, nearest, similarity: signed(likenessAt(set, t)),
    mean: signed(mean), deviation: deviation.toFixed(2),
    psnr: between(set.timesteps, set.psnr, t).toFixed(1), ssim: between(set.timesteps, set.ssim, t).toFixed(2),
  };
  const stops = set.stops !== null ? words.stops : set.lost ? words.holds : words.never;
  const yours = guess === null ? "" : words.joint + words.yours;
  kakusan.say(one(".l-now"), stops + yours + words.joint + words.now, numbers);
  one(".l-what").textContent = kakusan.fill(words.caption, numbers);
  one(".l-here").textContent = kakusan.fill(words.gone, numbers);
  for (const [name, text] of Object.entries({ mean: numbers.mean, deviation: numbers.deviation, psnr: `${numbers.psnr} dB`, ssim: numbers.ssim })) {
    one(`.l-${name}`).textContent = text;
  }
  one(".l-nearest").textContent = kakusan.fill(words.quoted, { word: nearest });
  one(".l-print").setAttribute("aria-label", kakusan.fill(words.alternative.print, numbers));
  one(".l-plot").setAttribute("aria-label", kakusan.fill(words.alternative.plot, numbers));
  one(".l-histogram").setAttribute("aria-label", kakusan.fill(words.alternative.histogram, numbers));
}

const nearestMeasured = (t) => set.timesteps.reduce((best, one, i) => (Math.abs(one - t) < Math.abs(set.timesteps[best] - t) ? i : best), 0);

/* What the machine found, whatever t is. */
const found = () => ({
  stops: set.stops, guess, word: set.words[0], noises: set.noises,
  start: signed(set.start), floor: signed(set.floor), middle: signed(set.middle),
});

/* Go to a phase: "guess" or "shown". */
function become(phase) {
  one(".c-body").dataset.phase = phase;
  moveMarker = drawLikeness(one(".l-plot"), set, guess, words);
  one(".l-answer .l-of").textContent = kakusan.fill(words.likeness, found());
  kakusan.say(one(".l-definition"), words.definition, found());
  clock.soon();
}

onValue(async (value, isNewest) => {
  const noising = await fetchNoising(value.noising);
  if (!isNewest()) return;
  const skipped = inPhase("shown") && guess === null;
  set = { ...value, steps: noising.steps, noising: { ...noising, name: value.noising.name } };
  guess = null;
  drawBars = drawHistogram(one(".l-histogram"), words);
  one(".l-best").textContent = kakusan.fill(words.best, { words: value.words.map((word) => kakusan.fill(words.quoted, { word })).join(words.comma) });
  become(skipped ? "shown" : "guess");
  clock.start(set.steps);
});

one(".l-here").addEventListener("click", () => { guess = clock.t(); become("shown"); one(".l-again").focus(); });
one(".l-skip").addEventListener("click", () => { guess = null; become("shown"); one(".l-again").focus(); });
one(".l-again").addEventListener("click", () => { guess = null; become("guess"); one(".l-t").focus(); });
dragCurves(one(".l-plot"), () => set.steps, clock.move, clock.release);
watch("picture", section.stale);
