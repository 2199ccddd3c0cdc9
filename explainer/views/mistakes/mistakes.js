/* Asks for what is recorded and for a measurement, shows it while it comes in, and scrubs it afterwards. */
import { badge, fill, finder, hear, say, write } from "../parts/dom.js";
import { hearRun, lastRun, linkOf, remember } from "../parts/link.js";
import { LARGEST_SEED, anySeed, counted, nearest } from "../parts/numbers.js";
import { paintCell } from "../parts/paint.js";
import { dragAcross } from "../parts/plot.js";
import { makeRun } from "../parts/run.js";
import { onSlide, oncePerFrame, setRange } from "../parts/scrub.js";
import { makeSection } from "../parts/section.js";
import { BOX, drawErrors } from "./errors.js";
import { makeGrowth } from "./growth.js";
import { fillTable, filmOf, paintMoment, sayMoment, worldAt } from "./prints.js";

const TAB = "reverse";
const OPENS_AT = 400; // where neither the figure nor the link names a t

export default (view) => {
  const { element, props, trigger, watch } = view, { words } = props;
  const one = finder(element), body = one(".e-now-part"), slider = one(".e-t"), now = one(".e-now");
  const link = linkOf(TAB), inLink = (key) => link.whole(key, 0, LARGEST_SEED, null);
  let ownSeed = inLink("mistakes_seed"), figure = null, set = null, wanted = null;

  const keep = (values) => remember(TAB, { section: "mistakes", ...values });
  const growth = makeGrowth(element, props, (step) => keep({ mistakes_step: step }));
  const soon = oncePerFrame(draw);
  const run = makeRun({
    view, event: "measure", root: body, go: one(".e-again"), now, error: one(".e-error"), words,
    press() {
      ownSeed = anySeed();
      keep({ mistakes_seed: ownSeed });
      measure();
    },
    on: {
      running({ moments, first, ...frame }) {
        const { timesteps } = frame;
        if (!first) set = { moments: timesteps.map(() => null), film: null };
        moments.forEach((moment, i) => { set.moments[first + i] = moment; });
        Object.assign(set, { frame, timesteps, done: first + moments.length });
        reveal();
      },
      load: filmOf,
      done(value, film) {
        const { moments, timesteps } = value;
        set = { moments, timesteps, frame: value, film, done: moments.length };
        one(".e-code").textContent = value.code;
        one(".e-drawer").hidden = false;
        one(".e-mean-figure").hidden = !value.mean;
        if (value.mean) paintCell(one(".e-mean"), film.sheet, moments.length);
        reveal();
      },
      stop() {
        if (set) soon();
        else now.textContent = words.nothing_yet;
      },
      fail() {
        if (set) soon();
        else body.classList.remove("c-waiting");
      },
    },
  });
  const section = makeSection(view, () => {
    if (!props.kept) trigger("opened");
    measure();
  }, { tab: TAB, ofPicture: true });

  /* The noises begin with the figure's own, unless other ones were asked for. */
  function measure() {
    const known = figure ?? lastRun(TAB);
    wanted ??= inLink("mistakes_t") ?? known?.t ?? inLink("t") ?? OPENS_AT;
    run.ask({ seed: ownSeed ?? known?.seed ?? inLink("seed") ?? 0 });
  }

  /* What has arrived, from the first moment on. */
  function reveal() {
    const { timesteps, frame } = set;
    body.classList.remove("c-waiting");
    slider.max = timesteps.length - 1;
    one(".e-to").textContent = fill(words.to, { t: timesteps.at(-1) });
    say(one(".e-sentence"), words.prose.sentence, { numbers: counted(frame.numbers), noises: frame.noises });
    soon();
  }
  function draw() {
    if (!set || !section.isOpen()) return;
    const { timesteps, moments, frame, done } = set, world = props.kept?.world ?? null;
    let at = nearest(timesteps, wanted);
    if (!moments[at] && run.isUnderWay()) at = done - 1; // what came last is seen until then
    const moment = moments[at], there = worldAt(world, timesteps[at]);
    drawErrors(one(".e-plot"), { moments, timesteps, world }, words.plot)(at);
    setRange(slider, at, `t = ${timesteps[at]}`);
    fillTable(element, moment, there, words.table);
    if (moment) {
      paintMoment(element, at, set);
      sayMoment(element, moment, there, { frame, world }, words);
    }
    const progress = { done, count: timesteps.length, noises: frame.noises, t: timesteps[at] };
    if (run.isUnderWay() && isOld()) now.textContent = words.waiting;
    else if (run.isUnderWay()) say(now, words.measuring, progress);
    else if (!moment) say(now, words.missing, progress);
  }
  /* nothing has come yet of what was asked for last */
  const isOld = () => set.frame.asked.run !== run.number;

  function go(t) {
    wanted = t;
    soon();
  }
  const release = () => keep({ mistakes_t: set?.timesteps[nearest(set.timesteps, wanted)] ?? null });

  /* What is recorded: the average over the world, and the making of the pack. */
  function showKept() {
    if (!props.kept) return;
    const { world } = props.kept;
    one(".e-of-world").textContent = world ? fill(words.table.world, world) : words.table.no_world;
    one(".e-key-text").textContent = world ? fill(words.plot.key, world) : "";
    one(".e-recorded").hidden = one(".e-key").hidden = !world;
    if (world) badge(one(".e-recorded"), props.common, world.made);
    write(one(".e-math"), fill(words.prose.mathematics, { known: world?.known ?? "–" }));
    growth.show(props.kept.growth, inLink("mistakes_step"));
    soon();
  }

  onSlide(slider, (index) => { if (set) go(set.timesteps[index]); }, release);
  dragAcross(one(".e-plot"), BOX, (share) => { if (set) go(share * set.timesteps.at(-1)); }, release);
  /* The figure above made another run: its t is looked at, and if its noise is another, it is measured as well. */
  hearRun(TAB, (newest) => {
    const before = figure;
    figure = newest;
    if (!before) return;
    if (before.t !== newest.t) go(newest.t);
    if (before.seed === newest.seed) return;
    if (ownSeed !== null) remember(TAB, { mistakes_seed: null });
    ownSeed = null;
    section.stale();
  });
  hear("theme", soon);
  one("details").addEventListener("toggle", soon);
  showKept();
  watch("kept", showKept);
};
