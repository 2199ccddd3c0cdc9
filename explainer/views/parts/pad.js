/* A sheet to draw on: 128 × 128 in paper colours, whatever the page's theme; strokes can be taken back. */
import { describe, make, press } from "./dom.js";
import { onDrag, shareAt, wayOf } from "./keys.js";

const PAPER = "#FAF7F0", SIDE = 128;
const INKS = { ink: "#22252B", brown: "#7A4828", orange: "#E0862F", gray: "#8A8F98", red: "#D6452B", green: "#5C9E4A", blue: "#3F74B5", paper: PAPER };
const TOOLS = ["size", "undo", "clear", "example"];
const SIZES = { thin: 3, middle: 7, thick: 15 };
/* A dog from the side, for who has no hand free: [ink, width, x, y, x, y, …] */
const EXAMPLE = [
  ["brown", 24, 48, 76, 84, 76], ["brown", 7, 42, 80, 42, 108], ["brown", 7, 54, 82, 54, 108], ["brown", 7, 78, 82, 78, 108], ["brown", 7, 90, 80, 90, 108],
  ["brown", 26, 98, 54, 102, 54], ["brown", 12, 110, 60, 117, 60], ["brown", 9, 90, 46, 86, 62], ["brown", 6, 38, 70, 26, 52], ["ink", 5, 104, 51, 104, 51], ["ink", 5, 121, 58, 121, 58],
];

/* The sheet, the inks and the tools, into `place`. */
function lay(place, words) {
  const canvas = make("canvas", { class: "pad-sheet", width: SIDE, height: SIDE, role: "img" });
  const caption = make("figcaption", { class: "k-caption" }, make("span", { text: words.caption }));
  const inks = make("div", { class: "pad-inks", role: "group", "aria-label": words.inks });
  const tools = TOOLS.map((name) => make("button", { class: "k-button", text: name === "size" ? "" : words[name], dataset: { tool: name } }));
  place.replaceChildren(make("figure", { class: "k-figure" }, canvas, caption), inks, make("div", { class: "k-buttons pad-tools" }, ...tools));
  return { canvas, inks, tool: (name) => tools[TOOLS.indexOf(name)] };
}

/* In `place`, with the table `words` of the pad; `changed()` after each stroke. */
export function makePad(place, words, changed) {
  const { canvas, inks: well, tool } = lay(place, words), brush = canvas.getContext("2d", { willReadFrequently: true });
  let strokes = [], ink = "brown", size = "middle";

  function draw() {
    brush.fillStyle = PAPER;
    brush.fillRect(0, 0, SIDE, SIDE);
    brush.lineCap = brush.lineJoin = "round";
    for (const stroke of strokes) {
      brush.strokeStyle = INKS[stroke.ink];
      brush.lineWidth = stroke.width;
      brush.beginPath();
      stroke.points.forEach(([x, y], i) => (i ? brush.lineTo(x, y) : brush.moveTo(x, y)));
      if (stroke.points.length === 1) brush.lineTo(stroke.points[0][0] + 0.01, stroke.points[0][1]);
      brush.stroke();
    }
    tool("undo").disabled = tool("clear").disabled = !strokes.length;
    describe(canvas, words[strokes.length ? "drawn" : "empty"], { strokes: strokes.length });
  }
  const pointOf = (event) => shareAt(canvas, event).map((share) => share * SIDE);
  function settle(next = strokes) {
    strokes = next;
    draw();
    changed();
  }

  onDrag(canvas, {
    begin(event) {
      if (event.button) return false;
      event.preventDefault();
      strokes.push({ ink, width: SIZES[size], points: [pointOf(event)] });
      draw();
    },
    move(event) {
      strokes.at(-1)?.points.push(...wayOf(event).map(pointOf));
      draw();
    },
    end: settle,
  });

  const inks = Object.entries(INKS).map(([name, color]) => make("button", {
    style: { "--ink-of": color }, title: words.ink[name], "aria-label": words.ink[name], on: { click: () => dip(name) },
  }));
  function dip(name) {
    ink = name;
    press(inks, (_, i) => Object.keys(INKS)[i] === ink);
  }
  const sayWidth = () => { tool("size").textContent = words.size[size]; };
  tool("size").addEventListener("click", () => {
    const names = Object.keys(SIZES);
    size = names[(names.indexOf(size) + 1) % names.length];
    sayWidth();
  });
  tool("undo").addEventListener("click", () => settle(strokes.slice(0, -1)));
  tool("clear").addEventListener("click", () => settle([]));
  tool("example").addEventListener("click", () => settle(EXAMPLE.map(([name, width, ...flat]) =>
    ({ ink: name, width, points: flat.flatMap((x, i) => (i % 2 ? [] : [[x, flat[i + 1]]])) }))));
  well.append(...inks);
  dip(ink);
  sayWidth();
  draw();

  return {
    get isEmpty() { return !strokes.length; },
    get png() { return strokes.length ? canvas.toDataURL("image/png") : ""; },
  };
}
