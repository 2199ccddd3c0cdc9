/* The line while the models load, or about why they could not be loaded. */
import { onValue } from "../parts/scrub.js";

const PAUSE = 1000; // milliseconds

/** @type {(there?: any) => void} */
let settle = () => {};
/* Kept once the models are there, or it is known that they will not be. */
export const loaded = new Promise((done) => { settle = done; });

export default (view) => {
  const line = view.element.querySelector(".k-loading");
  onValue(view, ({ kind, text }) => {
    line.hidden = kind === "ready";
    line.dataset.kind = kind;
    line.textContent = text;
    if (kind === "loading") setTimeout(() => view.trigger("again"), PAUSE);
    else settle();
  });
};
