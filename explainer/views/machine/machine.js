/* The machine: which of its parts were met, where the reader is, and the reader's own pictures in it. */
import { fill, finder, hear, make } from "../parts/dom.js";
import { flow, flowing, sceneNow } from "../parts/flow.js";
import { goTo, openingSample, openTab, visit } from "../parts/link.js";
import { loadImage } from "../parts/paint.js";
import { including, keepProgress, progress } from "../parts/progress.js";
import { oncePerFrame } from "../parts/scrub.js";
import { paintFlow } from "./flowing.js";
import { zoom } from "./zoom.js";

/* Where a part is at work: [tab, what of it]. */
const WORKS = {
  paper: ["forward", "#squares"], noise: ["forward", ".k-forward"], network: ["reverse", ".k-reverse"],
  encoder: ["latent", ".k-view-LatentView"], latent: ["latent", "#channels"], decoder: ["latent", ".k-view-LatentView"],
  picture: ["text_to_image", ".k-text-to-image"], tower: ["latent", "#meeting"], door: ["text_to_image", "#disguise"],
};
const OF_TAB = { forward: "noise", reverse: "network", latent: "latent", text_to_image: "door" };
const MET = { latent: ["encoder", "latent", "decoder"] }; // together

export default ({ element, props, watch }) => {
  const { words, samples } = props, one = finder(element), root = one(".k-machine");
  const parts = Object.fromEntries([...element.querySelectorAll(".mc-part")].map((part) => [part.dataset.part, part]));
  let from = null;

  function showMet() {
    const { met, all } = progress();
    const isMet = (part) => all || met.includes(part);
    for (const [name, part] of Object.entries(parts)) {
      part.toggleAttribute("data-met", isMet(name));
      const label = words.part[name];
      part.setAttribute("aria-label", isMet(name) ? label : fill(words.not_met, { name: label }));
      part.title = words.says[name];
    }
    for (const line of element.querySelectorAll(".mc-to")) line.toggleAttribute("data-met", isMet(line.dataset.to));
    one(".mc-down").toggleAttribute("data-met", isMet("door"));
    const isWhole = Object.keys(parts).every(isMet);
    one(".mc-all").hidden = isWhole;
    one(".mc-all").title = words.grey;
  }
  function meet(part) {
    keepProgress({ met: (MET[part] ?? [part]).reduce(including, progress().met) });
    showMet();
  }
  function showHere() {
    const here = openTab() === "story" ? sceneNow()?.part ?? null : OF_TAB[openTab()];
    for (const [name, part] of Object.entries(parts)) {
      if (name === here) part.setAttribute("aria-current", "step");
      else part.removeAttribute("aria-current");
    }
    one(".mc-here").textContent = here ? fill(words.here, { name: words.part[here] }) : "";
    one(".mc-said").replaceChildren(...Object.keys(parts).map((name) => {
      const line = make("li", { text: words.says[name] });
      if (name === here) line.setAttribute("aria-current", "step");
      return line;
    }));
  }

  function enter(name) {
    const [tab, place] = WORKS[name];
    from = { tab: openTab(), top: scrollY };
    one(".mc-back").hidden = false;
    zoom(parts[name], () => visit(tab, place));
  }
  function back() {
    one(".mc-back").hidden = true;
    if (!from) return;
    goTo(from.tab);
    scrollTo(0, from.top);
    from = null;
  }

  /* A picture of the reader's own comes from the figure that shows it. */
  async function showPaper() {
    const chosen = samples.find(({ id }) => id === props.picture);
    if (chosen || !props.picture) flow({ paper: await loadImage((chosen ?? openingSample(samples)).src) });
  }
  function showScene() {
    root.toggleAttribute("data-whole", Boolean(sceneNow()?.isLast) && openTab() === "story");
    showHere();
  }
  let coming = { ...flowing() };
  const paint = oncePerFrame(() => { paintFlow(parts, coming); coming = {}; });

  for (const [name, part] of Object.entries(parts)) {
    part.querySelector("b").textContent = words.part[name];
    part.addEventListener("click", () => enter(name));
  }
  one(".mc-back").addEventListener("click", back);
  one(".mc-all").addEventListener("click", () => { keepProgress({ all: true }); showMet(); });
  hear("flow", (shown) => { coming = { ...coming, ...shown }; paint(); });
  hear("met", meet);
  hear("scene", showScene);
  hear("opened", (tab) => { if (from?.tab === tab) { from = null; one(".mc-back").hidden = true; } showScene(); });
  watch("picture", showPaper);
  showPaper();
  showMet();
  showScene();
  paint();
};
