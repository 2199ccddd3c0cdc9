/* Asks for a lane of each scheduler, and says what their ends have in common. */
import { describe, fill, findChoices, finder, make, say } from "../parts/dom.js";
import { differ, hearRun, lastRun, linkOf, ownPicture, remember } from "../parts/link.js";
import { LARGEST_SEED, anySeed, signed } from "../parts/numbers.js";
import { loadImage } from "../parts/paint.js";
import { onSlide, setRange } from "../parts/scrub.js";
import { makeSection } from "../parts/section.js";
import { LEAST, MOST, layCards, markOf } from "./cards.js";
import { drawPlane } from "./plane.js";
import { makeRunner } from "./runner.js";

const TAB = "reverse", LARGEST_T = 999, SAME = 30; // dB from which two ends count as one picture, as the lesson groups them
const OPENS_WITH = { lanes: ["ddim", "dpmpp", "euler_a", "ddpm"], steps: 20, seed: 0, from: "noise" };

/* The distance of two lanes' ends. */
const between = (pairs, i, j) => pairs.find(([a, b]) => a === i && b === j)[2];

/* PSNR of every two ends, as a triangle. */
function fillEnds(table, { names, pairs }) {
  const marks = names.map((name, i) => markOf(i, name));
  const head = make("tr", {}, make("th"), ...marks.slice(1).map((mark) => mark.cloneNode(true)));
  const rows = marks.slice(0, -1).map((mark, i) => make("tr", {}, mark, ...marks.slice(1).map((_, at) => {
    const near = at < i ? null : between(pairs, i, at + 1);
    return make("td", { class: near >= SAME ? "n-same" : "", text: near === null ? "" : `${near.toFixed(1)} dB` });
  })));
  table.replaceChildren(head, ...rows);
}

