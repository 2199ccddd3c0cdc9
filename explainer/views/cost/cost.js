/* Numbers are poured and the reader guesses; then sizes are timed live, and the recorded wait passes in its own time. */
const TAB = "latent", words = props.words, STEPS = 20; // a whole picture, as the app makes one
const one = (name) => element.querySelector(name);
const linked = new URLSearchParams(location.search).get("tab") === TAB ? new URLSearchParams(location.search) : new URLSearchParams();
const lang = document.documentElement.lang || "en";
const about = new Intl.NumberFormat(lang, { maximumSignificantDigits: 2 }), whole = new Intl.NumberFormat(lang);
const three = new Intl.NumberFormat(lang, { maximumSignificantDigits: 3 });
let set = null, runs = 0, endPour = () => {}, waiting = 0;
let atOnce = linked.has("cost"); // a link to what was shown needs no second guess

kakusan.dress(element, props);
const section = kakusan.section(element, () => { halt(); trigger("opened", { run: runs }); }, { props, tab: TAB });

const inPhase = (phase) => one(".o-body").dataset.phase === phase;
const become = (phase) => { one(".o-body").dataset.phase = phase; };
const factorOf = (position) => Number((10 ** (position / 10)).toPrecision(position < 10 ? 2 : 1));
const guessNow = () => factorOf(Number(one(".o-guess").value));
const operations = (count) => three.format(count / Number(words.unit_size));
const totalOf = ({ each, pairs }) => each + pairs;
const sizeOf = (side) => set.sizes.find((size) => size.side === side);
const latent = () => set.sizes[0];
const picture = () => sizeOf(set.size);
const kept = (side) => set.recorded?.seconds[side];

function lasting(seconds) {
  if (seconds >= 100) return kakusan.fill(words.minutes, { n: about.format(seconds / 60) });
  return kakusan.fill(words.seconds, { n: about.format(seconds) });
}

function weight(bytes) {
  const unit = Math.min(Math.floor(Math.log10(bytes) / 3), 4);
  return `${about.format(bytes / 1000 ** unit)} ${["B", "kB", "MB", "GB", "TB"][unit]}`;
}

/* the numbers, counted */
async function pour() {
  endPour();
  const mine = set, image = await loadImage(set.picture.url);
  if (mine !== set) return;
  const { counts, size } = set, side = set.latent_side;
  const sheets = [
    makeSheet(one(".o-picture"), counts.picture[0], size, pictureColors(image, size)),
    makeSheet(one(".o-latent"), set.channels, side, latentColors(bytesOf(set.latent), side)),
  ];
  const widths = [planesWidth(counts.picture[0], size), planesWidth(set.channels, side)];
  one(".o-latent").style.setProperty("--of-both", widths[1] / (widths[0] + widths[1]));
  one(".o-latent").style.setProperty("--of-picture", widths[1] / widths[0]);
  one(".o-counted").textContent = words.pouring;
  endPour = pourOut(sheets, ([large, small], done) => {
    one(".o-picture-count").textContent = whole.format(large);
    one(".o-latent-count").textContent = whole.format(small);
    if (done) kakusan.say(one(".o-counted"), words.counted, ratios(counts));
  });
  drawRows(image);
}

const ratios = ({ picture_numbers, latent_numbers, numbers_ratio, positions_ratio, pairs_ratio }) => ({
  picture: whole.format(picture_numbers), latent: whole.format(latent_numbers),
  numbers: `1/${whole.format(numbers_ratio)}`, positions: `1/${whole.format(positions_ratio)}`, pairs: whole.format(pairs_ratio),
});

