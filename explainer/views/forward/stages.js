/* The strip of seven stages, from the picture to noise; a click goes there. */
const STAGES = [0, 0.12, 0.24, 0.42, 0.6, 0.78, 1];

function drawStages(strip, noising, words, go) {
  const buttons = STAGES.map((share) => {
    const t = Math.min(Math.round(share * noising.steps), noising.steps - 1);
    const button = document.createElement("button");
    const canvas = document.createElement("canvas");
    const label = document.createElement("span");
    button.type = "button";
    button.setAttribute("aria-label", kakusan.fill(words.stage, { t }));
    label.textContent = t;
    button.append(canvas, label);
    button.addEventListener("click", () => go(t));
    paint(noising, t, canvas);
    return { button, t };
  });
  strip.replaceChildren(...buttons.map(({ button }) => button));
  return (t) => {
    const distance = (stage) => Math.abs(stage.t - t);
    const nearest = buttons.reduce((best, stage) => (distance(stage) < distance(best) ? stage : best));
    for (const stage of buttons) stage.button.setAttribute("aria-pressed", String(stage === nearest));
  };
}
