/* A mosaic over any region, laid while it is dragged; on release the server tries to take it off. */
const TAB = "forward";
const NAMES = ["nearest", "bicubic", "network"];
const MOVES = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
const words = props.words;
const one = (name) => element.querySelector(name);
const body = one(".s-body"), print = one(".s-print"), slider = one(".s-cell"), frame = one(".s-region");
const counted = new Intl.NumberFormat(document.documentElement.lang);
const errors = {}; // name of an attempt -> its mean error, for this very mosaic
let picture = null, region = null, cell = 0, asking = 0;

kakusan.dress(element, props);
const section = kakusan.section(element, () => trigger("opened", picture ? { cell } : fromAddress()), { props, tab: TAB });

function fromAddress() {
  const query = new URLSearchParams(location.search);
  return (query.get("tab") || TAB) === TAB ? { region: query.get("region") || "", cell: query.get("cell") || "" } : {};
}
const written = () => `${region.left}.${region.top}.${region.width}.${region.height}`;
const key = () => `${props.value.of}.${written()}.${cell}`;

async function draw() {
  const value = props.value;
  if (!value) return;
  const arrived = await fetchPicture(value);
  if (value !== props.value && JSON.stringify(value) !== JSON.stringify(props.value)) return;
  const [left, top, width, height] = value.region;
  [slider.min, slider.max] = value.cells;
  if (picture && picture.of !== value.of) kakusan.remember(TAB, { region: null });
  picture = Object.assign(arrived, { of: value.of });
  body.dataset.state = "laid";
  layMosaic({ left, top, width, height }, value.cell);
  lay(picture, region, 1, one(".s-truth"));
  one(".s-truth").setAttribute("aria-label", kakusan.fill("{name}", value));
  ask();
}

function layMosaic(next, side) {
  region = sensible(next, props.value);
  cell = side;
  lay(picture, region, cell, print);
  const { size, name } = props.value;
  for (const [edge, length] of Object.entries(region)) frame.style[edge] = `${100 * length / size}%`;
  slider.value = cell;
  slider.style.setProperty("--at", (cell - slider.min) / (slider.max - slider.min));
  const cells = Math.ceil(region.width / cell) * Math.ceil(region.height / cell);
  const numbers = { name, cell, cells: counted.format(cells), inside: counted.format(region.width * region.height), ...region };
  one(".s-cell-now").textContent = `${cell} × ${cell}`;
  slider.setAttribute("aria-valuetext", `${cell} × ${cell}`);
  one(".s-what").textContent = kakusan.fill(words.caption, numbers);
  kakusan.say(one(".s-laid"), words.laid, numbers);
  print.setAttribute("aria-label", kakusan.fill(words.alternative, numbers));
  setOld(true);
}

/* What is shown of another mosaic is faint until this one's attempts arrive. */
function setOld(old) {
  for (const name of NAMES) {
    const figure = one(`[data-try=${name}]`);
    figure.toggleAttribute("data-old", old);
    if (old) figure.removeAttribute("data-closest");
  }
}

function ask() {
  clearTimeout(asking);
  body.dataset.state = "asked";
  kakusan.say(one(".s-now"), words.now.waiting, {});
  one(".s-progress").textContent = words.waiting;
  trigger("stop");
  trigger("asked", { region: written(), cell });
  showPlain(); // the answers may be those that are here already
  showNetwork();
}
function release() {
  kakusan.remember(TAB, { region: written(), cell });
  ask();
}

function showTry(name, attempt) {
  const figure = one(`[data-try=${name}]`), image = figure.querySelector("img");
  image.src = attempt.file.url;
  image.alt = kakusan.fill(words.attempt, { ...attempt, name: words[name] });
  figure.querySelector("b").textContent = kakusan.fill(words.error, attempt);
  figure.removeAttribute("data-old");
  errors[name] = attempt.mean;
}

function showPlain() {
  if (!picture || props.plain?.key !== key()) return;
  for (const name of ["nearest", "bicubic"]) showTry(name, props.plain[name]);
  finish();
}
function showNetwork() {
  const painting = props.network;
  if (!picture || painting?.key !== key()) return;
  one(".s-progress").textContent = painting.network ? "" : kakusan.fill(words.progress, painting);
  if (painting.network) showTry("network", painting.network);
  finish();
}

/* Once all attempts at this very mosaic are there: which is nearest, and what that does not mean. */
function finish() {
  const { network, plain } = props;
  if (network?.key !== key() || !network.network || plain?.key !== key()) return;
  body.dataset.state = "done";
  one(`[data-try=${network.closest}]`).setAttribute("data-closest", "");
  kakusan.say(one(".s-now"), words.now[network.closest], errors);
  one(".s-how").textContent = kakusan.fill(words.how, network);
}

/* Arrows move the region, with Shift its lower right corner. */
function step(event) {
  const move = MOVES[event.key];
  if (!move || !picture) return;
  event.preventDefault();
  const [across, down] = move.map((one) => 2 * one);
  const { left, top, width, height } = region;
  if (event.shiftKey) layMosaic({ left, top, width: width + across, height: height + down }, cell);
  else layMosaic({ left: left + across, top: top + down, width, height }, cell);
  clearTimeout(asking);
  asking = setTimeout(release, 500);
}

dragRegion(print, () => picture && props.value, (next) => layMosaic(next, cell), release);
print.addEventListener("keydown", step);
slider.addEventListener("input", () => { if (picture) layMosaic(region, Number(slider.value)); });
slider.addEventListener("change", () => { if (picture) release(); });

draw();
watch("value", draw);
watch("plain", showPlain);
watch("network", showNetwork);
watch("picture", section.stale);
