/* Asks for a run, lets the reader guess when it decides for an animal, and then walks its way over the map. */
import { badge, complain, describe, fill, fillIn, findChoices, finder, hear, press, say } from "../parts/dom.js";
import { linkOf, linkable, remember } from "../parts/link.js";
import { LARGEST_SEED, anySeed } from "../parts/numbers.js";
import { loadImage, loadJson, loadSheet, paintCell, paintTiny } from "../parts/paint.js";
import { makeRun } from "../parts/run.js";
import { makePlayer } from "../parts/scrub.js";
import { makeSection } from "../parts/section.js";
import { featureOf } from "../map/world.js";
import { cellOf, makeChart } from "./chart.js";
import { drawStrip, nameOf, paintAnimal } from "./strip.js";

const TAB = "latent", SPACES = ["clip", "vae"], SKIPPED = 0;

export default (view) => {
  const { element, props } = view, { words, common } = props;
  const one = finder(element), link = linkOf(TAB), guessing = one(".y-at-guess"), field = one(".y-prompt");
  let asked = { prompt: link.text("way_prompt", words.first_prompt), seed: link.whole("way_seed", 0, LARGEST_SEED, 0) };
  let space = link.choice("way_space", SPACES, SPACES[0]), film = null;
  let guess = link.names("way_guess") ? link.whole("way_guess", 0, 100, SKIPPED) : null;

  field.value = asked.prompt;
  const drawChart = makeChart(one(".y-map"));
  const player = makePlayer(one(".y-result"), words, show, { keys: false });
  const run = makeRun({
    view, root: one(".y-body"), go: one(".y-go"), press: () => start({ prompt: field.value }), now: one(".y-now"), error: one(".y-error"),
    words: { stop: words.stop, again: words.go, waiting: words.waiting, stopped: words.stopped },
    on: {
      running(value) {
        paintTiny(one(".y-frame"), value.frame);
        say(one(".y-now"), words.running, value);
      },
      load: ({ animals, ...value }) => Promise.all([loadSheet(value), loadImage(animals.sheet.url), loadJson(animals.data.url)]),
      done(value, [cells, herd, data]) {
        film = { ...value, ...data, cells, herd, last: value.timesteps.length };
        guessing.max = film.last;
        one(".y-code").textContent = film.code;
        complain(one(".y-unknown"), film.unknown.length ? fill(words.unknown, { words: film.unknown.join(words.comma) }) : "");
        if (guess === null) askGuess();
        else open();
      },
    },
  });
  makeSection(view, start, { tab: TAB, named: false });

  function start(changes = {}) {
    player.pause();
    complain(one(".y-unknown"), "");
    if (run.number) guess = guess === SKIPPED ? SKIPPED : null; // who skipped once is not asked again
    asked = { ...asked, ...changes };
    film = null;
    keep();
    run.ask(asked);
  }
  function keep() {
    const { prompt, seed } = asked;
    remember(TAB, {
      section: "way", way_prompt: prompt === words.first_prompt ? null : linkable(prompt),
      way_seed: seed || null, way_space: space === SPACES[0] ? null : space, way_guess: guess,
    });
  }

  function askGuess() {
    run.become("guess");
    one(".y-now").textContent = fill(words.ready, { count: film.last });
    one(".y-question").textContent = fill(words.guess.question, { count: film.last });
    guessing.value = Math.round(film.last / 2);
    sayGuess();
  }
  function sayGuess() {
    guessing.style.setProperty("--at", (guessing.value - 1) / (guessing.max - 1 || 1));
    one(".y-here").textContent = fill(words.guess.here, { step: guessing.value });
  }
  function guessed(step) {
    guess = step;
    keep();
    open();
    player.goTo(0);
    player.play();
    one(".m-play").focus({ preventScroll: true });
  }

  function open() {
    run.become("shown");
    drawStrip(one(".y-strip"), film, words, (i) => { player.pause(); player.goTo(i); });
    badge(one(".y-badge"), common);
    player.extend(film.last + 1);
    player.goTo(film.last);
  }
  function show(at) {
    const { index, near } = film.places.clip[at], latent = film.places.vae[at], end = at === film.last;
    const values = { step: at + 1, count: film.last, t: end ? 0 : film.timesteps[at], name: nameOf(film, index), near };
    const which = { kind_of: end ? "end" : space === "vae" ? "there" : "expected", ending: end ? "_end" : "" };
    paintCell(one(".y-expected"), film.cells, cellOf(film, space, at));
    paintAnimal(one(".y-nearest"), film, index);
    fillIn(element, words, { ...values, ...which });
    player.say(one(".y-where").textContent);
    press(one(".y-strip").children, (_, i) => i === at);
    say(one(".y-now"), end ? verdict() : words.now[space], { ...values, latent_name: nameOf(film, latent.index), distance: latent.near, ...decision() });
    explain(values);
    drawChart(film, space, at);
  }

  /* Which sentences hold is chosen by what was measured. */
  function verdict() {
    const of = (feature) => ({ 0: "first", [film.last]: "last" })[film.decided[feature]] ?? "later";
    return words.now.end + words.decided.kind[of("kind")] + words.decided.breed[of("breed")] + (guess ? words.yours : "");
  }
  function decision() {
    const { kind, breed } = film.decided, final = film.places.clip[film.last].index;
    return { kind: words.kinds[featureOf(film, "kind", final)], kind_step: kind + 1, breed_step: breed + 1, guess };
  }
  function explain(values) {
    const { total, seconds, last } = film;
    describe(one(".y-map"), words.alternative.map, { ...values, total, now: one(".y-now").textContent });
    one(".y-what").textContent = fill(words.what[space] + words.took, { explained: film.explained[space], total, count: last, seconds });
    markSpace(space);
  }

  one(".y-ask").addEventListener("submit", (event) => event.preventDefault()); // an Enter presses its button as well
  one(".y-other").addEventListener("click", () => start({ prompt: field.value, seed: anySeed() }));
  guessing.addEventListener("input", sayGuess);
  one(".y-here").addEventListener("click", () => guessed(Number(guessing.value)));
  one(".y-skip").addEventListener("click", () => guessed(SKIPPED));
  const markSpace = findChoices(element, "space", (name) => { space = name; keep(); player.goTo(player.at); });
  new ResizeObserver(() => { if (run.state === "shown") drawChart(film, space, player.at); }).observe(one(".y-map"));
  hear("theme", () => { if (run.state === "shown") open(); });
};
