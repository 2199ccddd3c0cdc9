/* Without the list and with it, scrubbed together; the number of squares is asked of the server. */
const TAB = "reverse", LIST = "forward";
const words = props.words;
const one = (name) => element.querySelector(name);
const body = one(".u-body"), slider = one(".u-count"), scrubber = one(".u-at");
const still = matchMedia("(prefers-reduced-motion: reduce)");
const inLink = Number(new URLSearchParams(location.search).get("unstamp")) || null;
let wanted = inLink, shown = null, at = 0, timer = 0, latest = "";

kakusan.dress(element, props);
kakusan.badge(one(".k-badge"), props.common);
const section = kakusan.section(element, () => trigger("opened", wanted === null ? {} : { count: wanted }), { props, tab: TAB });

const decibels = (psnr) => (psnr === null ? words.exact : `${psnr.toFixed(1)} dB`);
const percent = (share) => `${(100 * share).toFixed(share > 0 && share < 0.1 ? 1 : 0)} %`;
const counted = (number) => number.toLocaleString(document.documentElement.lang);

async function draw() {
  const value = props.value;
  if (!value) return;
  const asText = JSON.stringify(value);
  if (asText === latest) return; // asked for once more while the page learned of its picture
  latest = asText;
  if (value.kind === "error") { complain(value.text); return; }
  const [image, maps] = await Promise.all([loadImage(value.sheet.url), loadBytes(value.maps.url)]);
  if (asText !== latest) return;
  const isAnother = !shown || shown.count !== value.count || shown.name !== value.name;
  shown = { ...value, maps, cells: { image, columns: value.columns, size: value.side } };
  wanted = value.count;
  complain("");
  slider.max = value.counts.length - 1;
  slider.value = value.counts.indexOf(value.count);
  scrubber.max = value.frames.length - 1;
  [one(".u-least").textContent, one(".u-most").textContent] = [value.counts[0], value.counts.at(-1)].map(counted);
  one(".u-code").textContent = value.code;
  showCount();
  showVerdict();
  showCurves();
  pause();
  goTo(isAnother ? value.frames.length - 1 : at);
}

function complain(text) {
  one(".u-error").textContent = text;
  one(".u-error").hidden = !text;
  body.dataset.state = text ? "failed" : "done";
}

function goTo(position) {
  at = position;
  const { frames, cells, maps, side } = shown, area = side * side;
  scrubber.value = at;
  scrubber.style.setProperty("--at", at / (frames.length - 1));
  paintSheet(one(".u-without"), cells, 2 * at);
  paintSheet(one(".u-listed"), cells, 2 * at + 1);
  paintWrong(one(".u-wrong"), maps.subarray(at * area, (at + 1) * area), side);
  paintInvented(one(".u-invented"), cells, maps.subarray(frames.length * area), at);
  describe();
}

function paintSheet(canvas, cells, index) {
  paintCell(canvas, cells, index);
  canvas.style.imageRendering = "pixelated";
}

/* From the card's colour, where nothing is wrong, to the seal's. */
function paintWrong(canvas, wrong, side) {
  const colors = divergingColors(), image = new ImageData(side, side);
  for (let p = 0; p < wrong.length; p++) image.data.set([...colors[128 + Math.min(127, 2 * wrong[p])], 255], 4 * p);
  putPixels(canvas, image, true);
}

/* Only what the network has put there by now; all else is left blank. */
function paintInvented(canvas, cells, since, index) {
  paintSheet(canvas, cells, 2 * index);
  const context = canvas.getContext("2d"), image = context.getImageData(0, 0, cells.size, cells.size);
  const [red, green, blue] = divergingColors()[128];
  for (let p = 0; p < cells.size ** 2; p++) if (!since[p] || since[p] > index) image.data.set([red, green, blue, 255], 4 * p);
  context.putImageData(image, 0, 0);
}

function inventedBy(index) {
  const since = shown.maps.subarray(shown.frames.length * shown.side ** 2);
  return since.reduce((sum, from) => sum + (from > 0 && from <= index ? 1 : 0), 0) / since.length;
}

