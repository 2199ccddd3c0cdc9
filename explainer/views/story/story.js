/* One scene at a time: its words on the left, a tab's figure on the right, and what it led to once the reader acted. */
import { fill, finder, hear, tell } from "../parts/dom.js";
import { enterScene } from "../parts/flow.js";
import { goTo, linkOf, openTab, remember, visit } from "../parts/link.js";
import { including, keepProgress, progress } from "../parts/progress.js";
import { explain } from "../parts/term.js";
import { dressWays, leadBack } from "./doors.js";
import { makeLoans } from "./loan.js";
import { prepare } from "./preparing.js";
import { isForStory, makeSteps, paragraphs, wordsAlone } from "./telling.js";

const TAB = "story";
const ACTS = ["input", "click", "pointerup"]; // what counts as having done something to the figure

export default (view) => {
  const { element, props, trigger } = view, { words, scenes, facts } = props;
  const one = finder(element), root = one(".k-story"), slot = one(".st-slot");
  const loans = makeLoans(slot, (name) => trigger(`lend_${name}`));
  const asked = linkOf(TAB).text("scene");
  let scene = sceneOf(asked) ?? sceneOf(progress().scene) ?? scenes[0], isOpen = false, isAlone = asked === "words";

  /* A scene by its name or its number; the nearest for a number beyond. */
  function sceneOf(called) {
    if (/^\d+$/.test(called ?? "")) return scenes[Math.min(Number(called), scenes.length - 1)];
    return scenes.find(({ name }) => name === called);
  }
  const isTold = () => progress().told.includes(scene.name);
  const indexOf = () => scenes.indexOf(scene);
  const say = (sentence) => fill(sentence, facts);

  function showWords() {
    const { title, before, act } = words.scene[scene.name];
    root.dataset.scene = scene.name;
    one(".st-title").textContent = title;
    one(".st-before").replaceChildren(...paragraphs(say(before)));
    one(".st-act > span").textContent = act;
    one(".st-after").replaceChildren();
    one(".st-deeper").textContent = fill(words.deeper, scene);
    one(".st-deeper").hidden = !scene.view;
    one(".st-back").hidden = !indexOf();
    one(".st-where").textContent = fill(words.where, { number: indexOf() + 1, count: scenes.length });
    steps.mark(indexOf());
    explain(one(".st-before").children);
    if (isTold()) reveal();
    else showGo();
  }
  function showGo() {
    const isLast = indexOf() === scenes.length - 1;
    one(".st-go").textContent = isTold() ? words.next : words.go;
    one(".st-go").hidden = isLast && isTold();
    root.dataset.told = isTold() ? "yes" : "no";
  }
  /* What the scene leads to. */
  function reveal() {
    keepProgress({ told: including(progress().told, scene.name) });
    if (!one(".st-after").hasChildNodes()) {
      one(".st-after").replaceChildren(...paragraphs(say(words.scene[scene.name].after)));
      explain(one(".st-after").children);
    }
    showGo();
    tell("met", scene.part);
  }
  function acted({ target }) {
    if (target.closest(".k-term, summary") || isTold()) return;
    reveal();
  }

  async function show(next, { focus = false } = {}) {
    scene = next;
    keepProgress({ scene: scene.name });
    remember(TAB, { scene: scene.name });
    enterScene({ part: scene.part, isLast: !scene.view });
    showWords();
    if (focus) {
      scrollTo(0, 0);
      one(".st-title").focus({ preventScroll: true });
    }
    if (!scene.view) { loans.giveBack(); return; }
    slot.setAttribute("aria-busy", "true");
    one(".st-waiting").textContent = words.waiting;
    const mine = scene, came = await loans.borrow(scene);
    if (mine !== scene) return;
    slot.setAttribute("aria-busy", "false");
    one(".st-waiting").textContent = came ? "" : words.missing;
    if (loans.figure) prepare(scene.name, loans.figure);
  }
  const step = (by) => {
    const next = scenes[indexOf() + by];
    if (next) show(next, { focus: true });
  };
  const go = () => (isTold() ? step(1) : reveal());

  function deeper() {
    const { tab, section } = scene;
    loans.giveBack({ stays: true });
    if (section) visit(tab, `#${section}`);
    else goTo(tab);
  }
  function read(alone) {
    isAlone = alone;
    root.dataset.textAlone = alone ? "yes" : "no";
    one(".st-alone").textContent = alone ? words.with_pictures : words.words_alone;
    one(".st-words").hidden = !alone;
    if (alone) {
      loans.giveBack();
      one(".st-words").replaceChildren(...wordsAlone(scenes, words, facts));
      remember(TAB, { scene: "words" });
    } else show(scene);
  }

  const steps = makeSteps(one(".st-steps"), scenes.map(({ name }) => words.scene[name].title), (index) => {
    if (isAlone) read(false);
    show(scenes[index], { focus: true });
  });
  dressWays(one(".st-ways"), words);
  leadBack(scenes, words, (name) => { scene = sceneOf(name); isAlone = false; goTo(TAB); });
  one(".st-go").addEventListener("click", go);
  one(".st-back").addEventListener("click", () => step(-1));
  one(".st-deeper").addEventListener("click", deeper);
  one(".st-alone").addEventListener("click", () => read(!isAlone));
  for (const act of ACTS) slot.addEventListener(act, acted);
  document.addEventListener("keydown", (event) => {
    const by = isOpen && !isAlone ? isForStory(event) : 0;
    if (!by) return;
    event.preventDefault();
    if (by > 0) go();
    else step(-1);
  });
  hear("opened", (tab) => {
    const was = isOpen;
    isOpen = tab === TAB;
    if (isOpen && !was) read(isAlone);
    if (!isOpen && was) loans.giveBack();
  });
  isOpen = openTab() === TAB;
  if (isOpen) read(isAlone);
};
