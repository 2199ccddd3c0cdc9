/* The fields that ask for a branch, or for another trunk. */
import { anySeed } from "../parts/numbers.js";

const WITH_WORDS = 4; // the guidance that words want
const STEPS = 25;

/* What a branch from a line of that `setting` could change. */
export function fillFields({ elements }, setting, schedulers) {
  elements.seed.value = anySeed();
  elements.guidance.value = setting.guidance > 2 ? 1 : WITH_WORDS;
  elements.scheduler.value = Object.keys(schedulers).find((name) => name !== setting.scheduler);
}

/* What the field named `change` asks for, from a line of that `setting`. */
export function changesIn({ elements }, change, setting) {
  const input = elements[change], value = input.type === "number" ? input.valueAsNumber : input.value;
  const wantsGuidance = change === "prompt" && setting.guidance === 1 && value.trim();
  return { [change]: value, ...(wantsGuidance ? { guidance: WITH_WORDS } : {}) };
}

/* The trunk that there is, or, where it is the figure's run, one from noise that could take its place. */
export function fillTrunk({ elements }, { setting, steps }, isFigure) {
  for (const name of ["prompt", "seed", "guidance", "scheduler"]) elements[name].value = setting[name];
  if (!isFigure || !elements.steps.value) elements.steps.value = isFigure ? STEPS : steps;
  if (isFigure) elements.guidance.value = WITH_WORDS;
}

export const trunkIn = ({ elements }) =>
  Object.fromEntries(["scheduler", "guidance", "seed", "prompt", "steps"].map((name) => [name, elements[name].value]));
