/* The mosaic as lessons/forward/mosaic.py lays it: each cell its mean colour, halves rounded up. */
import { onDrag, shareAt } from "../parts/keys.js";
import { clamp } from "../parts/numbers.js";

/* The nearest region that lies on the picture and is not too small. */
export function sensible({ left, top, width, height }, { size, smallest }) {
  const wide = clamp(Math.round(width), smallest, size), high = clamp(Math.round(height), smallest, size);
  return { left: clamp(Math.round(left), 0, size - wide), top: clamp(Math.round(top), 0, size - high), width: wide, height: high };
}

/* `picture` is {pixels, size, image}: interleaved bytes, and room for what is painted. */
export function lay(picture, region, cell, canvas) {
  show(picture);
  for (let top = 0; top < region.height; top += cell) {
    for (let left = 0; left < region.width; left += cell) {
      const wide = Math.min(cell, region.width - left), high = Math.min(cell, region.height - top);
      fillCell(picture, region.left + left, region.top + top, wide, high);
    }
  }
  canvas.getContext("2d").putImageData(picture.image, 0, 0);
}

function show({ pixels, image: { data } }) {
  for (let from = 0, to = 0; from < pixels.length; from += 3, to += 4) {
    data[to] = pixels[from];
    data[to + 1] = pixels[from + 1];
    data[to + 2] = pixels[from + 2];
    data[to + 3] = 255;
  }
}

function fillCell({ pixels, size, image: { data } }, left, top, wide, high) {
  for (let channel = 0; channel < 3; channel++) {
    let sum = 0;
    for (let y = top; y < top + high; y++) for (let x = left; x < left + wide; x++) sum += pixels[3 * (y * size + x) + channel];
    const mean = Math.floor((2 * sum + wide * high) / (2 * wide * high));
    for (let y = top; y < top + high; y++) for (let x = left; x < left + wide; x++) data[4 * (y * size + x) + channel] = mean;
  }
}

/* Call `move(region)` while a rectangle is dragged on the canvas, and `release()` at the end; not while `sizeOf()`,
   the picture's side in pixels, is none. */
export function dragRegion(canvas, sizeOf, move, release) {
  let anchor = [0, 0];
  const at = (event) => shareAt(canvas, event).map((share) => clamp(share, 0, 1) * sizeOf());
  const between = (one, other) => {
    const [left, top] = one.map((from, axis) => Math.min(from, other[axis]));
    const [width, height] = one.map((from, axis) => Math.abs(from - other[axis]));
    return { left, top, width, height };
  };
  onDrag(canvas, {
    begin(event) {
      if (!sizeOf()) return false;
      anchor = at(event);
      move(between(anchor, anchor));
    },
    move: (event) => move(between(anchor, at(event))),
    end: release,
  });
}
