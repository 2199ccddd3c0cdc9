/* The three experiments, and the lanes that each of them opens with: [first guidance, second, avoids]. */
import { fill, make } from "../parts/dom.js";
import { clamp } from "../parts/numbers.js";
import { MOST } from "../lanes/cards.js";

export const MODES = {
  strengths: [[1, 1, false], [2, 2, false], [4, 4, false], [7.5, 7.5, false]],
  turn: [[7.5, 7.5, false], [7.5, 1, false], [1, 7.5, false], [1, 1, false]],
  avoid: [[4, 4, false], [4, 4, true], [7.5, 7.5, false], [7.5, 7.5, true]],
};
const LOW = 1, HIGH = 20, MORE = [3, 5, 10, 14];
const bounded = (number) => clamp(Math.round(number * 10) / 10, LOW, HIGH);

/* One lane more. */
export function another(lanes) {
  const strength = MORE.find((one) => !lanes.some(([first]) => first === one)) ?? 6;
  return [strength, strength, false];
}

/* Lanes in the address: 7.5~1!_4 is one from 7.5 to 1 that avoids, and one of 4. */
export function lanesToLink(lanes) {
  return lanes.map(([first, then, avoids]) => `${first}${then === first ? "" : `~${then}`}${avoids ? "!" : ""}`).join("_");
}
export function lanesOfLink(text) {
  const lanes = text.split("_").map((part) => {
    const [first, then = first] = part.replace("!", "").split("~").map(Number);
    return [bounded(first), bounded(then), part.endsWith("!")];
  });
  return lanes.filter(([first, then]) => !Number.isNaN(first) && !Number.isNaN(then)).slice(0, MOST);
}

/* What a lane is called: 7.5, 7.5 → 1, 4 without “…”. */
export function laneName([first, then, avoids], mode, words) {
  const strength = mode === "turn" && first !== then ? fill(words.name.turning, { first, then }) : String(first);
  return mode === "avoid" && avoids ? fill(words.name.avoiding, { first: strength }) : strength;
}

/* What stands in a lane's head; `changed(lane)` when its numbers are others. */
export function strengthControl(lane, which, mode, words, changed) {
  const field = (place) => {
    const input = make("input", { type: "number", min: LOW, max: HIGH, step: 0.5, value: lane[place], "aria-label": fill(words.choose, { lane: which + 1 }) });
    input.addEventListener("change", () => {
      const number = input.value === "" ? lane[place] : bounded(input.valueAsNumber);
      changed(mode === "turn" ? lane.map((old, i) => (i === place ? number : old)) : [number, number, lane[2]]);
    });
    return input;
  };
  const second = mode === "turn" ? [make("span", { text: "→" }), field(1)] : [];
  const label = make("label", { class: "g-strength" }, make("span", { text: "g =" }), field(0), ...second);
  return mode === "avoid" ? [label, avoidSwitch(lane, words, changed)] : [label];
}

function avoidSwitch([first, then, avoids], words, changed) {
  const box = make("input", { type: "checkbox", checked: avoids });
  box.addEventListener("change", () => changed([first, then, box.checked]));
  return make("label", { class: "g-avoids" }, box, make("span", { text: words.avoid.here }));
}
