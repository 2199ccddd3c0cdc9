/* The reader's guess before the last act: asked once, never scored. */
import { finder, makeChoices } from "../parts/dom.js";

/* In `box`; `answered(choice)` with one of `choices`, {choice: label}, or null for none. */
export function makeGuess(box, choices, answered) {
  const one = finder(box);
  let given = false;
  /* Those who ask for all three acts at once, or come by a link, are shown all. */
  const spare = () => {
    given = true;
    box.hidden = true;
  };
  const give = (choice) => { spare(); answered(choice); };
  makeChoices(one(".dg-choices"), Object.entries(choices).map(([value, label]) => ({ value, label })), give);
  one(".dg-skip").addEventListener("click", () => give(null));
  return {
    spare,
    get isDue() { return !given; },
    ask() {
      box.hidden = false;
      one("button").focus({ preventScroll: true });
    },
  };
}
