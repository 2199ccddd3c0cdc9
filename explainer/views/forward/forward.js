/* The tab's one figure: t is dragged here, and nothing is asked of the server until it is let go. */
import { fill, fillIn, finder, hear, make, say, tell, write } from "../parts/dom.js";
import { flow } from "../parts/flow.js";
import { isForPlayer } from "../parts/keys.js";
import { linkOf, openingSample, remember } from "../parts/link.js";
import { clamp, counted } from "../parts/numbers.js";
import { loadBytes, loadImage } from "../parts/paint.js";
import { makePictureBar } from "../parts/picture.js";
import { makeMotion, onLoaded, onSlide, still } from "../parts/scrub.js";
import { noisingOf, paint, samplesOf, shares } from "./mixing.js";
import { dragTime, drawCurves } from "./noise_curves.js";
import { drawStages } from "./stages.js";

const TAB = "forward";
const ONCE_THROUGH = 6000, HAND = 1800; // milliseconds
const EVEN = [0.95, 1.05]; // signal to noise that counts as both equally strong

const brief = (number) => (number >= 1000 || (number < 0.01 && number > 0) ? number.toExponential(1) : number.toPrecision(2));

export default (view) => {
  const { element, props, trigger, watch } = view, { words } = props;
  const one = finder(element);
  const print = one(".f-print"), slider = one(".f-t"), plots = [one(".f-plot"), one(".f-log")], hand = one(".f-hand");
  let noising = null, moveMarker = null, markStage = null, t = 0, last = 0;

  const play = make("button", { class: "k-button f-play", on: { click: toggle } });
  makePictureBar(view, TAB, (picture) => trigger("choose", picture), showAtOnce).buttons.append(play);
  const motion = makeMotion(goTo, (isOn) => {
    play.textContent = isOn ? words.pause : words.play;
    if (!isOn) hand.hidden = true;
  });
  motion.stop();

  /* Something to look at before the first numbers arrive, and while others are on their way. */
  async function showAtOnce(src) {
    const before = noising, image = await loadImage(src).catch(() => null);
    if (!image || noising !== before) return;
    motion.stop();
    print.getContext("2d").drawImage(image, 0, 0, print.width, print.height);
  }

  function goTo(next) {
    if (!noising) return;
    t = clamp(next, 0, last);
    slider.value = t;
    one(".f-drag").style.setProperty("--at", t / last);
    paint(noising, t, print);
    moveMarker(t);
    markStage(t);
    explain();
    tell("t", t);
    flow({ noise: print });
    tell("moment", { tab: TAB, canvas: print, name: `kakusan-t${t}`, t, seed: noising.seed });
  }
  /* By the reader's hand: whatever moves by itself ends. */
  function move(next) {
    motion.stop();
    goTo(next);
  }
  function jump(next) {
    move(next);
    release();
  }

  function explain() {
    const { abar, signal, noise, snr } = shares(noising, t);
    const numbers = {
      t, name: noising.name, signal: signal.toFixed(2), noise: noise.toFixed(2), snr: brief(snr), abar: abar.toPrecision(3),
    };
    const verdict = snr > EVEN[1] ? words.more_picture : snr < EVEN[0] ? words.more_noise : words.even;
    say(one(".f-now"), words.now + words.joint + verdict, numbers);
    fillIn(element, words, numbers);
    showMix(signal / (signal + noise));
    showFormula(numbers);
    slider.setAttribute("aria-valuetext", `t = ${t}`);
  }
  function showMix(share) {
    const [picture, grains] = one(".f-mix").children;
    one(".f-mix").style.setProperty("--share", share);
    picture.classList.toggle("k-narrow", share < 0.14);
    grains.classList.toggle("k-narrow", share > 0.86);
  }
  function showFormula({ signal, noise }) {
    const source = make("small");
    write(source, fill(words.source, noising));
    say(one(".f-formula"), words.formula, { t, signal, noise });
    one(".f-formula").append(source);
  }

  /* The server is told of the t that was let go, and does the same. */
  function release() {
    if (!noising) return;
    const { seed } = noising;
    remember(TAB, { t, seed: seed || null });
    if (props.check?.t !== t) one(".f-check").textContent = words.checking;
    trigger("confirm", { t, seed, samples: samplesOf(noising, t) });
  }
  function showCheck() {
    const { check } = props;
    if (check?.t !== t) return;
    one(".f-code").textContent = check.code;
    say(one(".f-check"), words.check, { compared: counted(check.compared), largest: check.largest.toFixed(8), t });
  }

  function toggle() {
    if (!noising) return;
    if (motion.isOn) { motion.stop(); release(); return; }
    const from = t >= last ? 0 : t;
    motion.start(from, last, ONCE_THROUGH * (last - from) / noising.steps, release);
  }

  /* A hand that drags the slider there, once: the picture sinks as it goes. Whatever ends the motion takes it away. */
  function showHow(to) {
    goTo(0);
    hand.hidden = false;
    motion.start(0, to, HAND, release);
  }

  hear("go", jump); // from a section below
  onSlide(slider, move, release);
  for (const plot of plots) dragTime(plot, () => last, move, release);
  document.addEventListener("keydown", (event) => {
    if (!noising || !isForPlayer(event, slider, print)) return;
    if (event.key === " ") { event.preventDefault(); toggle(); }
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (event.target !== slider && step) jump(t + step);
  });
  watch("check", showCheck);

  showAtOnce(openingSample(props.samples).src);
  onLoaded(view, ({ file }) => loadBytes(file.url), (value, bytes) => {
    const isFirst = !noising, kept = noising ? t : value.t;
    noising = noisingOf(value, bytes);
    last = noising.steps - 1;
    one(".k-forward").classList.remove("f-waiting");
    slider.max = last;
    one(".f-size").textContent = `${noising.width} × ${noising.height}`;
    one(".f-to").textContent = fill(words.to, { t: last });
    moveMarker = drawCurves(plots[0], plots[1], noising, words);
    markStage = drawStages(one(".f-strip"), noising, words, jump);
    if (isFirst && !still() && !linkOf(TAB).names("t")) showHow(kept);
    else {
      goTo(kept);
      release();
    }
  });
};
