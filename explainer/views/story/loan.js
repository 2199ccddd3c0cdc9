/* A tab's own figure, taken into the story while its scene is on, and given back to the very place it came from. */
import { isDressed, make, tell } from "../parts/dom.js";
import { openTab } from "../parts/link.js";

const LONGEST = 20000; // milliseconds until a figure counts as missing

const figureOf = (view) => document.querySelector(`.block.k-view-${view}`);

/* The figure of that class, once it is there; null where it does not come. */
function arrival(view) {
  const found = figureOf(view);
  if (found) return Promise.resolve(found);
  return new Promise((resolve) => {
    const finish = (figure) => { watcher.disconnect(); clearTimeout(timer); resolve(figure); };
    const watcher = new MutationObserver(() => { if (figureOf(view)) finish(figureOf(view)); });
    const timer = setTimeout(() => finish(null), LONGEST);
    watcher.observe(document.body, { childList: true, subtree: true });
  });
}

/* Lends figures to `slot`; `ask(view)` has one laid in its tab, if it is not there yet. */
export function makeLoans(slot, ask) {
  let lent = null, turn = 0;

  /* Back into its tab. Its section is closed again, unless it was open before or is to stay so. */
  function giveBack({ stays = false } = {}) {
    turn += 1;
    if (!lent) return;
    const { figure, place, details, wasOpen } = lent;
    lent = null;
    place.replaceWith(figure);
    figure.classList.remove("m-lent");
    if (details && !stays) details.open = wasOpen;
  }

  /* The figure of a scene in the slot; whether it came. One that is there stays as it is. */
  async function borrow({ tab, view }) {
    if (lent?.view === view) return true;
    giveBack();
    const mine = turn;
    if (!figureOf(view)) ask(view);
    const figure = await arrival(view);
    if (mine !== turn) return true;
    if (!figure) return false;
    const place = make("span", { hidden: true }), details = figure.querySelector("details.k-deeper[id]");
    figure.before(place);
    slot.append(figure);
    figure.classList.add("m-lent");
    lent = { view, figure, place, details, wasOpen: details?.open };
    await begun(figure);
    if (mine !== turn) return true;
    if (details) details.open = true;
    tell("opened", openTab()); // it is in sight now
    if (!details) tell("needed", tab);
    return true;
  }
  return { borrow, giveBack, get figure() { return lent?.figure ?? null; } };
}

/* Once the figure's own script has dressed it: a section that is opened before would not hear of it. */
function begun(figure) {
  if (isDressed(figure)) return Promise.resolve();
  return new Promise((resolve) => {
    const watcher = new MutationObserver(() => { if (isDressed(figure)) { watcher.disconnect(); resolve(null); } });
    watcher.observe(figure, { childList: true, subtree: true, characterData: true });
  });
}
