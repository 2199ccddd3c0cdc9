/* What a page does as a whole: it calls its views, hears which tab is opened, and says what goes wrong. */
import "./drop.js";
import "./older.js";
import "./tabs.js";
import "./toasts.js";
import { badge, dress, tell } from "../parts/dom.js";
import { explain } from "../parts/term.js";

export { opened, openedTab } from "../parts/link.js";
/* Gradio says of a tab how its filling ended, and the choice of a picture in its bar. */
export const filled = (tab) => tell("filled", tab);
export const unfilled = (tab) => tell("unfilled", tab);
export const chosen = (tab) => tell("chosen", tab);
export const unchosen = (tab) => tell("unchosen", tab);

/* The words and other props that the views of a language were made with, fetched once. */
const files = {};
const fileOf = (language) => (files[language] ??= fetch(window.kakusan.address(language)).then((answer) => answer.json()));
async function propsOf(language, key) {
  const { values, views } = await fileOf(language);
  return Object.fromEntries(Object.entries(views[key]).map(([name, which]) => [name, values[which]]));
}

/* A view's `trigger`, which numbers what is asked for. A "stop" says up to which number of each event, so that it
   stops what is still on its way as well (tabs/desk.py). `trigger.sent` counts the questions, `trigger.heard` the news
   that came, and `trigger.again()` asks the last question once more, as the same. */
let turn = 0;
function counted({ trigger, watch, ...view }) {
  const turns = {};
  let last = [];
  const ask = Object.assign((event, data) => {
    if (event === "stop") return trigger(event, { ...data, turns: { ...turns } });
    turns[event] = ++turn;
    ask.sent += 1;
    last = [event, { ...data, turn }];
    return trigger(...last);
  }, { sent: 0, heard: 0, again: () => trigger(...last) });
  const hearken = (names, listener) => watch(names, () => {
    if (names !== "picture") ask.heard += 1; // which comes unasked
    listener();
  });
  return { ...view, trigger: ask, watch: hearken };
}

/* Call the default export of a view's module, once what the view was made with is there: `kept` is that, or the key
   of it in the file of the page's language. Its template has its words by then, and says what in it is live. */
export async function mount({ module, language, kept }, view) {
  const arriving = window.kakusan.load(module);
  const ours = typeof kept === "string" ? await propsOf(language, kept) : kept;
  for (const [key, value] of Object.entries(ours)) if (!(key in view.props)) view.props[key] = value;
  const { default: begin } = await arriving;
  if (ours.words) dress(view.element, ours.words);
  for (const place of view.element.querySelectorAll("[data-live]")) badge(place, ours.common);
  begin(counted(view));
  explain(view.element.querySelectorAll("p[data-text]:not(.k-now)"));
  explain(document.querySelectorAll("p.k-lede")); // of the tabs that are there by now
}
