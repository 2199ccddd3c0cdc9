/* Elements, the words in them, and what is said in sentences, with formulas between dollar signs (formula.js). */
import { formula, label } from "./formula.js";

/* The table of words that every page has; the header brings it. */
export let common = {};
export const setCommon = (words) => {
  common = words;
  if (words.math) label(words.math);
};

/* `finder(element)(".name")`: the one element of that selector in it. */
export const finder = (element) => (selector) => element.querySelector(selector);
/* `dataFinder(element)("now")`: the one [data-now] in it. */
export const dataFinder = (element) => (name) => element.querySelector(`[data-${name}]`);

/** An element: `make("button", { class: "k-button", text: "Go", type: "button", on: { click } }, ...children)`.
   `style` sets custom properties, `dataset` data-*, `on` listeners; what is no property of it becomes an attribute.
   @param {string} tag
   @param {Record<string, any>} [props]
   @param {...(Node | string)} children
   @returns {any} */
export function make(tag, { class: className, text, style = {}, dataset = {}, on = {}, ...others } = {}, ...children) {
  const node = document.createElement(tag);
  if (className) node.className = className;
  if (text !== undefined) node.textContent = text;
  if (tag === "button") node.type = "button";
  for (const [name, value] of Object.entries(style)) node.style.setProperty(name, value);
  Object.assign(node.dataset, dataset);
  for (const [event, listener] of Object.entries(on)) node.addEventListener(event, listener);
  for (const [name, value] of Object.entries(others)) {
    if (name in node) node[name] = value;
    else node.setAttribute(name, value);
  }
  node.append(...children);
  return node;
}

/* Mark in `buttons` those that `isChosen(button, index)`, for the eye and for a screen reader. */
export function press(buttons, isChosen) {
  [...buttons].forEach((button, index) => button.setAttribute("aria-pressed", String(Boolean(isChosen(button, index)))));
}

/* A row of buttons in `place` for `items`, {value, label} each, and more that `make` knows; `pick(value)` when one is
   pressed. Returns the function that marks the one of a value. */
export function makeChoices(place, items, pick) {
  const buttons = items.map(({ value, label, ...more }) => make("button", { class: "k-button", text: label, on: { click: () => pick(value) }, ...more }));
  place.replaceChildren(...buttons);
  return (chosen) => press(buttons, (_, index) => items[index].value === chosen);
}

/* The same for the buttons that stand in `element` with data-`name`, which holds their value. */
export function findChoices(element, name, pick) {
  const buttons = [...element.querySelectorAll(`button[data-${name}]`)];
  for (const button of buttons) button.addEventListener("click", () => pick(button.dataset[name]));
  return (chosen) => press(buttons, (button) => button.dataset[name] === String(chosen));
}

/* Show `sentence` in `place`, or hide the place where there is none. */
export function complain(place, sentence) {
  place.textContent = sentence ?? "";
  place.hidden = !sentence;
}

/* What is to be written; where there is nothing, "…", and the console, to which the tests listen, is told. */
function orMissing(found, what) {
  if (found !== undefined && found !== null) return found;
  console.error(`kakusan: nothing to write for ${what}`);
  return "…";
}
const valueOf = (name, values, sentence) => orMissing(values?.[name], `{${name}} in "${sentence}"`);

/* What no line may begin with. */
export const CLOSING = /^[,.;:!?)’”、。：；）」]*/;

/* `sentence` as nodes: its $formulas$ as <math>, the rest by `prose(text)`. */
function nodesOf(sentence, prose, valueOf) {
  const parts = sentence.split("$");
  if (parts.length % 2 === 0) {
    console.error(`kakusan: a dollar sign alone in "${sentence}"`);
    return prose(sentence);
  }
  return parts.flatMap((part, index) => (index % 2
    ? inLine(formula(part, common.math, valueOf), CLOSING.exec(parts[index + 1])[0])
    : prose(index ? part.replace(CLOSING, "") : part)));
}

/* A formula in its own box, for it may be longer than the line, together with the signs that close what it ends. */
function inLine(math, closing) {
  if (math.nodeType !== Node.ELEMENT_NODE) return [math, closing];
  const box = make("span", { class: "k-math-line" }, math);
  return [closing ? make("span", { class: "k-held" }, box, closing) : box];
}

/* `sentence` into `element` as it is, with its formulas. */
export function write(element, sentence) {
  if (sentence.includes("$")) element.replaceChildren(...nodesOf(sentence, (text) => [document.createTextNode(text)]));
  else element.textContent = sentence;
}

