/* The line while the models load, or about why they could not be loaded; or while the server cannot be reached. */
import { common, hear } from "../parts/dom.js";
import { onValue } from "../parts/scrub.js";

export default (view) => {
  const line = view.element.querySelector(".k-loading");
  let said = { kind: "ready", text: "" }, isAway = false;
  function draw() {
    const { kind, text } = isAway ? { kind: "unreached", text: common.toast.reconnecting } : said;
    line.hidden = kind === "ready";
    line.dataset.kind = kind;
    line.textContent = text;
  }
  onValue(view, (value) => { said = value; draw(); });
  hear("unreached", (away) => { isAway = away; draw(); });
};
