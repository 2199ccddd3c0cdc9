// From the value that the server sent to what is on the page.
let drawnSheet = null;
let calls = 0;

function load(url) {
  return new Promise((done) => {
    const image = new Image();
    image.onload = () => done(image);
    image.src = url;
  });
}

// decoded once and for all: a large picture is otherwise decoded anew whenever a piece of it is cut out
async function loadBitmap(url) {
  const image = await load(url);
  return window.createImageBitmap ? createImageBitmap(image).catch(() => image) : image;
}

const loadData = async (url) => (await fetch(url)).json();

function countUp({ met, total, facts }) {
  if (map) return;
  root.dataset.state = "counting";
  root.style.setProperty("--done", met / total);
  kakusan.say(find("now"), words.counting, facts);
  find("progress").setAttribute("aria-valuenow", Math.round((100 * met) / total));
}

function altText() {
  const census = Object.entries(map.census).map(([kind, number]) => `${words.kinds[kind]} ${number}`);
  const nearest = map.own.places[space].neighbors.map((one) => `${nameOf(one.index)} (${likeness(one)})`);
  return kakusan.fill(words.alt, { ...map.facts, space: words.space[space], explained: map.spaces[space].explained, census: census.join(", "), nearest: nearest.join(", ") });
}

function describe() {
  const facts = map.spaces[space], { kind, breed } = facts.agreements;
  const values = { ...map.facts, ...facts, space: words.space[space], kind: kind.said, kind_blind: kind.blind, breed: breed.said, breed_blind: breed.blind };
  kakusan.badge(find("badge"), props.common, map.made);
  kakusan.say(find("now"), guess === null ? words.now_before : words.now, values);
  if (map.own.flat) find("now").append(" " + kakusan.fill(words.flat, map.facts));
  find("lede").textContent = kakusan.fill(words.lede, map.facts);
  find("axes").textContent = kakusan.fill(words.axes, facts);
  for (const button of root.querySelectorAll("[data-space]")) {
    button.setAttribute("aria-pressed", String(button.dataset.space === space));
    button.querySelector("span").textContent = kakusan.fill(words.space.numbers, map.spaces[button.dataset.space]);
  }
  canvas.setAttribute("aria-label", altText());
  find("look").textContent = wordsShown() ? kakusan.fill(words.landmarks.found, map.facts) : words.look;
  drawLegend();
  drawSide();
  drawHeard();
  sayOutside();
}

async function show() {
  const value = props.value;
  if (!value) return;
  if (!value.spaces) return countUp(value);
  const call = ++calls;
  const [image, data, mine] = await Promise.all([loadBitmap(value.sheet.url), loadData(value.data.url), load(value.own.picture.url)]);
  if (call !== calls) return; // another one came while the pictures did
  const first = drawnSheet !== value.sheet.url;
  map = value;
  [sheet, animals, own, current] = [image, data, mine, null];
  drawnSheet = value.sheet.url;
  root.dataset.state = "shown";
  find("card").hidden = true;
  if (first) {
    stickers = cutStickers(image);
    base = null;
    if (heard) light();
  }
  drawCompare();
  appear();
  if (first || heard) askAgain();
}

// a canvas in a closed tab has no size; the observer calls again when it gets one
function appear() {
  if (!map || !canvas.clientWidth) return;
  const first = !base;
  wholeMap();
  describe();
  if (first) setOut(heap());
}

function recolor() {
  inks = {};
  if (!map) return;
  stickers = cutStickers(sheet);
  describe();
  redraw();
}

kakusan.dress(element, props);
kakusan.badge(find("badge"), props.common);
find("now").textContent = words.waiting;
window.addEventListener("kakusan:theme", recolor);
new ResizeObserver(appear).observe(canvas);
for (const button of root.querySelectorAll("[data-space]")) button.addEventListener("click", () => chooseSpace(button.dataset.space));
wireHands();
wireSearch();
watch("value", show);
show();
