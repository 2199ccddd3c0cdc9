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

function count({ met, total, facts }) {
  root.dataset.state = "counting";
  root.style.setProperty("--done", met / total);
  kakusan.say(find("now"), words.counting, facts);
  find("progress").setAttribute("aria-valuenow", Math.round((100 * met) / total));
}

function altText() {
  const census = Object.entries(map.census).map(([kind, count]) => `${words.kinds[kind]} ${count}`);
  const nearest = map.neighbors.map((one) => `${map.names[one.index]} (${one.similarity})`);
  return kakusan.fill(words.alt, { ...map.facts, census: census.join(", "), nearest: nearest.join(", ") });
}

function describe() {
  kakusan.badge(find("badge"), props.common, map.made);
  kakusan.say(find("now"), words.now, map.facts);
  find("lede").textContent = kakusan.fill(words.lede, map.facts);
  find("axes").textContent = kakusan.fill(words.axes, map.facts);
  find("legend").replaceChildren(...Object.entries(map.census).map(legendButton), ownEntry());
  canvas.setAttribute("aria-label", altText());
  find("near-title").textContent = kakusan.fill(words.near, map.facts);
  find("near").replaceChildren(...map.neighbors.map(neighborRow));
}

async function show() {
  const value = props.value;
  if (!value) return;
  if (!value.points) return count(value);
  const call = ++calls;
  const [image, mine] = await Promise.all([load(value.sheet.url), load(value.own.picture.url)]);
  if (call !== calls) return; // another one came while the pictures did
  const first = drawnSheet !== value.sheet.url;
  map = value;
  [sheet, own, current] = [image, mine, null];
  drawnSheet = value.sheet.url;
  root.dataset.state = "shown";
  find("card").hidden = true;
  if (first) stickers = cutStickers(image);
  describe();
  if (first) base = null;
  appear();
}

// a canvas in a closed tab has no size; the observer calls again when it gets one
function appear() {
  if (!map || !canvas.clientWidth) return;
  const first = !base;
  wholeMap();
  if (first) setOut();
}

function recolor() {
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
wireHands();
watch("value", show);
show();
