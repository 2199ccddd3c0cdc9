/* The address of the page, and nobody else knows it: what it asks for, and what it is to say. */
import { clamp } from "./numbers.js";

const { kakusan } = window;

/* What no link can carry, as a value of `remember`. */
export const LEFT_OUT = kakusan.LEFT_OUT;
/* Keep `values` ({t: 420}) of `tab` in the address; null takes one out. */
export const remember = (tab, values) => kakusan.remember(tab, values);
/* A text as a value of `remember`: left out where it is longer than an address can well carry. */
export const linkable = (text, longest = 400) => (text.length > longest ? LEFT_OUT : text);
export const openTab = () => kakusan.openTab();

/* What the page's address asked of `tab` when this was called:

   has(key)                       whether it names it with a value
   text(key, otherwise)           as it stands there
   whole(key, low, high, otherwise), real(key, low, high, otherwise)   the nearest sensible number
   choice(key, known, otherwise)  one of `known`, an array or an object's keys

   A key without a value, or a number that is none, counts as not there. Of another tab nothing is there. */
export function linkOf(tab) {
  const query = new URLSearchParams(window.location.search);
  const mine = (query.get("tab") ?? "forward") === tab ? query : new URLSearchParams();
  const real = (key, low, high, otherwise) => {
    const number = mine.get(key) ? Number(mine.get(key)) : NaN;
    return Number.isNaN(number) ? otherwise : clamp(number, low, high);
  };
  return {
    has: (key) => Boolean(mine.get(key)),
    names: (key) => mine.has(key),
    text: (key, otherwise = null) => mine.get(key) ?? otherwise,
    real,
    whole: (key, low, high, otherwise) => {
      const number = real(key, low, high, null);
      return number === null ? otherwise : clamp(Math.round(number), low, high);
    },
    choice: (key, known, otherwise) => {
      const values = Array.isArray(known) ? known.map(String) : Object.keys(known);
      return values.includes(mine.get(key)) ? mine.get(key) : otherwise;
    },
  };
}

/* What the figure of `tab` last ran, before that what the address asks of it, before that `opens`. */
export function figureOf(tab, opens, schedulers = null) {
  if (kakusan.runs[tab]) return kakusan.runs[tab];
  const link = linkOf(tab);
  return {
    ...opens,
    prompt: link.text("prompt", opens.prompt),
    steps: link.whole("steps", 1, 100, opens.steps),
    seed: link.whole("seed", 0, 2 ** 32 - 1, opens.seed),
    guidance: link.real("guidance", 0, Infinity, opens.guidance) || opens.guidance,
    scheduler: schedulers ? link.choice("scheduler", schedulers, opens.scheduler) : opens.scheduler,
  };
}
/* What that figure last ran; undefined before it has. */
export const lastRun = (tab) => kakusan.runs[tab];
/* The reader's own picture, if it is theirs that the page carries: its path on the server. */
export const ownPicture = () => kakusan.own ?? null;
