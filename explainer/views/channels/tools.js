/* What a tool does by how much, and the hand that drags it up and down in a channel. */
import { fill, make } from "../parts/dom.js";
import { arrowOf, shareAt } from "../parts/keys.js";
import { brief, clamp } from "../parts/numbers.js";

const DRAG_PIXELS = 220; // for the whole range of an amount
const FIRST_POKE = 2; // a poke is seen at once
export const COLORS = ["red", "green", "blue", "luminance"];
export const gain = (number) => (Number(number.toFixed(2)) > 0 ? "+" : "") + brief(number);

/* How far each tool reaches; `tools` holds [least, greatest, neutral] by name. */
export function makeAmounts(tools, words) {
  const range = (tool) => {
    const [low, high, none] = tools[tool];
    return { low, high, none, step: tool === "round" ? 1 : 0.05 };
  };
  return {
    range,
    sensible(tool, amount) {
      const { low, high, none, step } = range(tool);
      return clamp(Number((Math.round((Number.isFinite(amount) ? amount : none) / step) * step).toFixed(2)), low, high);
    },
    /* an amount as it is said: +1.5, 50 %, 4 bits */
    said(tool, amount) {
      if (tool === "shift" || tool === "poke") return gain(amount);
      if (tool === "stretch") return `× ${brief(amount)}`;
      if (tool === "round") return amount ? fill(words.bits, { bits: 9 - amount, levels: 2 ** (9 - amount) }) : words.exact;
      return `${Math.round(100 * amount)} %`;
    },
  };
}

/* A button a channel in `place`, with what it does to the picture. In it the hand picks the channel, and for the
   poke the spot; up is more. `state` is read, `change(next)` told. */
export function layChannels(place, { effects, side }, words, range, state, change) {
  const loudest = Math.max(1, ...effects.flatMap((effect) => COLORS.map((color) => Math.abs(effect[color]))));
  let grip = null;

  function begin(event, button, channel) {
    const at = (share) => clamp(Math.floor(share * side), 0, side - 1);
    const spot = shareAt(button.querySelector("canvas"), event).map(at).reverse(); // row, column
    const moved = state.tool === "poke" && spot.join() !== state.spot.join();
    const amount = moved && state.amount === 0 ? FIRST_POKE : state.amount;
    change(state.tool === "poke" ? { channel, spot, amount } : { channel });
    if (event.pointerType === "touch") return; // a finger scrolls the page, and has the slider
    grip = { y: event.clientY, amount: state.amount };
    button.setPointerCapture(event.pointerId);
  }
  function drag(event, button) {
    if (!grip || !button.hasPointerCapture(event.pointerId)) return;
    const { low, high } = range(state.tool);
    change({ amount: grip.amount + (grip.y - event.clientY) * (high - low) / DRAG_PIXELS });
  }

  place.replaceChildren(...effects.map((effect, index) => {
    const channel = index + 1;
    const print = make("span", {}, make("canvas"), make("i", { class: "z-spot" }));
    const button = make("button", { class: "z-channel" }, print, make("span", { text: fill(words.channel, { channel }) }), tableOf(effect, loudest, words));
    button.addEventListener("click", ({ detail }) => { if (!detail) change({ channel }); }); // by a key
    button.addEventListener("pointerdown", (event) => begin(event, button, channel));
    button.addEventListener("pointermove", (event) => drag(event, button));
    button.addEventListener("pointerup", () => { grip = null; });
    return button;
  }));
}

function tableOf(effect, loudest, words) {
  return make("span", { class: "z-effect" }, ...COLORS.flatMap((color) => [
    make("span", { text: words.colors[color] }),
    make("i", { style: { "--by": effect[color] / loudest } }),
    make("span", { text: gain(effect[color]) }),
  ]));
}

/* Where an arrow key moves `spot` of a latent of `side`²; null for any other key. */
export function spotAfter(event, spot, side) {
  const way = arrowOf(event)?.slice().reverse(); // down first, as in a spot
  return way ? spot.map((at, axis) => clamp(at + way[axis], 0, side - 1)) : null;
}
