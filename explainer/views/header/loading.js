/* The line while the models load, or about why they could not be loaded; or while the server cannot be reached. */
import { common, hear } from "../parts/dom.js";
import { onValue } from "../parts/scrub.js";

const PAUSE = 1000; // milliseconds

/** @type {(there?: any) => void} */
let settle = () => {};
/* Kept once the models are there, or it is known that they will not be. */
export const loaded = new Promise((done) => { settle = done; });

export default (view) => {
  const line = view.element.querySelector(".k-loading");
  let said = { kind: "ready", text: "" }, isAway = false;
  function draw() {
    const { kind, text } = isAway ? { kind: "unreached", text: common.toast.reconnecting } : said;
    line.hidden = kind === "ready";
    line.dataset.kind = kind;
    line.textContent = text;
  }
  onValue(view, (value) => {
    said = value;
    draw();
    if (value.engine) document.querySelector(".k-colophon span").textContent = value.engine;
    if (value.kind === "loading") setTimeout(() => view.trigger("again"), PAUSE);
    else settle();
  });
  hear("unreached", (away) => { isAway = away; draw(); });
};