export default (view) => {
  const { element, props, watch } = view, { words } = props, one = finder(element), range = one(".n-steps");
  let asked = inLink(), shown = 1;

  function inLink() {
    const link = linkOf(TAB), lanes = link.text("lanes", "").split(".").filter((id) => id in words.schedulers).slice(0, MOST);
    return {
      lanes: lanes.length < LEAST ? OPENS_WITH.lanes : lanes,
      steps: link.whole("lanes_steps", 1, Number(range.max), OPENS_WITH.steps),
      seed: link.whole("lanes_seed", 0, LARGEST_SEED, OPENS_WITH.seed),
      from: link.choice("lanes_from", ["noise", "picture"], OPENS_WITH.from),
      t: link.whole("lanes_t", 0, LARGEST_T, lastRun(TAB)?.t ?? link.whole("t", 0, LARGEST_T, 400)),
    };
  }
  function keep() {
    const differing = (key, value = asked[key]) => (String(OPENS_WITH[key]) === String(asked[key]) ? null : value);
    remember(TAB, {
      section: "lanes", lanes: differing("lanes", asked.lanes.join(".")), lanes_steps: differing("steps"),
      lanes_seed: differing("seed"), lanes_from: differing("from"), lanes_t: asked.from === "picture" ? asked.t : null,
    });
  }

  const markFrom = findChoices(element, "from", (from) => ask({ from, ...(from === "picture" ? ofFigure() : {}) }));
  const markShown = findChoices(element, "show", (which) => {
    shown = Number(which);
    markShown(shown);
    runner.again();
  });
  const runner = makeRunner(view, { event: "opened", press: () => ask({ seed: anySeed() }), write, load, explain, show });

  function ask(changes = {}) {
    asked = { ...asked, ...changes };
    keep();
    runner.ask(asked);
  }
  /* What the figure above last showed, if it has shown anything. */
  function ofFigure() {
    const figure = lastRun(TAB);
    return figure ? { t: figure.t, seed: figure.seed } : {};
  }

  function write() {
    sayRange(asked.steps);
    sayPicture();
    markFrom(asked.from);
    return layCards(one(".n-lanes"), asked.lanes, words, {
      control: choose, changed: (lanes) => ask({ lanes }), another: (ids) => Object.keys(words.schedulers).find((id) => !ids.includes(id)),
    });
  }
  function choose(id, which) {
    const select = make("select", { "aria-label": fill(words.choose, { lane: which + 1 }) });
    for (const [value, label] of Object.entries(words.schedulers)) select.append(new Option(label, value));
    select.value = id;
    select.addEventListener("change", () => ask({ lanes: asked.lanes.map((old, i) => (i === which ? select.value : old)) }));
    return [select];
  }
  function sayRange(steps) {
    setRange(range, steps, String(steps));
    one(".n-steps-now").textContent = steps;
  }
  const sayPicture = () => { one(".n-of-picture").textContent = fill(words.from.picture, { t: asked.t }); };

  async function load({ pictures, moments, lanes }) {
    return { stamps: await loadImage(pictures.url), last: moments.length, names: lanes.map(({ scheduler }) => words.schedulers[scheduler]) };
  }
  function explain(film) {
    const { lanes, seconds, explained: [paths, world] } = film, apart = lanes.reduce((total, { alone }) => total + alone, 0);
    fillEnds(one(".n-ends"), film);
    say(one(".n-time"), words.time[apart > seconds ? "saved" : "equal"], { seconds: seconds.toFixed(1), apart: apart.toFixed(1), lanes: lanes.length });
    one(".n-student").hidden = !lanes.some(({ student }) => student);
    one(".n-what").textContent = fill(words.plane[paths ? "paths" : "still"], { paths, world: world || "< 1" });
    one(".n-own-file").hidden = film.t === null || !ownPicture();
    film.cards.forEach(({ took }, i) => { took.textContent = fill(words.took, { seconds: lanes[i].alone.toFixed(1) }); });
  }

  function show(film, at, end) {
    const { lanes, names } = film, values = end ? {} : { t: film.moments[at][0], snr: signed(film.moments[at][1], 1) };
    lanes.forEach(({ calls, steps, at: cells, end: last }, i) => {
      const step = end ? calls : steps[at];
      runner.showLane(i, end ? last : cells[at][shown], end, { ...values, name: names[i], step, count: calls });
      film.cards[i].card.dataset.ended = String(!end && step === calls && lanes.some((other) => other.steps[at] < other.calls));
    });
    drawPlane(one(".n-plane"), film, lanes.map(({ steps, points }) => (end ? points.length : steps[at])));
    judge(film, end, values);
    return values;
  }
  /* Which sentence holds is chosen by the measured distances of the ends. */
  function judge({ groups, nearest, farthest, names, pairs }, end, where) {
    const alike = groups.filter((group) => group.length > 1), lanes = names.length;
    const [[a, b], [c, d]] = [nearest, farthest].map((pair) => pair.map((which) => names[which]));
    const values = {
      ...where, lanes, pictures: groups.length, same: SAME, a, b, c, d,
      near: between(pairs, ...nearest).toFixed(1), far: between(pairs, ...farthest).toFixed(1),
      names: alike.map((group) => group.map((which) => names[which]).join(words.with)).join(words.comma),
    };
    const verdict = words.now[groups.length === 1 ? "one" : alike.length ? "some" : "none"];
    say(one(".n-now"), end ? verdict : words.now.way, values);
    describe(one(".n-plane"), words.alternative.plane, { lanes, verdict: fill(verdict, values) });
  }

  onSlide(range, sayRange, () => ask({ steps: Number(range.value) }));
  hearRun(TAB, ({ t, seed }) => {
    const before = asked;
    asked = { ...asked, t, ...(asked.from === "picture" ? { seed } : {}) };
    sayPicture();
    if (asked.from === "picture" && differ(before, asked, ["t", "seed"])) section.stale();
  });
  markShown(shown);
  runner.lay();
  const section = makeSection(view, () => ask(), { tab: TAB });
  watch("picture", () => { if (asked.from === "picture" || !props.value) section.stale(); });
};
