/* Squares on a picture: stamped by hand or by the thousand, and taken off again by the list. */
const TAB = "forward", NEXT = "reverse";
const words = props.words;
const one = (name) => element.querySelector(name);
const print = one(".q-print"), scrubber = one(".q-at"), slider = one(".q-slip"), off = one(".q-off");
const still = matchMedia("(prefers-reduced-motion: reduce)");
const state = { game: null, count: 0, at: 0, parts: 0, takingOff: false };
const placed = new Map(); // number of a row that the reader put -> its place
let showList = null, moveGrowth = null, playing = 0, means = [], left = null, wanted = null;
let sheets = null;

kakusan.dress(element, props);
one(".q-now").textContent = words.waiting;
const section = kakusan.section(element, () => trigger("opened", state.game ? asked() : fromAddress()), { props, tab: TAB });

const asked = () => ({ stamps: state.count, slip: state.parts / 100, placed: written() });
const written = () => [...placed].map(([number, { x, y }]) => `${number}.${x}.${y}`).join("~");
function fromAddress() {
  const query = new URLSearchParams(location.search);
  return (query.get("tab") || TAB) === TAB ? Object.fromEntries(query) : {};
}

async function draw() {
  const value = props.value;
  if (!value) return;
  const game = await fetchGame(value);
  if (value !== props.value && JSON.stringify(value) !== JSON.stringify(props.value)) return;
  stop();
  const area = game.side * game.side;
  sheets = { shown: new Uint32Array(area), back: new Uint32Array(area), wrong: new Uint32Array(area) };
  Object.assign(state, { game, count: value.count, at: value.count, parts: value.parts, takingOff: false });
  placed.clear();
  for (const [number, x, y] of value.placed) placed.set(number, { x, y });
  one(".q-body").classList.remove("q-waiting");
  showList ||= makeList(one(".q-list"), words);
  moveGrowth = drawGrowth(one(".q-growth"), value, words);
  const shares = value.growth.map(({ share }) => `${100 * share} %`).join(words.comma);
  one(".q-shares").textContent = kakusan.fill(words.growth, { shares });
  slider.value = state.parts;
  listChanged();
}

/* Another list, or a longer one: all that hangs on it. */
function listChanged() {
  scrubber.max = state.count;
  one(".q-all").textContent = kakusan.fill(words.all, { count: counted.format(state.count) });
  means = growing(state.game, props.value.counts, state.parts);
  showOutcome();
  goTo(state.at);
  confirm();
}

function goTo(at) {
  const { game, count, parts, takingOff } = state;
  state.at = at;
  showList(state);
  if (takingOff) takenOff(game, count, at, parts, sheets.shown);
  else frame(game, at, sheets.shown);
  paint(game, sheets.shown, print);
  scrubber.value = at;
  scrubber.style.setProperty("--at", at / count);
  describe();
}

function describe() {
  const { game, count, at, takingOff } = state;
  const numbers = shownNumbers(errorOf(game.picture, sheets.shown), { at, count, off: count - at, name: props.value.name });
  const key = !takingOff || at === count ? "on" : at ? "on_the_way" : sheetsDiffer() ? "off_wrong" : "off_exact";
  kakusan.say(one(".q-now"), words.now[key], numbers);
  one(".q-what").textContent = kakusan.fill(words.caption, numbers);
  print.setAttribute("aria-label", kakusan.fill(words.alternative, numbers));
  one(".q-list").setAttribute("aria-label", kakusan.fill(words.list, numbers));
  scrubber.setAttribute("aria-valuetext", kakusan.fill(words.caption, numbers));
  off.textContent = playing ? words.pause : words.take_off;
}
const sheetsDiffer = () => errorOf(state.game.picture, sheets.shown).differing > 0;

function shownNumbers({ differing, values, mean, psnr }, more) {
  const grouped = Object.fromEntries(Object.entries(more).map(([key, one]) => [key, typeof one === "number" ? counted.format(one) : one]));
  return { ...grouped, differing: counted.format(differing), values: counted.format(values), mean: mean.toFixed(1), psnr: psnr === Infinity ? "∞" : psnr.toFixed(1) };
}

