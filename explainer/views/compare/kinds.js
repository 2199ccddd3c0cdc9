/* What may differ, and how a lane's value of it is chosen. Values: a prompt, a number, or a scheduler's id. */
import { make } from "../parts/dom.js";
import { isEnter } from "../parts/keys.js";
import { LARGEST_SEED, clamp } from "../parts/numbers.js";

export const KINDS = { word: "prompt", prompt: "prompt", language: "prompt", seed: "seed", steps: "steps", scheduler: "scheduler" };
const LARGEST = { seed: LARGEST_SEED, steps: 100 }, LEAST_OF = { seed: 0, steps: 1 };
export const LONGEST = 400; // characters of a prompt in a link or a field

/* The lanes that an experiment opens with, the first being the figure's own. */
export function lanesOf(kind, figure, parts, which, words) {
  const { prompt, seed, steps, scheduler } = figure;
  if (kind === "word") return [prompt, ...(parts.words[which]?.[2] ?? []).slice(0, 3).map(([, whole]) => whole)];
  if (kind === "prompt") return [prompt, words.prompt.second];
  if (kind === "language") return [prompt, parts.translated];
  if (kind === "seed") return [seed, ...[1, 2, 3].map((more) => (seed + more) % (LARGEST_SEED + 1))];
  if (kind === "steps") return [steps, ...[3, 6, 12, 50].filter((one) => one !== steps).slice(0, 3)];
  return [scheduler, ...["ddim", "dpmpp", "euler_a", "ddpm"].filter((one) => one !== scheduler).slice(0, 3)];
}

/* One lane more. */
export function another(kind, lanes, parts, which, schedulers) {
  const unused = (options) => options.find((one) => !lanes.includes(one)) ?? options[0];
  if (kind === "word") return unused((parts.words[which]?.[2] ?? []).map(([, whole]) => whole)) ?? lanes[0];
  if (kind === "seed") return (Math.max(...lanes) + 1) % (LARGEST_SEED + 1);
  if (kind === "steps") return unused([20, 50, 10, 5, 2, 1]);
  if (kind === "scheduler") return unused(Object.keys(schedulers));
  return lanes.at(-1);
}

export const isNumber = (kind) => kind === "seed" || kind === "steps";

/* A value as an address or a field gives it: the nearest that makes sense, or undefined. */
export function sensible(kind, text, schedulers) {
  if (kind === "scheduler") return text in schedulers ? text : undefined;
  if (!isNumber(kind)) return text.slice(0, LONGEST);
  const number = text === "" ? NaN : Math.round(Number(text));
  return Number.isNaN(number) ? undefined : clamp(number, LEAST_OF[kind], LARGEST[kind]);
}

/* What stands in the head of a lane; `choose(value)` when it is another. */
export function valueControl(kind, value, label, options, choose) {
  const field = make(options ? "select" : isNumber(kind) ? "input" : "textarea", { class: "x-value", "aria-label": label });
  for (const [text, one] of options ?? []) field.append(new Option(text, one));
  if (isNumber(kind)) Object.assign(field, { type: "number", min: LEAST_OF[kind], max: LARGEST[kind], step: 1 });
  else if (!options) Object.assign(field, { maxLength: LONGEST, spellcheck: false });
  field.value = value;
  field.addEventListener("change", () => choose(field.value));
  field.addEventListener("keydown", (event) => {
    if (!isEnter(event) || options) return;
    event.preventDefault();
    field.blur();
  });
  return field;
}

/* The prompt with those of its words as buttons that have others to stand in their place. */
export function drawWords(place, prompt, parts, chosen, choose) {
  const nodes = [];
  let end = 0;
  parts.words.forEach(([start, stop], i) => {
    const button = make("button", { text: prompt.slice(start, stop), "aria-pressed": String(i === chosen), on: { click: () => choose(i) } });
    nodes.push(prompt.slice(end, start), button);
    end = stop;
  });
  place.replaceChildren(...nodes, prompt.slice(end));
}
