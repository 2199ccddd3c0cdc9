/* The three experiments, and the lanes that each of them opens with: [first guidance, second, avoids]. */
const MODES = {
  strengths: [[1, 1, false], [2, 2, false], [4, 4, false], [7.5, 7.5, false]],
  turn: [[7.5, 7.5, false], [7.5, 1, false], [1, 7.5, false], [1, 1, false]],
  avoid: [[4, 4, false], [4, 4, true], [7.5, 7.5, false], [7.5, 7.5, true]],
};
const LOW = 1, HIGH = 20;
const bounded = (number) => Math.min(Math.max(Math.round(number * 10) / 10, LOW), HIGH);
const isLike = (lanes, others) => JSON.stringify(lanes) === JSON.stringify(others);

/* Lanes in the address: 7.5~1!_4 is one from 7.5 to 1 that avoids, and one of 4. */
function lanesToLink(lanes) {
  return lanes.map(([first, then, avoids]) => `${first}${then === first ? "" : `~${then}`}${avoids ? "!" : ""}`).join("_");
}
function lanesOfLink(text) {
  const lanes = text.split("_").map((part) => {
    const [first, then = first] = part.replace("!", "").split("~").map(Number);
    return [bounded(first), bounded(then), part.endsWith("!")];
  });
  return lanes.filter(([first, then]) => first === first && then === then).slice(0, MOST);
}

/* What a lane is called: 7.5, 7.5 → 1, 4 without “…”. */
function laneName([first, then, avoids], mode, words) {
  const strength = mode === "turn" && first !== then ? kakusan.fill(words.name.turning, { first, then }) : String(first);
  return mode === "avoid" && avoids ? kakusan.fill(words.name.avoiding, { first: strength }) : strength;
}

/* What stands in a lane's head; `changed(lane)` when its numbers are others. */
function strengthControl(lane, which, mode, words, changed) {
  const label = made("label", "g-strength");
  const field = (place) => {
    const input = made("input");
    Object.assign(input, { type: "number", min: LOW, max: HIGH, step: 0.5, value: lane[place] });
    input.setAttribute("aria-label", kakusan.fill(words.choose, { lane: which + 1 }));
    input.addEventListener("change", () => {
      const number = input.value === "" ? lane[place] : bounded(input.valueAsNumber);
      const next = mode === "turn" ? lane.map((old, i) => (i === place ? number : old)) : [number, number, lane[2]];
      changed(next);
    });
    return input;
  };
  label.append(made("span", "", "g ="), field(0), ...(mode === "turn" ? [made("span", "", "→"), field(1)] : []));
  return mode === "avoid" ? [label, avoidSwitch(lane, words, changed)] : [label];
}

function avoidSwitch(lane, words, changed) {
  const label = made("label", "g-avoids"), box = made("input");
  box.type = "checkbox";
  box.checked = lane[2];
  box.addEventListener("change", () => changed([lane[0], lane[1], box.checked]));
  label.append(box, made("span", "", words.avoid.here));
  return label;
}