function describe() {
  const { frames } = shown, frame = frames[at], last = frames.length - 1;
  const numbers = {
    name: shown.name, count: counted(shown.count), left: counted(frame.left), off: counted(shown.count - frame.left),
    step: at, steps: last, told: counted(frames[Math.max(at - 1, 0)].left), psnr: decibels(frame.psnr), listed: decibels(frame.listed),
    hidden: percent(shown.invented), share: percent(inventedBy(at)), differing: counted(frame.differing), exact: counted(frame.exact), values: counted(shown.values),
  };
  kakusan.say(one(".u-now"), words.now[at === last ? "end" : at ? "way" : "start"], numbers);
  one(".u-psnr").textContent = numbers.psnr;
  one(".u-exact").textContent = numbers.listed;
  one(".u-differing").textContent = kakusan.fill(words.of_values, numbers);
  one(".u-share").textContent = kakusan.fill(words.of_picture, numbers);
  one(".u-where").textContent = kakusan.fill(words.where, numbers);
  scrubber.setAttribute("aria-valuetext", one(".u-where").textContent);
  for (const name of ["without", "listed", "wrong", "invented"]) one(`.u-${name}`).setAttribute("aria-label", kakusan.fill(words.alternative[name], numbers));
}

function showCount() {
  const count = shown.counts[slider.value];
  slider.style.setProperty("--at", slider.value / slider.max);
  slider.setAttribute("aria-valuetext", counted(count));
  one(".u-count-now").textContent = counted(count);
}

/* Which is nearer, all at once or step by step, and whether either is nearer than the squares themselves. */
function showVerdict() {
  const { frames, atOnce, mistaken } = shown, end = frames.at(-1).psnr, start = frames[0].psnr;
  const shownAs = (psnr) => (psnr === null ? Infinity : Math.round(10 * psnr)); // so that the sum is right on the page
  const apart = (shownAs(end) - shownAs(atOnce)) / 10;
  const key = apart > 0 ? "steps" : apart < 0 ? "at_once" : "same";
  const parts = [words.verdict[key]];
  if (end !== null && start !== null && end <= start) parts.push(words.verdict.farther);
  if (mistaken) parts.push(words.verdict.mistaken);
  const numbers = { once: decibels(atOnce), end: decibels(end), start: decibels(start), apart: Math.abs(apart).toFixed(1), mistaken: counted(mistaken), invented: percent(shown.invented) };
  kakusan.say(one(".u-verdict"), parts.join(words.joint), numbers);
}

function showCurves() {
  const { recorded, count, frames } = shown, psnr = frames.at(-1).psnr;
  one(".u-chart").hidden = !recorded;
  if (!recorded) return;
  one(".u-curve").textContent = kakusan.fill(words.curve, recorded);
  kakusan.badge(one(".u-recorded"), props.common, recorded.made);
  drawCurves(one(".u-plot"), recorded.curves, { count, psnr }, words.plot);
  one(".u-plot").setAttribute("aria-label", kakusan.fill(words.alternative.plot, { count: counted(count), psnr: decibels(psnr), ...recorded }));
}

function play() {
  if (at === shown.frames.length - 1) goTo(0);
  timer = setInterval(() => {
    goTo(at + 1);
    if (at === shown.frames.length - 1) pause();
  }, still.matches ? 900 : 280);
  one(".u-play").textContent = words.pause;
}

function pause() {
  clearInterval(timer);
  timer = 0;
  one(".u-play").textContent = words.play;
}

function openList() {
  document.getElementById(`tab-${LIST}-button`)?.click();
  const look = (tries) => {
    const list = document.getElementById("squares");
    if (!list?.offsetParent) { if (tries) setTimeout(look, 100, tries - 1); return; }
    list.open = true;
    list.scrollIntoView({ behavior: still.matches ? "auto" : "smooth" });
  };
  look(30);
}

slider.addEventListener("input", showCount);
slider.addEventListener("change", () => {
  wanted = shown.counts[slider.value];
  if (wanted === shown.count) return;
  kakusan.remember(TAB, { section: "unstamp", unstamp: wanted });
  body.dataset.state = "asking";
  section.stale();
});
scrubber.addEventListener("input", () => { pause(); goTo(Number(scrubber.value)); });
one(".u-play").addEventListener("click", () => (timer ? pause() : play()));
one(".u-list").addEventListener("click", openList);
window.addEventListener("kakusan:theme", () => { if (shown) goTo(at); });
draw();
watch("value", draw);
watch("picture", section.stale);
