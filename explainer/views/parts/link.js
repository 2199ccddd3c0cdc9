/* The address of the page, and nobody else knows it: what it asks for, and what it is to say. */
import { hear, isDressed, tell } from "./dom.js";
import { forget, keep, kept } from "./kept.js";
import { clamp } from "./numbers.js";

const HOME = "story"; // what an address without a tab opens
const KEPT = ["__theme", "view", "sample"]; // of the whole page; all else belongs to one tab
const LATER = 2000, COMES = 20000; // milliseconds
const inSpace = window.parent !== window && location.hostname.endsWith(".hf.space");
const remembered = {}; // tab -> its part of the address
let refused = null; // what the browser would not take as its address
let open = null, again = 0;

const query = () => new URLSearchParams(refused ?? location.search);
const asked = query().get("tab"); // the tab that the address named when the page was opened

/* Safari takes 100 addresses in half a minute and throws at the next: it is then told the newest later. */
function write(params) {
  const search = params.toString();
  const address = location.pathname + (search ? "?" + search : "") + location.hash;
  clearTimeout(again);
  try {
    history.replaceState(history.state, "", address);
    refused = null;
  } catch {
    refused = search;
    again = setTimeout(() => write(query()), LATER);
    return;
  }
  if (inSpace) window.parent.postMessage({ queryString: search }, "https://huggingface.co");
}

function show(changes) {
  const now = query();
  const next = new URLSearchParams();
  if (open) next.set("tab", open);
  for (const key of KEPT) if (now.has(key)) next.set(key, now.get(key));
  for (const [key, value] of Object.entries({ ...remembered[open], ...changes })) {
    if (value === null || value === undefined || value === LEFT_OUT) next.delete(key);
    else next.set(key, value);
  }
  if (next.toString() !== now.toString()) write(next);
}

/* Keep `values` ({t: 420, seed: 7}) of `tab` in the address; `sample` is for all tabs. An empty text is kept as any
   other; null takes a value out: what the page opens with, or nothing; LEFT_OUT is of what no link can carry. */
export const LEFT_OUT = Symbol("left out of the address");
export const leavesOut = () => Object.values(remembered[open] ?? {}).includes(LEFT_OUT);
export function remember(tab, values) {
  const { sample, ...own } = values;
  if (open === null && (tab === asked || !isThere(asked))) begin(tab);
  remembered[tab] = { ...remembered[tab], ...own };
  if (tab === open) show(sample === undefined ? {} : { sample });
}

/* A text as a value of `remember`: left out where it is longer than an address can well carry. */
export const linkable = (text, longest = 400) => (text.length > longest ? LEFT_OUT : text);
/* The link to this very state. */
export const address = () => location.href;

/* A tab was opened. Gradio says so of the first tab as well, before the one in the address is chosen. */
export function opened(tab) {
  if (open === null && tab !== asked && isThere(asked)) return;
  if (open === null) begin(tab);
  open = tab;
  show({});
  tell("opened", tab);
}

/* A tab's button is there before its content is. */
const isThere = (tab) => Boolean(tab && document.getElementById(`tab-${tab}-button`));

/* `tab` is the first to be open: what the address says beside is of this tab. */
function begin(tab) {
  const own = [...query()].filter(([key]) => key !== "tab" && !KEPT.includes(key));
  remembered[tab] = { ...Object.fromEntries(own), ...remembered[tab] };
  open = tab;
}

/* The update that makes Gradio choose the tab in the address. */
export const openedTab = () => (isThere(asked) ? { __type__: "update", selected: asked } : { __type__: "update" });
export const openTab = () => open;
/* Open another tab, at its top. */
export function goTo(tab) {
  document.getElementById(`tab-${tab}-button`)?.click();
  scrollTo(0, 0);
}
/* The same, and there what `selector` finds, as soon as it is there: a section is opened. */
export function visit(tab, selector) {
  goTo(tab);
  const arrive = () => {
    const found = document.querySelector(`#tab-${tab} ${selector}`);
    if (!found || !isDressed(found)) return false;
    if (found instanceof HTMLDetailsElement) found.open = true;
    found.scrollIntoView({ block: "start" });
    return true;
  };
  if (arrive()) return;
  const watcher = new MutationObserver(() => { if (arrive()) watcher.disconnect(); });
  watcher.observe(document.body, { childList: true, subtree: true, characterData: true });
  setTimeout(() => watcher.disconnect(), COMES);
}
/* Whether the address asks for the section of that id to be open: ?section=squares. */
export const wants = (section) => Boolean(section) && query().get("section") === section;
/* The sample that the address names, for all tabs, or the first. */
export const openingSample = (samples) => samples.find(({ id }) => id === query().get("sample")) ?? samples[0];

/* One's own picture: its path on the server, or null. It is handed to the page in the other language. */
let picture = null;
export const ownPicture = () => picture;
export function own(path) {
  picture = path;
  tell("own", path); // look/join.js has it said to the server
}
const HANDED = "kakusan.own";
export const handOver = () => { if (picture) keep(HANDED, picture, "visit"); };
export const carried = () => kept(HANDED, "visit");
export const takeOver = () => forget(HANDED, "visit");

/* The page's theme, by hand and in the address. */
export function setDark(dark) {
  document.body.classList.toggle("dark", dark);
  const params = query();
  params.set("__theme", dark ? "dark" : "light");
  write(params);
  tell("theme");
}

/* The address of this very state in `language`; its query is never empty, so that nothing redirects. */
export function inLanguage(language) {
  const home = location.pathname.replace(/\/ja\/?$/, "/");
  const params = query();
  if (![...params].length) params.set("tab", open || HOME);
  return (language === "ja" ? home.replace(/\/?$/, "/ja") : home) + "?" + params;
}

/* What the page's address asked of `tab` when this was called:

   has(key)                       whether it names it with a value
   text(key, otherwise)           as it stands there
   texts(...keys)                 {key: as it stands there, or ""}
   whole(key, low, high, otherwise), real(key, low, high, otherwise)   the nearest sensible number
   choice(key, known, otherwise)  one of `known`, an array or an object's keys

   A key without a value, or a number that is none, counts as not there. Of another tab nothing is there. */
export function linkOf(tab) {
  const now = query();
  const mine = (now.get("tab") ?? HOME) === tab ? now : new URLSearchParams();
  const real = (key, low, high, otherwise) => {
    const number = mine.get(key) ? Number(mine.get(key)) : NaN;
    return Number.isNaN(number) ? otherwise : clamp(number, low, high);
  };
  return {
    has: (key) => Boolean(mine.get(key)),
    names: (key) => mine.has(key),
    text: (key, otherwise = null) => mine.get(key) ?? otherwise,
    texts: (...keys) => Object.fromEntries(keys.map((key) => [key, mine.get(key) ?? ""])),
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
  if (runs[tab]) return runs[tab];
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
/* What the figure of a tab last ran, and what it shows now ({tab, canvas, name, …}); undefined before it has. */
const runs = {}, moments = {};
hear("run", (run) => { runs[run.tab] = run; });
hear("moment", (moment) => { moments[moment.tab] = moment; });
export const lastRun = (tab) => runs[tab];
export const lastMoment = (tab) => moments[tab];
/* `listener(run)` whenever that figure has run. */
export const hearRun = (tab, listener) => hear("run", (run) => { if (run.tab === tab) listener(run); });
/* Whether two runs were asked for other things. */
export const differ = (one, other, keys = ["prompt", "guidance", "steps", "seed", "scheduler"]) => keys.some((key) => one[key] !== other[key]);
