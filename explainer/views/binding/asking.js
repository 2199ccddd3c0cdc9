/* What is to be run: from the address, the fields, or the figure above. */
const TAB = "text_to_image", LARGEST_SEED = 2 ** 32 - 1, LONGEST = 400;
const words = props.words;
const one = (name) => element.querySelector(name);
const MARKS = ["begin", "end", "padding"]; // the rows after those of the words
const SETTINGS = ["steps", "guidance", "scheduler"];

function inLink() {
  const link = new URLSearchParams(location.search);
  const number = (key, low, high, otherwise) => {
    const given = link.get(key) === null || link.get(key) === "" ? NaN : Number(link.get(key));
    return Number.isFinite(given) ? Math.min(Math.max(given, low), high) : otherwise;
  };
  const { opens } = props;
  return {
    prompt: (link.get("binding") ?? opens.prompt).slice(0, LONGEST),
    seed: Math.round(number("binding_seed", 0, LARGEST_SEED, opens.seed)),
    steps: Math.round(number("binding_steps", 1, 100, opens.steps)),
    guidance: number("binding_guidance", 1, 20, opens.guidance),
    scheduler: opens.schedulers.includes(link.get("binding_scheduler")) ? link.get("binding_scheduler") : opens.scheduler,
  };
}

/* The word and the moment that the address names, each or null. */
function shownInLink() {
  const link = new URLSearchParams(location.search);
  const whole = (key) => (/^\d{1,3}$/.test(link.get(key) ?? "") ? Number(link.get(key)) : null);
  return { word: whole("binding_word"), other: whole("binding_other"), step: whole("binding_step") };
}

function remember(asked, shown) {
  const { opens } = props;
  const own = Object.fromEntries(["seed", ...SETTINGS].map((key) => [`binding_${key}`, asked[key] === opens[key] ? null : asked[key]]));
  kakusan.remember(TAB, {
    section: "binding", binding: asked.prompt === opens.prompt ? null : asked.prompt, ...own,
    binding_word: shown?.word ?? null, binding_other: shown?.other ?? null, binding_step: shown?.step ?? null,
  });
}

/* What the figure above last painted, if it has. */
function ofFigure() {
  const figure = kakusan.runs[TAB];
  if (!figure) return null;
  return { prompt: String(figure.prompt).slice(0, LONGEST), seed: figure.seed, ...Object.fromEntries(SETTINGS.map((key) => [key, figure[key]])) };
}
const sameRun = (asked, other) => other && ["prompt", "seed", ...SETTINGS].every((key) => asked[key] === other[key]);