function describeCounts() {
  const { counts, name, larger } = set, sheet = ([channels, height, width]) => `${width} × ${height} × ${channels}`;
  one(".o-picture-what").textContent = kakusan.fill(words.picture, { name, size: sheet(counts.picture) });
  one(".o-latent-what").textContent = kakusan.fill(words.latent, { size: sheet(counts.latent) });
  const alt = { name, ...ratios(counts) };
  one(".o-picture").setAttribute("aria-label", kakusan.fill(words.alternative.picture, alt));
  one(".o-latent").setAttribute("aria-label", kakusan.fill(words.alternative.latent, alt));
  const grown = { side: picture().side, from: latent().side, each: about.format(picture().each / latent().each), pairs: whole.format(Math.round(picture().pairs / latent().pairs)), table: weight(picture().table), table_latent: weight(latent().table) };
  one(".o-paragraph").textContent = kakusan.fill(words.prose.paragraph, grown);
  const told = set.recorded?.larger, stable = ratios(larger);
  one(".o-larger").textContent = kakusan.fill(words.larger, { ...stable, picture_size: sheet(larger.picture), latent_size: sheet(larger.latent) });
  one(".o-larger-counted").textContent = told ? kakusan.fill(words.prose.larger_counted, { on_latent: operations(told.latent), on_picture: operations(told.picture), times: about.format(told.picture / told.latent) }) : "";
}

/* the run */
function go(guess) {
  endPour();
  Object.assign(set, { guess, seconds: {}, waited: undefined, isOver: false, run: ++runs });
  become("running");
  trigger("go", { run: runs });
  fillRows();
  one(".o-stop").focus({ preventScroll: true });
}

/* The recorded step, as long as it was. */
function wait() {
  const began = performance.now(), large = kept(set.size), mine = set;
  const atEnd = () => { set.waited = large; set.isOver = true; over("shown"); };
  if (!large || atOnce || matchMedia("(prefers-reduced-motion: reduce)").matches) { atEnd(); return; }
  const tick = (now) => {
    if (mine !== set || !inPhase("running")) return;
    set.waited = Math.min(large, Math.max(0.001, (now - began) / 1000));
    if (set.waited >= large) { atEnd(); return; }
    fillRows();
    waiting = requestAnimationFrame(tick);
  };
  waiting = requestAnimationFrame(tick);
}

function over(phase) {
  cancelAnimationFrame(waiting);
  become(phase);
  atOnce = false;
  fillRows();
  if (phase === "shown") kakusan.remember(TAB, { cost: 1, cost_guess: set.guess });
}

/* What is recorded is known anyway: whoever will not wait for it sees it at once. */
function halt() {
  if (!set || !inPhase("running")) return;
  if (nowTimed() === undefined) { set.waited = kept(set.size); set.isOver = true; over("shown"); return; }
  trigger("stop");
  over("stopped");
}

const arrivals = {
  ready(value) {
    set = { ...value, seconds: {}, guess: null };
    become("guess");
    describeCounts();
    one(".c-body").classList.remove("c-waiting");
    const arrived = pour();
    if (atOnce) arrived.then(() => go(linked.has("cost_guess") ? Number(linked.get("cost_guess")) || null : null));
  },
  timed(value) {
    if (!set || value.asked.run !== set.run || !inPhase("running")) return;
    set.seconds = value.seconds;
    fillRows();
    if (!value.code) return;
    one(".o-code .k-code").textContent = value.code;
    one(".o-code").hidden = false;
    wait();
  },
  error(value) {
    one(".o-waiting").textContent = value.text;
    one(".c-body").classList.add("c-waiting");
  },
};

function draw() {
  const value = props.value;
  if (value?.kind && value.asked.run === runs) arrivals[value.kind]?.(value);
}

function showGuess() {
  const slider = one(".o-guess"), times = whole.format(guessNow());
  slider.style.setProperty("--at", slider.value / slider.max);
  slider.setAttribute("aria-valuetext", kakusan.fill(words.times, { n: times }));
  one(".o-here").textContent = kakusan.fill(words.answer, { n: times });
}

one(".o-guess").addEventListener("input", showGuess);
one(".o-here").addEventListener("click", () => go(guessNow()));
one(".o-skip").addEventListener("click", () => go(null));
one(".o-pour-again").addEventListener("click", pour);
one(".o-stop").addEventListener("click", halt);
one(".o-again").addEventListener("click", () => { become("guess"); one(".o-guess").focus(); });
window.addEventListener("kakusan:theme", () => { if (set) pour().then(() => endPour()); });
showGuess();
draw();
watch("value", draw);
watch("picture", section.stale);
