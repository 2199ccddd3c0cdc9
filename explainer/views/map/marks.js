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

function labelBox(pen, text, [x, y], size, bold = false) {
  pen.font = `${bold ? 600 : 400} ${size}px ${getComputedStyle(root).fontFamily}`;
  const wide = pen.measureText(text).width + 12, high = size + 8;
  return { left: Math.max(2, Math.min(field().width - wide - 2, x - wide / 2)), top: y - high / 2, wide, high };
}

function label(pen, text, { left, top, wide, high }, ink, width) {
  pen.textAlign = "center";
  pen.textBaseline = "middle";
  pen.fillStyle = inkOf("--card");
  pen.fillRect(left, top, wide, high);
  pen.strokeStyle = pen.fillStyle = ink;
  pen.lineWidth = width;
  pen.strokeRect(left, top, wide, high);
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
  const said = kakusan.fill(words.quote, { text });
  label(pen, said, labelBox(pen, said, spot, 15, true), ink, 2);
}

const SHIFTS = [[0, -16], [0, 16], [0, -38], [0, 38], [-62, 0], [62, 0], [-62, -27], [62, -27], [-62, 27], [62, 27], [0, -60], [0, 60], [-110, 0], [110, 0], [0, 0]];
const overlap = (a, b) => a.left < b.left + b.wide + 2 && b.left < a.left + a.wide + 2 && a.top < b.top + b.high + 2 && b.top < a.top + a.high + 2;

// the world's own words, each beside its point, the two languages of a word tied together
function drawLandmarks(pen) {
  const pairs = new Map(), laid = [], size = field().width < 500 ? 11 : 13;
  for (const one of map.landmarks) pairs.set(one.value, [...(pairs.get(one.value) ?? []), toScreen(one.point)]);
  const placed = map.landmarks.map((one) => {
    const there = toScreen(one.point), boxes = SHIFTS.map(([x, y]) => labelBox(pen, one.text, [there[0] + x, there[1] + y], size));
    const box = boxes.find((free) => !laid.some((other) => overlap(free, other))) ?? boxes.at(-1);
    laid.push(box);
    return { one, there, box };
  });
  pen.strokeStyle = pen.fillStyle = inkOf("--ink");
  pen.lineWidth = 1;
  for (const [first, second] of pairs.values()) tie(pen, first, second ?? first);
  for (const { there, box } of placed) {
    tie(pen, there, [box.left + box.wide / 2, box.top + box.high / 2]);
    pen.fillRect(there[0] - 3, there[1] - 3, 6, 6);
  }
  for (const { one, box } of placed) label(pen, one.text, box, inkOf(one.language === "en" ? "--indigo" : "--ink"), 1);
}

function tie(pen, from, to) {
  pen.beginPath();
  pen.moveTo(...from);
  pen.lineTo(...to);
  pen.stroke();
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
  if (wordsShown()) drawLandmarks(pen);
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
  if (camera.zoom === 1 && space === "clip" && heard?.place && outside(heard.place.point)) said.push(kakusan.fill(words.outside, { what: kakusan.fill(words.quote, heard) }));
  find("outside").hidden = !said.length;
  find("outside").textContent = said.join(" ");
}
