/* A sheet to draw on: 128 × 128 in paper colours, whatever the page's theme; strokes can be taken back. */
const PAPER = "#FAF7F0", SIDE = 128;
const PAD_INKS = { ink: "#22252B", brown: "#7A4828", orange: "#E0862F", gray: "#8A8F98", red: "#D6452B", green: "#5C9E4A", blue: "#3F74B5", paper: PAPER };
const PAD_SIZES = { thin: 3, middle: 7, thick: 15 };
/* A dog from the side, for who has no hand free: [ink, width, x, y, x, y, …] */
const PAD_EXAMPLE = [
  ["brown", 24, 48, 76, 84, 76], ["brown", 7, 42, 80, 42, 108], ["brown", 7, 54, 82, 54, 108], ["brown", 7, 78, 82, 78, 108], ["brown", 7, 90, 80, 90, 108],
  ["brown", 26, 98, 54, 102, 54], ["brown", 12, 110, 60, 117, 60], ["brown", 9, 90, 46, 86, 62], ["brown", 6, 38, 70, 26, 52], ["ink", 5, 104, 51, 104, 51], ["ink", 5, 121, 58, 121, 58],
];

function makePad(place, words, changed) {
  const canvas = place.querySelector(".a-sheet"), brush = canvas.getContext("2d", { willReadFrequently: true });
  const tool = (name) => place.querySelector(`[data-tool="${name}"]`);
  let strokes = [], ink = "brown", size = "middle", drawing = null;

  function draw() {
    brush.fillStyle = PAPER;
    brush.fillRect(0, 0, SIDE, SIDE);
    brush.lineCap = brush.lineJoin = "round";
    for (const stroke of strokes) {
      brush.strokeStyle = PAD_INKS[stroke.ink];
      brush.lineWidth = stroke.width;
      brush.beginPath();
      stroke.points.forEach(([x, y], i) => (i ? brush.lineTo(x, y) : brush.moveTo(x, y)));
      if (stroke.points.length === 1) brush.lineTo(stroke.points[0][0] + 0.01, stroke.points[0][1]);
      brush.stroke();
    }
    tool("undo").disabled = tool("clear").disabled = !strokes.length;
    canvas.setAttribute("aria-label", kakusan.fill(words.pad[strokes.length ? "drawn" : "empty"], { strokes: strokes.length }));
  }
  function pointOf(event) {
    const box = canvas.getBoundingClientRect();
    return [(event.clientX - box.left) * SIDE / box.width, (event.clientY - box.top) * SIDE / box.height];
  }
  function settle() {
    draw();
    changed();
  }

  canvas.addEventListener("pointerdown", (event) => {
    if (event.button) return;
    event.preventDefault();
    canvas.setPointerCapture(event.pointerId);
    drawing = { ink, width: PAD_SIZES[size], points: [pointOf(event)] };
    strokes.push(drawing);
    draw();
  });
  canvas.addEventListener("pointermove", (event) => {
    if (!drawing) return;
    for (const one of kakusan.wayOf(event)) drawing.points.push(pointOf(one));
    draw();
  });
  for (const end of ["pointerup", "pointercancel"]) canvas.addEventListener(end, () => {
    if (drawing) settle();
    drawing = null;
  });

  for (const [name, color] of Object.entries(PAD_INKS)) {
    const button = document.createElement("button");
    button.type = "button";
    button.style.setProperty("--ink-of", color);
    button.title = words.pad.ink[name];
    button.setAttribute("aria-label", words.pad.ink[name]);
    button.setAttribute("aria-pressed", name === ink);
    button.addEventListener("click", () => {
      ink = name;
      for (const other of place.querySelectorAll(".a-inks > button")) other.setAttribute("aria-pressed", other === button);
    });
    place.querySelector(".a-inks").append(button);
  }
  const sayWidth = () => { tool("size").textContent = words.pad.size[size]; };
  tool("size").addEventListener("click", () => {
    const names = Object.keys(PAD_SIZES);
    size = names[(names.indexOf(size) + 1) % names.length];
    sayWidth();
  });
  tool("undo").addEventListener("click", () => { strokes.pop(); settle(); });
  tool("clear").addEventListener("click", () => { strokes = []; settle(); });
  tool("example").addEventListener("click", () => {
    strokes = PAD_EXAMPLE.map(([name, width, ...flat]) => {
      const points = Array.from({ length: flat.length / 2 }, (_, i) => [flat[2 * i], flat[2 * i + 1]]);
      return { ink: name, width, points };
    });
    settle();
  });
  sayWidth();
  draw();

  return {
    get isEmpty() { return !strokes.length; },
    get isDrawing() { return drawing !== null; },
    get png() { return strokes.length ? canvas.toDataURL("image/png") : ""; },
  };
}
