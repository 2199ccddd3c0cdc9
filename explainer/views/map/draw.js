// Draws the map. The animals are framed once (stickers), cut to the size they are shown at (small), and laid
// on a sheet larger than the field (ground), which only moves under the hand: 60 frames a second for 2,000.
const STICKER = 64;
const FRAME = STICKER * 0.31; // a frame's radius, so that ears and corners fit in
const PAD = 140; // how far the ground reaches beyond the field, in pixels
const LARGEST_SMALL = 56; // larger ones are few in sight, and are cut from the stickers as they are
let stickers = null;
let small = null;
let ground = null;
let waiting = 0;

const dense = () => window.devicePixelRatio || 1;

// a crowd stands closer than a few do
function radius(zoom) {
  const { width, height } = field();
  const room = Math.sqrt((width * height) / (animals ? count() : 300));
  return Math.max(6.5, Math.min(16, room * 0.5)) * zoom ** 0.42;
}

function cutSticker(pen, image, index, left, top) {
  const { cell, columns } = map, kind = kindOf(index);
  const middle = [left + STICKER / 2, top + STICKER / 2];
  pen.save();
  traceOf(kind, pen, ...middle, FRAME);
  pen.clip();
  const [column, row] = [index % columns, Math.floor(index / columns)];
  pen.drawImage(image, column * cell, row * cell, cell, cell, middle[0] - 1.3 * FRAME, middle[1] - 1.42 * FRAME, 2.6 * FRAME, 2.6 * FRAME);
  pen.restore();
  traceOf(kind, pen, ...middle, FRAME);
  pen.lineWidth = FRAME * 0.19;
  pen.lineJoin = "round";
  pen.strokeStyle = colorOf(kind);
  pen.stroke();
}

// at map.columns to a row, as in the sheet that they are cut from
function cutStickers(image) {
  const all = made("canvas");
  all.width = map.columns * STICKER;
  all.height = Math.ceil(count() / map.columns) * STICKER;
  const pen = all.getContext("2d");
  for (let i = 0; i < count(); i++) cutSticker(pen, image, i, (i % map.columns) * STICKER, Math.floor(i / map.columns) * STICKER);
  small = ground = null;
  return all;
}

// the stickers for radius r, in the screen's own pixels: drawn without any scaling afterwards
function cutSmall(r) {
  const side = Math.round(((r * STICKER) / FRAME) * dense());
  if (side > LARGEST_SMALL) return { image: stickers, from: STICKER, side };
  if (small?.side === side) return small;
  const image = made("canvas");
  image.width = map.columns * side;
  image.height = (stickers.height / STICKER) * side;
  const pen = image.getContext("2d");
  pen.imageSmoothingQuality = "high";
  pen.drawImage(stickers, 0, 0, image.width, image.height);
  small = { image, from: side, side };
  return small;
}

function lay(pen, { image, from, side }, index, x, y) {
  const [column, row] = [index % map.columns, Math.floor(index / map.columns)];
  pen.drawImage(image, column * from, row * from, from, from, Math.round(x - side / 2), Math.round(y - side / 2), side, side);
}

// all animals within the ground, the faint ones under the others
function layAll(pen, r, pad) {
  const scale = dense(), cut = cutSmall(r), { width, height } = field();
  const near = pad + 2 * r, bright = [];
  pen.globalAlpha = 0.09;
  for (let index = 0; index < count(); index++) {
    const [x, y] = placeOf(index);
    if (x < -near || y < -near || x > width + near || y > height + near) continue;
    if (isDim(index)) lay(pen, cut, index, (x + pad) * scale, (y + pad) * scale);
    else bright.push(index, x, y);
  }
  pen.globalAlpha = wordsShown() ? 0.4 : 1; // what is written over them must be read
  for (let i = 0; i < bright.length; i += 3) lay(pen, cut, bright[i], (bright[i + 1] + pad) * scale, (bright[i + 2] + pad) * scale);
  pen.globalAlpha = 1;
}

function layGround(r) {
  const { width, height } = field(), scale = dense();
  const image = ground?.image ?? made("canvas");
  image.width = Math.round((width + 2 * PAD) * scale); // empties it, too
  image.height = Math.round((height + 2 * PAD) * scale);
  layAll(image.getContext("2d"), r, PAD);
  ground = { image, x: camera.x, y: camera.y, zoom: camera.zoom, space, width, height };
}

const stale = () => { ground = ground && { ...ground, space: null }; };

function groundOffset() {
  const { width, height } = field();
  if (!ground || ground.zoom !== camera.zoom || ground.space !== space || ground.width !== width || ground.height !== height) return null;
  const [dx, dy] = [(ground.x - camera.x) * unit(), (camera.y - ground.y) * unit()];
  return Math.abs(dx) <= PAD && Math.abs(dy) <= PAD ? [dx, dy] : null;
}

function fit() {
  const { width, height } = field(), scale = dense();
  if (canvas.width !== Math.round(width * scale)) canvas.width = Math.round(width * scale);
  if (canvas.height !== Math.round(height * scale)) canvas.height = Math.round(height * scale);
  const pen = canvas.getContext("2d");
  pen.setTransform(1, 0, 0, 1, 0, 0);
  pen.clearRect(0, 0, canvas.width, canvas.height);
  return pen;
}

function draw() {
  waiting = 0;
  const pen = fit();
  if (!stickers || !base) return;
  const r = radius(camera.zoom), scale = dense();
  if (journey < 1) layAll(pen, r, 0);
  else {
    if (!groundOffset()) layGround(r);
    const [dx, dy] = groundOffset();
    pen.drawImage(ground.image, Math.round((dx - PAD) * scale), Math.round((dy - PAD) * scale));
  }
  pen.setTransform(scale, 0, 0, scale, 0, 0);
  drawMarks(pen, r);
}

function redraw() {
  waiting ||= requestAnimationFrame(draw);
}
