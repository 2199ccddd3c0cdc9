/* Stamping and taking off, pixel for pixel as core/squares.py does it. A sheet is one uint32 a pixel. */
import { clamp } from "../parts/numbers.js";

const KEY_EVERY = 200; // stamps: of every so many a whole picture is kept
const BLOCK = 8; // pixels: a block in which all is settled is not looked at again

/* The game of the file of views/squares' value. */
export function gameOf({ most, side }, { buffer }) {
  const area = side * side;
  let at = 0;
  const take = (Kind, length) => { const part = new Kind(buffer, at, length); at += part.byteLength; return part; };
  const game = {
    most, side, luck: take(Uint16Array, most),
    x: take(Uint8Array, most), y: take(Uint8Array, most), size: take(Uint8Array, most),
    wrongX: take(Uint8Array, most), wrongY: take(Uint8Array, most),
    inks: packed(take(Uint8Array, 3 * most)), picture: packed(take(Uint8Array, 3 * area)),
    undone: { sheet: new Uint32Array(area), settled: new Uint8Array(area), open: new Uint16Array((side / BLOCK) ** 2) },
    scratch: new Uint32Array(area),
  };
  game.offset = new Uint32Array(most + 1);
  for (let i = 0; i < most; i++) game.offset[i + 1] = game.offset[i] + game.size[i] ** 2;
  game.beneath = new Uint32Array(game.offset[most]);
  game.keys = Array.from({ length: Math.floor(most / KEY_EVERY) + 1 }, () => new Uint32Array(area));
  game.keys[0].set(game.picture);
  game.placesAtFirst = [game.x.slice(), game.y.slice()];
  lay(game, 0);
  return game;
}

/* Every row back to where the list had it when it came. */
export function startAgain(game) {
  game.x.set(game.placesAtFirst[0]);
  game.y.set(game.placesAtFirst[1]);
  lay(game, 0);
}

function packed(colors) {
  const pixels = new Uint32Array(colors.length / 3);
  const rgba = new Uint8Array(pixels.buffer);
  for (let i = 0; i < pixels.length; i++) rgba.set([colors[3 * i], colors[3 * i + 1], colors[3 * i + 2], 255], 4 * i);
  return pixels;
}

function stampRow(game, i, sheet) {
  const { side } = game, size = game.size[i], ink = game.inks[i];
  let start = game.y[i] * side + game.x[i];
  for (let row = 0; row < size; row++, start += side) sheet.fill(ink, start, start + size);
}

/* Stamp all rows from `from` on, and keep what each covers and the pictures in between. */
function lay(game, from) {
  const { side, most, beneath, offset } = game;
  const sheet = frame(game, from, game.scratch);
  for (let i = from; i <= most; i++) {
    if (i % KEY_EVERY === 0) game.keys[i / KEY_EVERY].set(sheet);
    if (i === most) return;
    let kept = offset[i], start = game.y[i] * side + game.x[i];
    const size = game.size[i];
    for (let row = 0; row < size; row++, start += side, kept += size) {
      for (let column = 0; column < size; column++) beneath[kept + column] = sheet[start + column];
    }
    stampRow(game, i, sheet);
  }
}

/* The picture with the first `count` stamps, into `sheet`. */
export function frame(game, count, sheet) {
  const key = Math.floor(count / KEY_EVERY);
  sheet.set(game.keys[key]);
  for (let i = key * KEY_EVERY; i < count; i++) stampRow(game, i, sheet);
  return sheet;
}

/* Put row i (counted from 0) so that its square is centred at a pixel, or as near as it fits. */
export function putRow(game, i, centreX, centreY) {
  const size = game.size[i], room = game.side - size;
  game.x[i] = clamp(Math.round(centreX - size / 2), 0, room);
  game.y[i] = clamp(Math.round(centreY - size / 2), 0, room);
  lay(game, i);
}

/* The first `count` stamps, taken off by the list from the last down to number `left` + 1, with the share
   `parts` (in ten-thousandths) of its rows misread, into `sheet`. */
export function takenOff(game, count, left, parts, sheet) {
  const { undone } = game;
  frame(game, count, sheet);
  startOver(undone);
  settle(game, left, count, parts);
  for (let p = 0; p < sheet.length; p++) if (undone.settled[p]) sheet[p] = undone.sheet[p];
  return sheet;
}

/* What stays wrong after n stamps, for each n of `counts` (rising): mean of |a - b|, 0..255. */
export function growing(game, counts, parts) {
  const { undone, picture, scratch } = game;
  startOver(undone);
  return counts.map((count, i) => {
    settle(game, i ? counts[i - 1] : 0, count, parts);
    frame(game, count, scratch);
    for (let p = 0; p < scratch.length; p++) if (undone.settled[p]) scratch[p] = undone.sheet[p];
    return errorOf(picture, scratch).mean;
  });
}

function startOver({ settled, open }) {
  settled.fill(0);
  open.fill(BLOCK * BLOCK);
}

/* Who goes from the last row to the first puts the first one back last: it decides its pixels. So the rows
   are walked from the first on here, and each writes only where none has written yet. */
function settle(game, from, to, parts) {
  const { side, beneath, offset, undone: { sheet, settled, open } } = game;
  for (let i = from; i < to; i++) {
    const misread = game.luck[i] < parts, size = game.size[i];
    const left = misread ? game.wrongX[i] : game.x[i], top = misread ? game.wrongY[i] : game.y[i];
    if (isSettled(open, side / BLOCK, left, top, size)) continue;
    for (let row = 0, kept = offset[i]; row < size; row++) {
      for (let column = 0; column < size; column++, kept++) {
        const p = (top + row) * side + left + column;
        if (settled[p]) continue;
        settled[p] = 1;
        sheet[p] = beneath[kept];
        open[((top + row) >> 3) * (side / BLOCK) + ((left + column) >> 3)]--;
      }
    }
  }
}

function isSettled(open, blocks, left, top, size) {
  for (let down = top >> 3; down <= (top + size - 1) >> 3; down++) {
    for (let across = left >> 3; across <= (left + size - 1) >> 3; across++) if (open[down * blocks + across]) return false;
  }
  return true;
}

/* How far b is from a; psnr is null where they are equal. */
export function errorOf(a, b) {
  let differing = 0, sum = 0, squares = 0;
  for (let p = 0; p < a.length; p++) {
    if (a[p] === b[p]) continue;
    for (let shift = 0; shift < 24; shift += 8) {
      const apart = Math.abs(((a[p] >>> shift) & 255) - ((b[p] >>> shift) & 255));
      if (apart) differing++;
      sum += apart;
      squares += apart * apart;
    }
  }
  const values = 3 * a.length;
  return { differing, values, mean: sum / values, psnr: squares ? 10 * Math.log10(255 ** 2 * values / squares) : null };
}

export function misreadAmong(game, count, parts) {
  let misread = 0;
  for (let i = 0; i < count; i++) if (game.luck[i] < parts) misread++;
  return misread;
}

/* CRC-32 of the colours, as zlib has it. */
export function digestOf(sheet) {
  let crc = -1;
  for (let p = 0; p < sheet.length; p++) {
    for (let shift = 0; shift < 24; shift += 8) {
      crc ^= (sheet[p] >>> shift) & 255;
      for (let bit = 0; bit < 8; bit++) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0);
    }
  }
  return ~crc >>> 0;
}
