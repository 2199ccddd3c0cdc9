/* A prompt: its tokens with ids, what the pack does not know, and examples to try. */
import { fill, make } from "./dom.js";

const shorten = (text) => (text.length > 24 ? `${text.slice(0, 24)}…` : text);

function tokenPrint([text, id, known], words) {
  const item = make("li", { text: text.trim() || "␣" }, make("small", { text: id }));
  if (!known) Object.assign(item, { title: words.heard.unknown_token }).dataset.unknown = "";
  return item;
}

/* What the machine heard, in the .i-tokens, .i-heard-title and .i-notes of `element`. */
export function showHeard(element, words, heard) {
  const items = heard.tokens.map((token) => tokenPrint(token, words));
  if (heard.count > items.length) items.push(make("li", { class: "i-more", text: fill(words.heard.more, { count: heard.count - items.length }) }));
  element.querySelector(".i-tokens").replaceChildren(...items);
  element.querySelector(".i-heard-title").textContent = fill(words.heard.title, { count: heard.count });
  const notes = [];
  if (!heard.prompt) notes.push(words.heard.empty);
  if (heard.cut_off) notes.push(fill(words.heard.cut_off, { room: heard.room }));
  if (heard.unknown.length) notes.push(fill(words.heard.unknown, { words: heard.unknown.map(shorten).join(words.heard.and) }));
  element.querySelector(".i-notes").textContent = notes.join(" ");
}

/* Buttons in `place` with the examples of `words`; `choose(example)` when one is pressed. */
export function showExamples(place, words, choose) {
  place.append(...Object.values(words.examples).map((example) => make("button", { text: example, on: { click: () => choose(example) } })));
}

/* The field grows with what is written in it, up to four lines. */
export function fitPrompt(field) {
  field.style.height = "";
  if (field.scrollHeight > field.clientHeight) field.style.height = `${Math.min(field.scrollHeight + 2, 132)}px`;
}
