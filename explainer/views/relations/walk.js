/* The map of the animals, small, with a point that walks on it and leaves a trail. Uses map/shapes.js. */
const COATS = { white: "#FBF8F1", black: "#35343C", gray: "#949AA6", brown: "#855334", golden: "#E9B84F", orange: "#D9652F" };
const PLACES = { meadow: "#7DBB63", beach: "#E3BC74", snow: "#C9DBF0", night: "#1D2A56", room: "#E59A78" };
const SORTED = { kind: null, coat: COATS, place: PLACES };
const DOT = 4.2, TRAIL = 90;
let by = "kind", trail = [];

function inkFor(name) {
  return getComputedStyle(element).getPropertyValue(name).trim();
}

/* From the map's units to pixels, the same along both axes, with all in view. */
function placing(points, width, height) {
  const [xs, ys] = [0, 1].map((axis) => points.map((point) => point[axis]));
  const middle = (values) => (Math.max(...values) + Math.min(...values)) / 2;
  const span = (values) => Math.max(...values) - Math.min(...values) || 1;
  const unit = Math.min((width - 28) / span(xs), (height - 28) / span(ys)), [x, y] = [middle(xs), middle(ys)];
  return (point) => [width / 2 + (point[0] - x) * unit, height / 2 - (point[1] - y) * unit];
}

function dot(pen, map, i, [x, y], breeds) {
  const which = breeds.indexOf(map.breed[i]), kind = map.kind[i], colors = SORTED[by];
  traceOf(kind, pen, x, y, which < 0 || colors ? DOT : DOT + 1.2);
  pen.globalAlpha = colors || which >= 0 ? 1 : 0.3;
  pen.lineWidth = which === 0 && !colors ? 2.6 : 1;
  pen.strokeStyle = colors ? inkFor("--muted") : colorOf(kind);
  if (colors || which === 1) {
    pen.fillStyle = colors ? colors[map[by][i]] : colorOf(kind);
    pen.fill();
  }
  pen.stroke();
  pen.globalAlpha = 1;
}

function lineThrough(pen, points, width, alpha) {
  pen.lineWidth = width;
  pen.lineJoin = pen.lineCap = "round";
  pen.strokeStyle = inkFor("--seal");
  pen.globalAlpha = alpha;
  pen.beginPath();
  for (const point of points) pen.lineTo(...point);
  pen.stroke();
  pen.globalAlpha = 1;
}

function drawWalk(canvas, set, reading, index) {
  const { clientWidth: width, clientHeight: height } = canvas, dense = window.devicePixelRatio || 1;
  if (!width) return;
  canvas.width = Math.round(width * dense);
  canvas.height = Math.round(height * dense);
  const pen = canvas.getContext("2d"), { map, points } = reading, place = placing([...map.points, ...points], width, height);
  pen.scale(dense, dense);
  const order = map.points.map((_, i) => i).sort((i, j) => BREEDS[set.state.way].includes(map.breed[i]) - BREEDS[set.state.way].includes(map.breed[j]));
  for (const i of order) dot(pen, map, i, place(map.points[i]), BREEDS[set.state.way]);
  lineThrough(pen, points.map(place), 2, 0.35);
  const way = trail.map(place);
  for (let i = 1; i < way.length; i++) lineThrough(pen, way.slice(i - 1, i + 1), 3.5, i / way.length);
  const [x, y] = place(points[index]);
  pen.beginPath();
  pen.arc(x, y, 8, 0, 2 * Math.PI);
  pen.fillStyle = inkFor("--seal");
  pen.fill();
  pen.lineWidth = 3;
  pen.strokeStyle = inkFor("--card");
  pen.stroke();
  const spot = ([a, b]) => [figured(a), figured(b)], [now, began] = [spot(points[index]), spot(points[set.at])];
  canvas.setAttribute("aria-label", kakusan.fill(words.map.alternative, { count: map.points.length, x: now[0], y: now[1], x0: began[0], y0: began[1] }));
}

function walkTo(point) {
  const last = trail.at(-1);
  if (last && last[0] === point[0] && last[1] === point[1]) return;
  trail = [...trail, point].slice(-TRAIL);
}

function chip(name, color, kind) {
  const entry = made("span", "z-chip"), swatch = kind ? legendIcon(kind) : made("i", "");
  if (!kind) swatch.style.background = color;
  entry.append(swatch, name);
  return entry;
}

/* What the dots mean, and in what near ones are alike. */
function explainMap(set, { map }) {
  const colors = SORTED[by], [first, last] = breedsOf(set), count = map.points.length;
  const chips = colors
    ? Object.keys(colors).map((value) => chip(LOOKS[by][value], colors[value]))
    : Object.keys(words.kinds).map((kind) => chip(words.kinds[kind], "", kind));
  const sentence = made("span", "", kakusan.fill(colors ? words.map.legend_other : words.map.legend, { count, first, last }));
  one(".z-legend").replaceChildren(...chips, sentence);
  const orders = Object.entries(map.orders).flatMap(([name, [share, chance]]) => [[name, share], [`${name}_chance`, chance]]);
  kakusan.say(one(".z-order"), words.map.order, Object.fromEntries(orders));
  for (const button of element.querySelectorAll("[data-by]")) button.setAttribute("aria-pressed", button.dataset.by === by);
}