const wordsAt = (words, path) => orMissing(path.split(".").reduce((table, key) => table?.[key], words), path);

/* The text of every [data-text] and [data-label] in `element`, from `words`. */
export function dress(element, words) {
  for (const one of element.querySelectorAll("[data-text]")) write(one, wordsAt(words, one.dataset.text));
  for (const one of element.querySelectorAll("[data-label]")) one.setAttribute("aria-label", wordsAt(words, one.dataset.label));
  const isNamed = "[aria-label], [data-label]";
  for (const one of element.querySelectorAll(`[role="img"]:not(${isNamed})`)) one.setAttribute("aria-label", words.waiting ?? "…"); // until it shows something
}

/* What the template of `element` leaves open until there are `values`. By its path in `words`: [data-fill], a sentence;
   [data-say], one with its values in <b>; [data-alt], a label for who does not see it. [data-value] has a form of its
   own, as "t = {t}". A path may ask for a value, too, as "now.{phase}". What asks for one that is not among these
   stays as it is. */
export function fillIn(element, words, values) {
  const isAmong = (sentence) => [...sentence.matchAll(/\{(\w+)\}/g)].every(([, name]) => name in values);
  const asking = (kind) => [...element.querySelectorAll(`[data-${kind}]`)].filter((one) => isAmong(one.dataset[kind]));
  const fillEach = (kind, put) => {
    for (const one of asking(kind)) {
      const sentence = wordsAt(words, fill(one.dataset[kind], values));
      if (isAmong(sentence)) put(one, sentence);
    }
  };
  fillEach("fill", (one, sentence) => write(one, fill(sentence, values)));
  fillEach("say", (one, sentence) => say(one, sentence, values));
  fillEach("alt", (one, sentence) => describe(one, sentence, values));
  for (const one of asking("value")) one.textContent = fill(one.dataset.value, values);
}

/* Whether a view's words are in it: its script has begun. */
export const isDressed = (element) => [...element.querySelectorAll("[data-text]")].every((one) => one.hasChildNodes());

/* `sentence` with its {names} filled in, as plain text; if it has formulas, for `write`. */
export const fill = (sentence, values) => sentence.replace(/\{(\w+)\}/g, (_, name) => valueOf(name, values, sentence));

/* The same into `element`, each value in <b>, those within a formula as they are. */
export function say(element, sentence, values) {
  const prose = (text) => text.split(/\{(\w+)\}/).map((part, index) =>
    (index % 2 ? make("b", { text: valueOf(part, values, sentence) }) : document.createTextNode(part)));
  element.replaceChildren(...nodesOf(sentence, prose, (name) => valueOf(name, values, sentence)));
}

/* An element of that `tag` with such a sentence in it. */
export function said(tag, sentence, values) {
  const node = make(tag);
  say(node, sentence, values);
  return node;
}

/* `element`'s label for who does not see it, with its {names} filled in. */
export const describe = (element, sentence, values = {}) => element.setAttribute("aria-label", fill(sentence, values));

/* How a result came to be: live, or recorded `made` seconds after 1970, with the time if that is today;
   `made` may also be a mere day, as in "2026-11-25". `words` is the table `common`. */
export function badge(place, words, made) {
  const isDay = typeof made === "string";
  const date = made && new Date(isDay ? `${made}T12:00` : made * 1000);
  const today = date && !isDay && date.toDateString() === new Date().toDateString();
  const when = date && date.toLocaleString(document.documentElement.lang, today ? { timeStyle: "short" } : { dateStyle: "medium" });
  place.dataset.kind = made ? "recorded" : "live";
  place.textContent = made ? `${words.recorded} ${when}` : words.live;
  place.title = made ? "" : words.live_means;
}

/* Words dragged into a field are the browser's own affair. */
/** @param {any} event */
export const isDraggedText = ({ dataTransfer, target }) =>
  !Array.from(dataTransfer?.types || []).includes("Files") && Boolean(target.closest?.("input, textarea"));

export const isDark = () => document.body.classList.contains("dark");

/* What parts of the page tell each other: `tell("run", detail)` reaches every `hear("run", listener)`. */
export const tell = (name, detail) => window.dispatchEvent(new CustomEvent(`kakusan:${name}`, { detail }));
export const hear = (name, listener) => window.addEventListener(`kakusan:${name}`, ({ detail }) => listener(detail));
