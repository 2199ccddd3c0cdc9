/* The ways out of the story, and the ways back into it from the tabs. */
import { fill, hear, make } from "../parts/dom.js";
import { goTo, visit } from "../parts/link.js";

const WAYS = { play: ["text_to_image"], deeper: ["forward"], share: ["text_to_image", ".k-view-TakeView details"] };

/* Three ways on from the end. */
export function dressWays(place, words) {
  place.replaceChildren(...Object.entries(WAYS).map(([way, [tab, where]]) => make("button", {
    class: "st-way", on: { click: () => (where ? visit(tab, where) : goTo(tab)) },
  }, make("b", { text: words.ways[way] }), make("span", { text: words.ways[`${way}_says`] }))));
}

/* Each figure that a scene shows has, in its tab, a line that leads to that scene. */
export function leadBack(scenes, words, open) {
  const line = ({ name }) => make("p", { class: "k-to-story" },
    make("button", { text: fill(words.to_story, { title: words.scene[name].title }), on: { click: () => open(name) } }));
  const add = (place, scene) => {
    if (place && !place.querySelector(":scope > .k-to-story")) place.append(line(scene));
  };
  const firstOf = (isIts) => scenes.find((scene) => scene.view && isIts(scene));
  document.addEventListener("toggle", ({ target }) => {
    if (!(target instanceof HTMLDetailsElement) || !target.open || !target.id) return;
    const scene = firstOf(({ section }) => section === target.id);
    if (scene) add(target, scene);
  }, true);
  hear("opened", (tab) => {
    const scene = firstOf((one) => one.tab === tab && !one.section);
    if (scene) add(document.querySelector(`#tab-${tab} .k-lede`)?.parentElement, scene);
  });
}
