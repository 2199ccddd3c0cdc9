/* The frame's small parts: paragraphs, the row of scenes, the whole story as text, and the keys that turn its pages. */
import { fill, make, press } from "../parts/dom.js";

export const paragraphs = (text) => text.split("\n").map((line) => make("p", { text: line }));

/* A button for each title in `place`; `pick(index)` when one is pressed. `mark(index)` says where the reader is. */
export function makeSteps(place, titles, pick) {
  const buttons = titles.map((title, index) => make("button", {
    class: "st-step", title, "aria-label": `${index + 1} ${title}`, on: { click: () => pick(index) },
  }));
  place.replaceChildren(...buttons.map((button) => make("li", {}, button)));
  return {
    mark(at) {
      press(buttons, (_, index) => index === at);
      buttons.forEach((button, index) => button.classList.toggle("m-past", index < at));
    },
  };
}

/* All scenes, one after the other. */
export function wordsAlone(scenes, words, facts) {
  return scenes.map(({ name }, index) => {
    const { title, before, act, after } = words.scene[name];
    return make("section", {},
      make("h2", { text: `${index + 1}　${title}` }),
      ...paragraphs(fill(before, facts)),
      make("p", { class: "st-act" }, make("b", { text: words.act }), " ", act),
      ...paragraphs(fill(after, facts)));
  });
}

const KEYS = { ArrowRight: 1, PageDown: 1, ArrowLeft: -1, PageUp: -1 };
const TAKES_KEYS = "input, textarea, select, summary, dialog, [role=application], [role=tab], [role=list], [contenteditable]";

/* 1 or −1 if a key turns the story's page, else 0: nothing that wants the key has it, and there is nothing to scroll. */
export function isForStory(event) {
  const by = KEYS[event.key];
  if (!by || event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return 0;
  if (event.target.closest?.(TAKES_KEYS)) return 0;
  const { scrollHeight, clientHeight } = document.documentElement;
  return event.key.startsWith("Page") && scrollHeight > clientHeight + 40 ? 0 : by;
}
