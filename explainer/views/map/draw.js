// Draws the map: stickers (framed thumbnails, made once), the reader's picture, the lines to its neighbours.
const STICKER = 96;
const FRAME = STICKER * 0.31; // a frame's radius, so that ears and corners fit in
let stickers = null;
let waiting = 0;

function radius(zoom) {
  return Math.max(9, Math.min(16, field().width / 62)) * zoom ** 0.42;
}

function cutSticker(pen, image, kind, index, left, top) {
  const cell = map.cell;
  const middle = [left + STICKER / 2, top + STICKER / 2];
  pen.save();
  traceOf(kind, pen, ...middle, FRAME);
  pen.clip();
  const [column, row] = [index % map.columns, Math.floor(index / map.columns)];
  pen.drawImage(image, column * cell, row * cell, cell, cell, middle[0] - 1.3 * FRAME, middle[1] - 1.42 * FRAME, 2.6 * FRAME, 2.6 * FRAME);
  pen.restore();
  traceOf(kind, pen, ...middle, FRAME);
  pen.lineWidth = FRAME * 0.17;
  pen.lineJoin = "round";
  pen.strokeStyle = colorOf(kind);
  pen.stroke();
}

// at map.columns to a row, as in the sheet that they are cut from
function cutStickers(image) {
  const sheet = document.createElement("canvas");
  sheet.width = map.columns * STICKER;
  sheet.height = Math.ceil(map.kinds.length / map.columns) * STICKER;
  const pen = sheet.getContext("2d");
  map.kinds.forEach((kind, i) => cutSticker(pen, image, kind, i, (i % map.columns) * STICKER, Math.floor(i / map.columns) * STICKER));
  return sheet;
}

function drawSticker(pen, index, x, y, r) {
  const side = (r * STICKER) / FRAME;
  const [column, row] = [index % map.columns, Math.floor(index / map.columns)];
  pen.drawImage(stickers, column * STICKER, row * STICKER, STICKER, STICKER, x - side / 2, y - side / 2, side, side);
}

function drawOwn(pen, r) {
  const [x, y] = placeOf("you");
  pen.strokeStyle = pen.fillStyle = inkOf("--seal");
  pen.lineWidth = 1.5;
  for (const { index } of map.neighbors) {
    pen.beginPath();
    pen.moveTo(x, y);
    pen.lineTo(...placeOf(index));
    pen.stroke();
  }
  const side = 2.6 * r;
  pen.fillRect(x - side / 2 - 4, y - side / 2 - 4, side + 8, side + 8);
  pen.drawImage(own, x - side / 2, y - side / 2, side, side);
}

function ring(pen, index, r) {
  const [x, y] = placeOf(index);
  drawSticker(pen, index, x, y, 1.5 * r);
  traceOf(map.kinds[index], pen, x, y, 1.72 * r);
  pen.lineWidth = 3;
  pen.strokeStyle = inkOf("--seal");
  pen.stroke();
}

function inkOf(variable) {
  return getComputedStyle(root).getPropertyValue(variable).trim();
}

function draw() {
  waiting = 0;
  const { width, height } = field();
  const dense = window.devicePixelRatio || 1;
  if (canvas.width !== Math.round(width * dense)) canvas.width = Math.round(width * dense);
  if (canvas.height !== Math.round(height * dense)) canvas.height = Math.round(height * dense);
  const pen = canvas.getContext("2d");
  pen.setTransform(dense, 0, 0, dense, 0, 0);
  pen.clearRect(0, 0, width, height);
  if (!stickers || !base) return;
  const r = radius(camera.zoom);
  map.kinds.forEach((kind, index) => {
    pen.globalAlpha = hidden.has(kind) ? 0.08 : 1;
    drawSticker(pen, index, ...placeOf(index), r);
  });
  pen.globalAlpha = 1;
  drawOwn(pen, r);
  if (current !== null) ring(pen, current, r);
}

function redraw() {
  waiting ||= requestAnimationFrame(draw);
}
