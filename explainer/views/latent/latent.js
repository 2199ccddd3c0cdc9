// One picture, its latent and what comes back; a position picked in one of them is shown in all.
const root = element.querySelector(".latent");
const find = (name) => root.querySelector(`[data-${name}]`);
const words = props.words;
const signed = new Intl.NumberFormat("en", { minimumFractionDigits: 2, maximumFractionDigits: 2, signDisplay: "exceptZero" });
const TAB = "latent";
const spot = linkedSpot();
let resting = 0;

function chip(text) {
  const made = document.createElement("b");
  made.textContent = text;
  return made;
}

function point(across, down) {
  const { side, latent } = props.value;
  spot.across = Math.max(0, Math.min(side - 1, across));
  spot.down = Math.max(0, Math.min(side - 1, down));
  root.style.setProperty("--across", spot.across);
  root.style.setProperty("--down", spot.down);
  const at = spot.down * side + spot.across;
  find("numbers").replaceChildren(...latent.map((channel) => chip(signed.format(channel[at]).replace("-", "−"))));
  tell();
}

/* The square that a link names: ?cell=3.12, across and down. */
function linkedSpot() {
  const query = new URLSearchParams(location.search), named = query.get("tab") === TAB && query.get("cell")?.match(/^(\d{1,3})\.(\d{1,3})$/);
  return named ? { across: Number(named[1]), down: Number(named[2]) } : { across: null, down: null };
}

/* What can be taken along, and, once it rests, where in the address it is found again. */
function tell() {
  const { across, down } = spot, middle = Math.floor(props.value.side / 2);
  const detail = { tab: TAB, get canvas() { return together(spot, props.value.side); }, name: "kakusan-latent" };
  window.dispatchEvent(new CustomEvent("kakusan:moment", { detail }));
  clearTimeout(resting);
  resting = setTimeout(() => kakusan.remember(TAB, { cell: across === middle && down === middle ? null : `${across}.${down}` }), 250);
}

function follow(event) {
  const print = event.target.closest?.("[data-grid]");
  if (!print || !props.value) return;
  const box = print.getBoundingClientRect();
  const cell = (from, length) => Math.floor((from / length) * props.value.side);
  point(cell(event.clientX - box.left, box.width), cell(event.clientY - box.top, box.height));
}

const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

function step(event) {
  const move = ARROWS[event.key];
  if (!move || !props.value) return;
  event.preventDefault();
  point(spot.across + move[0], spot.down + move[1]);
}

function describe({ facts, channels }) {
  for (const one of root.querySelectorAll("[data-fact]")) one.textContent = facts[one.dataset.fact];
  find("name").textContent = kakusan.fill("{name}", { name: facts.name });
  find("psnr").textContent = kakusan.fill(words.psnr, facts);
  kakusan.say(find("now"), words.now, facts);
  kakusan.say(find("ratios"), words.ratios, facts);
  find("here").textContent = kakusan.fill(words.here, facts);
  const alts = [words.alt.picture, words.alt.restored, words.alt.loss];
  root.querySelectorAll("[data-sheet]").forEach((one) => one.setAttribute("aria-label", kakusan.fill(alts[one.dataset.sheet], facts)));
  channels.forEach((range, i) => {
    find("channels").children[i].firstChild.setAttribute("aria-label", kakusan.fill(words.alt.channel, range));
  });
}

function draw() {
  const value = props.value;
  if (!value) return;
  root.dataset.state = "shown";
  kakusan.badge(find("badge"), props.common, value.made);
  root.style.setProperty("--cells", value.side);
  root.style.setProperty("--shrink", value.shrink);
  paintSheet(value);
  paintLatent(value);
  describe(value);
  const middle = Math.floor(value.side / 2);
  point(spot.across ?? middle, spot.down ?? middle);
  window.dispatchEvent(new CustomEvent("kakusan:run", { detail: { tab: TAB, ...spot } }));
}

function preview(src) {
  const image = new Image();
  const canvas = root.querySelector("[data-sheet]");
  image.onload = () => {
    canvas.width = canvas.height = image.naturalWidth;
    canvas.getContext("2d").drawImage(image, 0, 0);
  };
  image.src = src;
}

kakusan.dress(element, props);
kakusan.pictureBar(element, props, TAB, upload, (chosen) => trigger("choose", chosen), preview);
root.addEventListener("pointermove", follow);
root.addEventListener("pointerdown", follow);
find("channels").addEventListener("keydown", step);
kakusan.badge(find("badge"), props.common);
find("now").textContent = words.waiting;
const named = new URLSearchParams(location.search).get("sample");
preview((props.samples.find(({ id }) => id === named) || props.samples[0]).src);
window.addEventListener("kakusan:theme", draw);
watch("value", draw);
draw();
