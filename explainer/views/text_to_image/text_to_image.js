/* Hands the words over, shows the picture while it comes out of the noise, and scrubs it afterwards. */
import { badge, describe, fill, fillIn, finder, hear, say, tell, write } from "../parts/dom.js";
import { flow } from "../parts/flow.js";
import { onEnter } from "../parts/keys.js";
import { linkable, remember } from "../parts/link.js";
import { afterPause } from "../parts/newest.js";
import { signed } from "../parts/numbers.js";
import { loadSheet, paintCell, paintTiny } from "../parts/paint.js";
import { dragAcross } from "../parts/plot.js";
import { fitPrompt, showExamples, showHeard } from "../parts/prompt.js";
import { makeRun } from "../parts/run.js";
import { makePlayer, makeSettings, scrolling } from "../parts/scrub.js";
import { drawCurve, drawStrip, FRAME } from "./figure.js";

const TAB = "text_to_image";
const TYPING = 250; // milliseconds without a key until what is written is cut up

export default (view) => {
  const { element, props, trigger, watch } = view, { words } = props;
  const one = finder(element), root = one(".k-text-to-image"), prompt = one(".i-prompt"), now = one(".i-now");
  let asked = null, frames = [], film = null, moveMarker = null, markStage = null;

  now.textContent = words.waiting;
  const listen = afterPause(TYPING, () => trigger("typed", { prompt: prompt.value }));
  const player = makePlayer(root, words, show);
  const settings = makeSettings(one(".m-fields"), { scheduler: words.schedulers }, start);
  const run = makeRun({
    view, root, go: one(".i-run"), press: start, now, error: one(".i-error"),
    words: { stop: words.stop, again: words.paint, waiting: words.waiting },
    on: {
      ask(value) { adopt(value.asked); start(); },
      running(value) {
        const { index } = value.step;
        if (!index) showHeard(element, words, value.heard);
        frames[index] = value;
        player.extend(value.count, true);
        player.goTo(index);
      },
      stop() {
        frames = frames.filter(Boolean);
        player.extend(frames.length);
        now.textContent = "";
        if (!frames.length) return;
        player.goTo(frames.length - 1);
        say(now, words.stopped, { index: frames.length });
      },
      load: loadSheet,
      done: arrive,
    },
  });

  function start() {
    player.pause();
    listen.cancel();
    film = null;
    frames = [];
    player.extend(0);
    asked = { prompt: prompt.value, ...settings.read() };
    remember(TAB, { ...asked, prompt: linkable(asked.prompt) });
    run.ask(asked);
  }
  function adopt(values) {
    asked = values;
    settings.write(values);
    enter(values.prompt);
  }
  function enter(text) {
    prompt.value = text;
    fitPrompt(prompt);
  }

  function arrive(value, sheet) {
    if (!asked) adopt(value.asked);
    const { steps } = value, k = steps.length;
    const at = film ? player.at : k; // the recorded opening gives way to the live one
    film = { ...value, k, sheet, near: [...steps.map((step) => step.similarity), value.similarity] };
    showHeard(element, words, film.heard);
    badge(one(".i-badge"), props.common, film.made);
    moveMarker = drawCurve(one(".i-plot"), film, words);
    markStage = drawStrip(one(".i-strip"), film, words, visit);
    fillIn(root, words, { size: film.size, code: film.code });
    player.extend(k + 1);
    player.goTo(at);
    tell("run", { tab: TAB, ...asked });
  }
  function visit(position) {
    player.pause();
    player.goTo(position);
  }

  function show(position) {
    const frame = frames[position];
    if (!film && !frame) return;
    const t = film ? film.steps[position]?.t ?? 0 : frame.step.t;
    if (film) paintKept(position, t);
    else paintStreamed(frame, t);
    write(one(".i-what"), t === 0 ? words.finished : fill(words.caption, { t }));
    fillIn(root, words, { t });
    player.say(now.textContent);
    flow({ noise: one(".i-print"), picture: one(".i-x0"), tower: asked?.prompt ?? "" });
    if (film) tellMoment(t);
  }
  function paintStreamed({ x_t, x0, step, count }, t) {
    paintTiny(one(".i-print"), x_t);
    paintTiny(one(".i-x0"), x0);
    const numbers = { index: step.index + 1, count, t };
    describe(one(".i-print"), words.alternative.noisy, numbers);
    say(now, words.now, numbers);
  }
  function paintKept(position, t) {
    const { k, sheet, near, count } = film, isEnd = position === k;
    paintCell(one(".i-print"), sheet, isEnd ? 2 * k : position);
    paintCell(one(".i-x0"), sheet, k + position);
    const numbers = {
      index: isEnd ? count : film.steps[position].index + 1, count, t, seconds: film.seconds.toFixed(1),
      similarity: signed(near[position]), first: signed(near[0]), prompt: film.heard.prompt,
    };
    describe(one(".i-print"), isEnd ? words.alternative.end : words.alternative.noisy, numbers);
    say(now, isEnd ? words.now_end : words.now + words.now_near, numbers);
    moveMarker(position);
    markStage(position);
  }
  /* What can be taken along: the picture as it stands, and all that it is made of. */
  function tellMoment(t) {
    const { guidance, steps, seed, scheduler } = film.asked;
    tell("moment", { tab: TAB, t, canvas: one(".i-print"), name: `kakusan-t${t}`, prompt: film.asked.prompt, guidance, steps, seed, scheduler });
  }

  onEnter(prompt, start);
  prompt.addEventListener("input", () => { fitPrompt(prompt); listen(); });
  showExamples(one(".i-examples"), words, (example) => { enter(example); start(); });
  dragAcross(one(".i-plot"), FRAME, (share) => { if (film) visit(share * film.k); });
  /* A section below asks for another picture. */
  hear("depart", ({ tab, ...others }) => {
    if (tab !== TAB) return;
    adopt({ ...settings.read(), prompt: prompt.value, ...others });
    start();
    root.scrollIntoView(scrolling());
  });
  hear("theme", () => show(player.at));
  watch("heard", () => { if (props.heard && !run.isUnderWay()) showHeard(element, words, props.heard); });
};
