/* What a page does as a whole: it calls its views, hears which tab is opened, and says what goes wrong. */
import "./drop.js";
import "./older.js";
import "./tabs.js";
import "./toasts.js";
import { badge, dress } from "../parts/dom.js";
import { ownPicture } from "../parts/link.js";
import { explain } from "../parts/term.js";

export { opened, openedTab } from "../parts/link.js";

/* The words and other props that the views of a language were made with, fetched once. */
const files = {};
const fileOf = (language) => (files[language] ??= fetch(window.kakusan.address(language)).then((answer) => answer.json()));
async function propsOf(language, key) {
  const { values, views } = await fileOf(language);
  return Object.fromEntries(Object.entries(views[key]).map(([name, which]) => [name, values[which]]));
}

/* A view's `trigger`, which numbers what is asked for, and says with which own picture, should the server have forgotten
   it. A "stop" says up to which number of each event, so that it stops what is still on its way as well (tabs/desk.py). */
let turn = 0;
function numbered(trigger) {
  const turns = {};
  return (event, data) => {
    if (event === "stop") return trigger(event, { ...data, turns: { ...turns } });
    turns[event] = ++turn;
    const own = ownPicture();
    return trigger(event, own ? { ...data, turn, own } : { ...data, turn });
  };
}

/* Call the default export of a view's module, once what the view was made with is there: `kept` is that, or the key
   of it in the file of the page's language. Its template has its words by then, and says what in it is live. */
export async function mount({ module, language, kept }, { props, trigger, ...view }) {
  const arriving = window.kakusan.load(module);
  const ours = typeof kept === "string" ? await propsOf(language, kept) : kept;
  for (const [key, value] of Object.entries(ours)) if (!(key in props)) props[key] = value;
  const { default: begin } = await arriving;
  if (ours.words) dress(view.element, ours.words);
  for (const place of view.element.querySelectorAll("[data-live]")) badge(place, ours.common);
  begin({ ...view, props, trigger: numbered(trigger) });
  explain(view.element.querySelectorAll("p[data-text]:not(.k-now)"));
  explain(document.querySelectorAll("p.k-lede")); // of the tabs that are there by now
}
