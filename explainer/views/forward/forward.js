/* The tab's one figure: t is dragged here, and nothing is asked of the server until it is let go. */
const TAB = "forward";
const words = props.words;
const one = (name) => element.querySelector(name);
const print = one(".f-print"), slider = one(".f-t"), plot = one(".f-plot");
let noising = null, moveMarker = null, markStage = null;
let t = 0, name = "", playing = 0;

kakusan.dress(element, props);
const bar = kakusan.pictureBar(element, props, TAB, upload, (picture) => trigger("choose", picture), showAtOnce);
const play = document.createElement("button");
play.type = "button";
play.className = "k-button f-play";
bar.buttons.append(play);

/* Something to look at before the first numbers arrive, and while others are on their way. */
function showAtOnce(src) {
  const image = new Image();
  image.onload = () => {
    if (playing) stop();
    print.getContext("2d").drawImage(image, 0, 0, print.width, print.height);
  };
  image.src = src;
}

async function draw() {
  const value = props.value;
  if (!value) return;
  const arrived = await fetchNoising(value);
  if (value !== props.value && JSON.stringify(value) !== JSON.stringify(props.value)) return;
  const kept = noising ? t : value.t;
  noising = arrived;
  one(".k-forward").classList.remove("f-waiting");
  name = value.name;
  slider.max = noising.steps - 1;
  one(".f-size").textContent = `${noising.width} × ${noising.height}`;
  one(".f-from").textContent = words.from;
  one(".f-to").textContent = kakusan.fill(words.to, { t: noising.steps - 1 });
  moveMarker = drawCurves(plot, noising, words);
  markStage = drawStages(one(".f-strip"), noising, words, (stage) => { stop(); goTo(stage); release(); });
  goTo(Math.min(kept, noising.steps - 1));
  release();
}

function goTo(next) {
  if (!noising) return;
  t = next;
  slider.value = t;
  slider.style.setProperty("--at", t / (noising.steps - 1));
  paint(noising, t, print);
  moveMarker(t);
  markStage(t);
  describe();
  window.dispatchEvent(new CustomEvent("kakusan:t", { detail: t }));
  const moment = { tab: TAB, canvas: print, name: `kakusan-t${t}`, t, seed: props.value.seed };
  window.dispatchEvent(new CustomEvent("kakusan:moment", { detail: moment }));
}

function describe() {
  const { abar, signal, noise, snr } = shares(noising, t);
  const numbers = { t, signal: signal.toFixed(2), noise: noise.toFixed(2), snr: brief(snr), abar: abar.toPrecision(3), name };
  const verdict = snr > 1.05 ? words.more_picture : snr < 0.95 ? words.more_noise : words.even;
  kakusan.say(one(".f-now"), words.now + words.joint + verdict, numbers);
  one(".f-what").textContent = kakusan.fill(words.caption, numbers);
  showMix(signal / (signal + noise));
  showFormula(numbers);
  const alternative = kakusan.fill(words.alternative, numbers);
  print.setAttribute("aria-label", alternative);
  plot.setAttribute("aria-label", kakusan.fill(words.curves, numbers));
  slider.setAttribute("aria-valuetext", `t = ${t}`);
}

function showMix(share) {
  const [picture, grains] = one(".f-mix").children;
  one(".f-mix").style.setProperty("--share", share);
  picture.classList.toggle("k-narrow", share < 0.14);
  grains.classList.toggle("k-narrow", share > 0.86);
}

const brief = (number) => number >= 1000 || (number < 0.01 && number > 0) ? number.toExponential(1) : number.toPrecision(2);

function showFormula({ signal, noise }) {
  const sub = (text) => Object.assign(document.createElement("sub"), { textContent: text });
  const source = Object.assign(document.createElement("small"), { textContent: kakusan.fill(words.source, props.value) });
  one(".f-formula").replaceChildren("x", sub(t), ` = ${signal} · x`, sub(0), ` + ${noise} · ε`, source);
}

function release() {
  if (!noising) return;
  kakusan.remember(TAB, { t, seed: props.value.seed || null });
  if (props.check?.t !== t) one(".f-check").textContent = words.checking;
  trigger("confirm", { t, seed: props.value.seed, samples: samplesOf(noising, t) });
}

function showCheck() {
  const check = props.check;
  if (!check || check.t !== t) return;
  one(".f-code").textContent = check.code;
  const largest = check.largest.toFixed(8);
  kakusan.say(one(".f-check"), words.check, { compared: check.compared.toLocaleString(document.documentElement.lang), largest, t: check.t });
}

/* play: once through in six seconds, then it stays at the end */
function start() {
  const from = t >= noising.steps - 1 ? 0 : t;
  const begun = performance.now();
  const frame = (now) => {
    const next = Math.min(from + Math.round((now - begun) / 6000 * noising.steps), noising.steps - 1);
    goTo(next);
    if (next < noising.steps - 1) playing = requestAnimationFrame(frame);
    else { stop(); release(); }
  };
  playing = requestAnimationFrame(frame);
  play.textContent = words.pause;
}
function stop() {
  cancelAnimationFrame(playing);
  playing = 0;
  play.textContent = words.play;
}
function toggle() {
  if (!noising) return;
  if (playing) { stop(); release(); } else start();
}

/* A section below asks for another t. */
window.addEventListener("kakusan:go", ({ detail }) => { stop(); goTo(detail); release(); });
slider.addEventListener("input", () => { stop(); goTo(Number(slider.value)); });
slider.addEventListener("change", release);
play.addEventListener("click", toggle);
dragCurves(plot, () => noising.steps, (next) => { stop(); goTo(next); }, release);
document.addEventListener("keydown", (event) => {
  if (!noising || !kakusan.isForPlayer(event, slider, print)) return;
  if (event.key === " ") { event.preventDefault(); toggle(); }
  const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
  if (event.target !== slider && step) { stop(); goTo(Math.min(Math.max(t + step, 0), noising.steps - 1)); release(); }
});

stop();
showAtOnce((props.samples.find(({ id }) => id === new URLSearchParams(location.search).get("sample")) || props.samples[0]).src);
draw();
watch("value", draw);
watch("check", showCheck);
