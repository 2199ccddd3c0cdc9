/* What is to be run and shown: from the address, or from the figure above. */
import { lastRun, linkOf, remember } from "../parts/link.js";
import { LARGEST_SEED } from "../parts/numbers.js";

export const TAB = "text_to_image";
const LONGEST = 400; // characters
const SETTINGS = ["steps", "guidance", "scheduler"];
export const settingsOf = (run) => Object.fromEntries(SETTINGS.map((key) => [key, run[key]]));

export function askedInLink(opens) {
  const link = linkOf(TAB);
  return {
    prompt: link.text("binding", opens.prompt).slice(0, LONGEST),
    seed: link.whole("binding_seed", 0, LARGEST_SEED, opens.seed),
    steps: link.whole("binding_steps", 1, 100, opens.steps),
    guidance: link.real("binding_guidance", 1, 20, opens.guidance),
    scheduler: link.choice("binding_scheduler", opens.schedulers, opens.scheduler),
  };
}

/* The words and the moment that the address names, each or null. */
export function shownInLink() {
  const link = linkOf(TAB), whole = (key) => link.whole(`binding_${key}`, 0, 999, null);
  return { word: whole("word"), other: whole("other"), step: whole("step") };
}

export function keep(asked, opens, { word = null, other = null, step = null } = {}) {
  const own = Object.fromEntries(["seed", ...SETTINGS].map((key) => [`binding_${key}`, asked[key] === opens[key] ? null : asked[key]]));
  remember(TAB, {
    section: "binding", binding: asked.prompt === opens.prompt ? null : asked.prompt, ...own,
    binding_word: word, binding_other: other, binding_step: step,
  });
}

/* What the figure above last painted, if it has. */
export function ofFigure() {
  const figure = lastRun(TAB);
  return figure ? { prompt: String(figure.prompt).slice(0, LONGEST), seed: figure.seed, ...settingsOf(figure) } : null;
}
export const isSameRun = (asked, other) => Boolean(other) && ["prompt", "seed", ...SETTINGS].every((key) => asked[key] === other[key]);
