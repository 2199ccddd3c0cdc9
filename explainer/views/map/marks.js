// What lies above the animals: the reader's picture and words, lines to their neighbours, the words of the world.
const EDGE = 26;
let inks = {};

function inkOf(variable) {
  return (inks[variable] ??= getComputedStyle(root).getPropertyValue(variable).trim());
}

function lines(pen, from, neighbors, ink) {
  pen.strokeStyle = ink;
  pen.lineWidth = 1.5;
  pen.beginPath();
  for (const { index } of neighbors) {
    pen.moveTo(...from);
    pen.lineTo(...placeOf(index));
  }
  pen.stroke();
}

// where a point is drawn: itself, or the nearest spot at the edge of the field, and then the way it lies
function atEdge([x, y]) {
  const { width, height } = field();
  const spot = [Math.max(EDGE, Math.min(width - EDGE, x)), Math.max(EDGE, Math.min(height - EDGE, y))];
  const beyond = x < 0 || y < 0 || x > width || y > height;
  return { spot: beyond ? spot : [x, y], angle: beyond ? Math.atan2(y - spot[1], x - spot[0]) : null };
}

function arrow(pen, [x, y], angle, away, ink) {
  pen.save();
  pen.translate(x, y);
  pen.rotate(angle);
  pen.beginPath();
  pen.moveTo(away + 13, 0);
  pen.lineTo(away + 1, -8);
  pen.lineTo(away + 1, 8);
  pen.closePath();
  pen.fillStyle = ink;
  pen.fill();
  pen.restore();
}

function drawOwn(pen, r) {
  const { point, neighbors } = map.own.places[space], there = toScreen(point), { spot, angle } = atEdge(there);
  const seal = inkOf("--seal"), side = Math.max(26, Math.min(64, 2.6 * r));
  lines(pen, there, neighbors, seal);
  for (const { index } of neighbors) ring(pen, index, r, 1.2, 2);
  if (angle !== null) arrow(pen, spot, angle, side / 2 + 2, seal);
  pen.fillStyle = seal;
  pen.fillRect(spot[0] - side / 2 - 4, spot[1] - side / 2 - 4, side + 8, side + 8);
  pen.drawImage(own, spot[0] - side / 2, spot[1] - side / 2, side, side);
}

function label(pen, text, [x, y], { ink, back, size = 14, bold = false, under = 0 }) {
  pen.font = `${bold ? 600 : 400} ${size}px ${getComputedStyle(root).fontFamily}`;
  pen.textAlign = "center";
  pen.textBaseline = "middle";
  const wide = pen.measureText(text).width + 12, high = size + 8;
  const left = Math.max(2, Math.min(field().width - wide - 2, x - wide / 2)), top = y + under - high / 2;
  pen.fillStyle = back;
  pen.fillRect(left, top, wide, high);
  pen.strokeStyle = ink;
  pen.lineWidth = bold ? 2 : 1;
  pen.strokeRect(left, top, wide, high);
  pen.fillStyle = ink;
  pen.fillText(text, left + wide / 2, top + high / 2 + 1);
}

function drawWord(pen, r) {
  const { place, text } = heard, there = toScreen(place.point), { spot, angle } = atEdge(there);
  const ink = inkOf("--seal-ink");
  pen.setLineDash([4, 3]);
  lines(pen, there, place.neighbors, ink);
  pen.setLineDash([]);
  for (const { index } of place.neighbors) ring(pen, index, r, 1.2, 2);
  if (angle !== null) arrow(pen, spot, angle, 14, ink);
  label(pen, `“${text}”`, spot, { ink, back: inkOf("--card"), size: 15, bold: true });
}

// the world's own words, each pair of languages tied together
function drawLandmarks(pen) {
  const pairs = new Map();
  for (const one of map.landmarks) pairs.set(one.value, [...(pairs.get(one.value) ?? []), toScreen(one.point)]);
  pen.strokeStyle = inkOf("--ink");
  pen.lineWidth = 1;
  for (const [first, second] of pairs.values()) {
    pen.beginPath();
    pen.moveTo(...first);
    pen.lineTo(...(second ?? first));
    pen.stroke();
  }
  const small = field().width < 500 ? 11 : 13;
  for (const one of map.landmarks) {
    label(pen, one.text, toScreen(one.point), { ink: inkOf(one.language === "en" ? "--indigo" : "--ink"), back: inkOf("--card"), size: small });
  }
}

function ring(pen, index, r, grow = 1.5, width = 3) {
  const [x, y] = placeOf(index);
  const side = ((grow * r * STICKER) / FRAME);
  const [column, row] = [index % map.columns, Math.floor(index / map.columns)];
  pen.drawImage(stickers, column * STICKER, row * STICKER, STICKER, STICKER, x - side / 2, y - side / 2, side, side);
  traceOf(kindOf(index), pen, x, y, 1.15 * grow * r);
  pen.lineWidth = width;
  pen.strokeStyle = inkOf("--seal");
  pen.stroke();
}

function drawMarks(pen, r) {
  if (space === "clip" && withWords && map.landmarks) drawLandmarks(pen);
  drawOwn(pen, r);
  if (space === "clip" && heard?.place) drawWord(pen, r);
  if (current !== null) ring(pen, current, r);
}

const outside = (point) => {
  const [x, y] = toScreen(point), { width, height } = field();
  return x < 0 || y < 0 || x > width || y > height;
};

// said of what the whole map does not reach; of what one has zoomed past, the arrow says enough
function sayOutside() {
  const said = [];
  if (camera.zoom === 1 && outside(map.own.places[space].point)) said.push(kakusan.fill(words.outside, { what: map.facts.name }));
  if (camera.zoom === 1 && space === "clip" && heard?.place && outside(heard.place.point)) said.push(kakusan.fill(words.outside, { what: `“${heard.text}”` }));
  find("outside").hidden = !said.length;
  find("outside").textContent = said.join(" ");
}
