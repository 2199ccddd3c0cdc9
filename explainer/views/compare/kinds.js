/* What may differ, and how a lane's value of it is chosen. Values: a prompt, a number, or a scheduler's id. */
const KINDS = { word: "prompt", prompt: "prompt", language: "prompt", seed: "seed", steps: "steps", scheduler: "scheduler" };
const LARGEST = { seed: 2 ** 32 - 1, steps: 100 }, LEAST_OF = { seed: 0, steps: 1 };

/* The lanes that an experiment opens with, the first being the figure's own. */
function lanesOf(kind, figure, parts, which, words) {
  const { prompt, seed, steps, scheduler } = figure;
  if (kind === "word") return [prompt, ...(parts.words[which]?.[2] ?? []).slice(0, 3).map(([, whole]) => whole)];
  if (kind === "prompt") return [prompt, words.prompt.second];
  if (kind === "language") return [prompt, parts.translated];
  if (kind === "seed") return [seed, ...[1, 2, 3].map((more) => (seed + more) % (LARGEST.seed + 1))];
  if (kind === "steps") return [steps, ...[3, 6, 12, 50].filter((one) => one !== steps).slice(0, 3)];
  return [scheduler, ...["ddim", "dpmpp", "euler_a", "ddpm"].filter((one) => one !== scheduler).slice(0, 3)];
}

/* One lane more. */
function another(kind, lanes, parts, which, schedulers) {
  const unused = (options) => options.find((one) => !lanes.includes(one)) ?? options[0];
  if (kind === "word") return unused((parts.words[which]?.[2] ?? []).map(([, whole]) => whole)) ?? lanes[0];
  if (kind === "seed") return (Math.max(...lanes) + 1) % (LARGEST.seed + 1);
  if (kind === "steps") return unused([20, 50, 10, 5, 2, 1]);
  if (kind === "scheduler") return unused(Object.keys(schedulers));
  return lanes.at(-1);
}

const isNumber = (kind) => kind === "seed" || kind === "steps";

/* A value as an address or a field gives it: the nearest that makes sense, or undefined. */
function sensible(kind, text, schedulers) {
  if (kind === "scheduler") return text in schedulers ? text : undefined;
  if (!isNumber(kind)) return text.slice(0, LONGEST_LINK);
  const number = text === "" ? NaN : Math.round(Number(text));
  return Number.isNaN(number) ? undefined : Math.min(Math.max(number, LEAST_OF[kind]), LARGEST[kind]);
}

/* What stands in the head of a lane; `choose(value)` when it is another. */
function valueControl(kind, value, which, label, options, choose) {
  const field = made(options ? "select" : isNumber(kind) ? "input" : "textarea", "x-value");
  for (const [text, one] of options ?? []) field.append(new Option(text, one));
  if (isNumber(kind)) Object.assign(field, { type: "number", min: LEAST_OF[kind], max: LARGEST[kind], step: 1 });
  else if (!options) Object.assign(field, { maxLength: LONGEST_LINK, spellcheck: false });
  field.value = value;
  field.setAttribute("aria-label", label);
  field.addEventListener("change", () => choose(field.value));
  field.addEventListener("keydown", (event) => {
    if (!kakusan.isEnter(event) || options) return;
    event.preventDefault();
    field.blur();
  });
  return field;
}

/* The prompt with those of its words as buttons that have others to stand in their place. */
function drawWords(place, prompt, parts, chosen, choose) {
  const nodes = [];
  let end = 0;
  parts.words.forEach(([start, stop], i) => {
    const button = made("button", "", prompt.slice(start, stop));
    button.type = "button";
    button.setAttribute("aria-pressed", i === chosen);
    button.addEventListener("click", () => choose(i));
    nodes.push(document.createTextNode(prompt.slice(end, start)), button);
    end = stop;
  });
  place.replaceChildren(...nodes, document.createTextNode(prompt.slice(end)));
}
