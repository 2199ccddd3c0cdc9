/* What the hand does: pick a tool and a channel, drag up and down in it, or move the slider. Uses `set`, `state`,
   `words` and `one` of channels.js. */
const DRAG_PIXELS = 220; // for the whole range of an amount
const COLORS = ["red", "green", "blue", "luminance"];
const minus = (format) => ({ format: (number) => format.format(number).replace("-", "−") });
const signed = minus(new Intl.NumberFormat("en", { maximumFractionDigits: 2, signDisplay: "exceptZero" }));
const plain = minus(new Intl.NumberFormat("en", { maximumFractionDigits: 2 }));

const rangeOf = (tool) => ({ low: set.tools[tool][0], high: set.tools[tool][1], none: set.tools[tool][2] });
const stepOf = (tool) => (tool === "round" ? 1 : 0.05);

function sensibleAmount(tool, amount) {
  const { low, high, none } = rangeOf(tool), step = stepOf(tool);
  const there = Number.isFinite(amount) ? amount : none;
  return Math.min(high, Math.max(low, Number((Math.round(there / step) * step).toFixed(2))));
}

/* an amount as it is said: +1.5, 50 %, 4 bits */
function saidAmount(tool, amount) {
  if (tool === "shift" || tool === "poke") return signed.format(amount);
  if (tool === "stretch") return `× ${plain.format(amount)}`;
  if (tool === "round") return amount ? kakusan.fill(words.bits, { bits: 9 - amount, levels: 2 ** (9 - amount) }) : words.exact;
  return `${Math.round(100 * amount)} %`;
}

function drawTools() {
  one(".z-tools").replaceChildren(...Object.keys(set.tools).map((tool) => {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "k-button";
    button.dataset.tool = tool;
    button.textContent = words.tools[tool].name;
    button.addEventListener("click", () => change({ tool, amount: rangeOf(tool).none }));
    return button;
  }));
}

function drawChannels() {
  const loudest = Math.max(1, ...set.effects.flatMap((effect) => COLORS.map((color) => Math.abs(effect[color]))));
  one(".z-channels").replaceChildren(...set.effects.map((effect, index) => {
    const button = document.createElement("button"), print = document.createElement("span");
    const spot = document.createElement("i"), name = document.createElement("span");
    button.type = "button";
    button.className = "z-channel";
    spot.className = "z-spot";
    print.append(document.createElement("canvas"), spot);
    name.textContent = kakusan.fill(words.channel, { channel: index + 1 });
    button.append(print, name, effectOf(effect, loudest));
    button.addEventListener("click", ({ detail }) => { if (!detail) change({ channel: index + 1 }); }); // by a key
    button.addEventListener("pointerdown", (event) => begin(event, button, index + 1));
    button.addEventListener("pointermove", (event) => drag(event, button));
    return button;
  }));
}

function effectOf(effect, loudest) {
  const table = document.createElement("span");
  table.className = "z-effect";
  for (const color of COLORS) {
    const name = document.createElement("span"), bar = document.createElement("i"), by = document.createElement("span");
    name.textContent = words.colors[color];
    bar.style.setProperty("--by", effect[color] / loudest);
    by.textContent = signed.format(effect[color]);
    table.append(name, bar, by);
  }
  return table;
}

/* dragging in a channel: where it begins says which, and for the poke where; up is more */
let grip = null;

function begin(event, button, channel) {
  const box = button.querySelector("canvas").getBoundingClientRect();
  const at = (from, length) => Math.min(set.side - 1, Math.max(0, Math.floor((from / length) * set.side)));
  const spot = [at(event.clientY - box.top, box.height), at(event.clientX - box.left, box.width)];
  const moved = state.tool === "poke" && spot.join() !== state.spot.join();
  const amount = moved && state.amount === 0 ? 2 : state.amount; // a poke is seen at once
  change(state.tool === "poke" ? { channel, spot, amount } : { channel });
  if (event.pointerType === "touch") return; // a finger scrolls the page, and has the slider
  grip = { y: event.clientY, amount: state.amount };
  button.setPointerCapture(event.pointerId);
}

function drag(event, button) {
  if (!grip || !button.hasPointerCapture(event.pointerId)) return;
  const { low, high } = rangeOf(state.tool);
  change({ amount: grip.amount + (grip.y - event.clientY) * (high - low) / DRAG_PIXELS });
}

const MOVES = { ArrowLeft: [0, -1], ArrowRight: [0, 1], ArrowUp: [-1, 0], ArrowDown: [1, 0] };

function moveSpot(event) {
  const move = MOVES[event.key];
  if (!move || state.tool !== "poke") return;
  event.preventDefault();
  change({ spot: state.spot.map((at, axis) => Math.min(set.side - 1, Math.max(0, at + move[axis]))) });
}

function drawOthers() {
  one(".z-others").replaceChildren(...props.samples.map(({ id, src }) => {
    const button = document.createElement("button"), image = new Image(), name = document.createElement("span");
    button.type = "button";
    button.dataset.other = id;
    image.src = src;
    image.alt = "";
    name.textContent = props.common.sample[id];
    button.append(image, name);
    button.addEventListener("click", () => change({ other: id, amount: state.amount || 1 }));
    return button;
  }));
}