/* What comes back when all of the list is taken off with this share of slips, whatever is shown above. */
function showOutcome() {
  const { game, count, parts } = state;
  takenOff(game, count, 0, parts, sheets.back);
  left = errorOf(game.picture, sheets.back);
  paint(game, sheets.back, one(".q-back"));
  paint(game, markWrong(game.picture, sheets.back, sheets.wrong), one(".q-wrong"));
  moveGrowth(means, count, left.mean);
  const misread = misreadAmong(game, count, parts);
  const numbers = shownNumbers(left, { count, misread });
  const share = `${parts / 100} %`;
  one(".q-share-now").textContent = share;
  one(".q-psnr").textContent = `${numbers.psnr} dB`;
  one(".q-differing").textContent = numbers.differing;
  slider.style.setProperty("--at", parts / slider.max);
  slider.setAttribute("aria-valuetext", share);
  const verdict = misread ? (left.differing ? "wrong" : "lucky") : parts ? "spared" : "exact";
  kakusan.say(one(".q-verdict"), words.verdict[verdict], numbers);
  one(".q-back").setAttribute("aria-label", kakusan.fill(words.back_alternative, numbers));
  one(".q-wrong").setAttribute("aria-label", kakusan.fill(words.wrong_alternative, numbers));
  const [few, most] = [means[0], means[means.length - 1]].map((mean) => mean.toFixed(1));
  one(".q-growth").setAttribute("aria-label", kakusan.fill(words.growth_alternative, { ...numbers, share, few, most }));
}

/* The server does the same, with the same list. */
function confirm() {
  wanted = digestOf(sheets.back);
  one(".q-check").textContent = words.checking;
  trigger("confirm", { ...asked(), digest: wanted });
  showCheck(); // the answer may be the one that is here already
}
function showCheck() {
  const check = props.check;
  if (!check || !state.game || check.digest !== wanted) return;
  const sentence = check.same ? words.check : words.check_failed;
  kakusan.say(one(".q-check"), sentence, { differing: counted.format(check.differing), values: counted.format(left.values) });
}

function remember() {
  const { count, parts } = state;
  kakusan.remember(TAB, { stamps: count, slip: parts ? parts / 100 : null, placed: written() || null });
}

/* From where the reader stands: who goes on from an earlier place drops the rows after it. */
function stampMore(more) {
  if (!state.game || state.at >= state.game.most) return;
  stop();
  const count = Math.min(state.at + more, state.game.most);
  Object.assign(state, { count, at: count, takingOff: false });
  listChanged();
  remember();
}
function stampHere(event) {
  if (!state.game || state.at >= state.game.most) return;
  const { game, at } = state, box = print.getBoundingClientRect();
  putRow(game, at, (event.clientX - box.left) / box.width * game.side, (event.clientY - box.top) / box.height * game.side);
  placed.set(at + 1, { x: game.x[at], y: game.y[at] });
  stampMore(1);
}

/* from the last to the first in a few seconds, then it stays there */
function start() {
  const from = state.at || state.count, begun = performance.now();
  state.takingOff = true;
  if (still.matches) { goTo(0); return; }
  const lasts = Math.min(Math.max(from * 40, 1500), 6000);
  const step = (now) => {
    const at = Math.max(Math.round(from * (1 - (now - begun) / lasts)), 0);
    playing = at ? requestAnimationFrame(step) : 0;
    goTo(Math.min(at, from));
  };
  playing = requestAnimationFrame(step);
}
function stop() {
  cancelAnimationFrame(playing);
  playing = 0;
  off.textContent = words.take_off;
}

scrubber.addEventListener("input", () => { if (state.game) { stop(); goTo(Number(scrubber.value)); } });
slider.addEventListener("input", () => {
  if (!state.game) return;
  state.parts = Number(slider.value);
  means = growing(state.game, props.value.counts, state.parts);
  goTo(state.at);
  showOutcome();
});
slider.addEventListener("change", () => { if (state.game) { confirm(); remember(); } });
print.addEventListener("click", stampHere);
off.addEventListener("click", () => { if (playing) stop(); else if (state.game) start(); });
one(".q-again").addEventListener("click", () => {
  if (!state.game) return;
  stop();
  placed.clear();
  startAgain(state.game);
  Object.assign(state, { count: 1, at: 1, takingOff: false });
  listChanged();
  remember();
});
for (const button of element.querySelectorAll("[data-more]")) button.addEventListener("click", () => stampMore(Number(button.dataset.more)));
one(".q-next").addEventListener("click", () => {
  document.getElementById(`tab-${NEXT}-button`)?.click();
  window.scrollTo({ top: 0 });
});

draw();
watch("value", draw);
watch("check", showCheck);
watch("picture", section.stale);
