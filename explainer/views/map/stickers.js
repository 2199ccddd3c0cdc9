/* The animals' pictures: framed once each as stickers, which are cut to the size that they are shown at. */
import { make } from "../parts/dom.js";
import { stamp } from "../parts/pens.js";
import { framed } from "../parts/shapes.js";

const STICKER = 64;
const FRAME = STICKER * 0.31; // a frame's radius, so that ears and corners fit in
const LARGEST_SMALL = 56; // larger ones are few in sight, and are cut from the stickers as they are

/* How many of the screen's own pixels there are to one of the page. */
export const dense = () => window.devicePixelRatio || 1;

const cornerOf = (index, columns, side) => [(index % columns) * side, Math.floor(index / columns) * side];
/* How wide a sticker is whose frame has radius r. */
export const widthOf = (r) => (r * STICKER) / FRAME;

/* One animal's picture over the whole of `canvas`. */
export function cutInto(canvas, { map: { cell, columns }, sheet }, index, side) {
  canvas.width = canvas.height = side;
  const pen = canvas.getContext("2d");
  pen.imageSmoothingQuality = "high";
  stamp(pen, { image: sheet, columns, size: cell }, index, 0, 0, side);
}

export function makeStickers(world) {
  const { columns, cell } = world.map, sheet = { image: world.sheet, columns, size: cell };
  const all = make("canvas", { width: columns * STICKER, height: Math.ceil(world.count / columns) * STICKER });
  let small = null;

  function frame(pen, index) {
    const [x, y] = cornerOf(index, columns, STICKER).map((corner) => corner + STICKER / 2);
    framed(world.kindOf(index), pen, x, y, FRAME, FRAME * 0.19, () =>
      stamp(pen, sheet, index, x - 1.3 * FRAME, y - 1.42 * FRAME, 2.6 * FRAME));
  }
  const pen = all.getContext("2d");
  for (let index = 0; index < world.count; index++) frame(pen, index);

  return {
    /* All for radius r, in the screen's own pixels: laid without any scaling afterwards. */
    cutFor(r) {
      const side = Math.round(widthOf(r) * dense());
      if (side > LARGEST_SMALL) return { image: all, from: STICKER, side };
      if (small?.side === side) return small;
      const image = make("canvas", { width: columns * side, height: (all.height / STICKER) * side });
      const smaller = image.getContext("2d");
      smaller.imageSmoothingQuality = "high";
      smaller.drawImage(all, 0, 0, image.width, image.height);
      small = { image, from: side, side };
      return small;
    },
    /* One of `cut`, with its middle at x, y; on whole pixels. */
    lay(onto, { image, from, side }, index, x, y) {
      stamp(onto, { image, columns, size: from }, index, Math.round(x - side / 2), Math.round(y - side / 2), side);
    },
    /* One as it is, `side` wide. */
    layLarge(onto, index, x, y, side) {
      stamp(onto, { image: all, columns, size: STICKER }, index, x - side / 2, y - side / 2, side);
    },
  };
}
