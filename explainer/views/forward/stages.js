/* The strip of seven stages, from the picture to noise; a click goes there. */
import { describe, make, press } from "../parts/dom.js";
import { nearest } from "../parts/numbers.js";
import { paint } from "./mixing.js";

const STAGES = [0, 0.12, 0.24, 0.42, 0.6, 0.78, 1];

/* Returns the function that marks the stage nearest to t. */
export function drawStages(strip, noising, words, go) {
  const stages = STAGES.map((share) => Math.min(Math.round(share * noising.steps), noising.steps - 1));
  const buttons = stages.map((t) => {
    const canvas = make("canvas"), button = make("button", { on: { click: () => go(t) } }, canvas, make("span", { text: t }));
    describe(button, words.stage, { t });
    paint(noising, t, canvas);
    return button;
  });
  strip.replaceChildren(...buttons);
  return (t) => {
    const chosen = nearest(stages, t);
    press(buttons, (_, index) => index === chosen);
  };
}
