/* Draws the map: the stickers lie on a sheet larger than the field (ground), which only moves under the hand. So it
   keeps 60 frames a second for 2,000 animals. */
import { make } from "../parts/dom.js";
import { dense, makeStickers } from "./stickers.js";

const PAD = 140; // how far the ground reaches beyond the field, in pixels

/* `drawMarks(pen, r, stickers)` draws what lies above the animals. */
export function makePainter(canvas, world, camera, points, drawMarks) {
  let stickers = null, ground = null, waiting = 0;

  /* all animals within the ground, the faint ones under the others */
  function layAll(pen, r, pad) {
    const scale = dense(), cut = stickers.cutFor(r), { width, height } = camera.field();
    const near = pad + 2 * r, bright = [];
    const lay = (index, x, y) => stickers.lay(pen, cut, index, (x + pad) * scale, (y + pad) * scale);
    pen.globalAlpha = 0.09;
    for (let index = 0; index < world.count; index++) {
      const [x, y] = points.placeOf(index);
      if (x < -near || y < -near || x > width + near || y > height + near) continue;
      if (world.isDim(index)) lay(index, x, y);
      else bright.push(index, x, y);
    }
    pen.globalAlpha = world.wordsShown ? 0.4 : 1; // what is written over them must be read
    for (let i = 0; i < bright.length; i += 3) lay(bright[i], bright[i + 1], bright[i + 2]);
    pen.globalAlpha = 1;
  }

  function layGround(r) {
    const { width, height } = camera.field(), scale = dense();
    const image = ground?.image ?? make("canvas");
    image.width = Math.round((width + 2 * PAD) * scale); // empties it, too
    image.height = Math.round((height + 2 * PAD) * scale);
    layAll(image.getContext("2d"), r, PAD);
    ground = { image, x: camera.x, y: camera.y, zoom: camera.zoom, space: world.space, width, height };
  }
  /* how far the ground has been moved; null where it no longer serves */
  function groundOffset() {
    const { width, height } = camera.field();
    const serves = ground?.zoom === camera.zoom && ground.space === world.space && ground.width === width && ground.height === height;
    if (!serves) return null;
    const [dx, dy] = [(ground.x - camera.x) * camera.unit(), (camera.y - ground.y) * camera.unit()];
    return Math.abs(dx) <= PAD && Math.abs(dy) <= PAD ? [dx, dy] : null;
  }

  function cleared() {
    const { width, height } = camera.field(), scale = dense();
    if (canvas.width !== Math.round(width * scale)) canvas.width = Math.round(width * scale);
    if (canvas.height !== Math.round(height * scale)) canvas.height = Math.round(height * scale);
    const pen = canvas.getContext("2d");
    pen.setTransform(1, 0, 0, 1, 0, 0);
    pen.clearRect(0, 0, canvas.width, canvas.height);
    return pen;
  }
  function draw() {
    waiting = 0;
    const pen = cleared();
    if (!stickers || !camera.base) return;
    const r = camera.radius(), scale = dense();
    if (!points.hasArrived()) layAll(pen, r, 0);
    else {
      if (!groundOffset()) layGround(r);
      const [dx, dy] = groundOffset();
      pen.drawImage(ground.image, Math.round((dx - PAD) * scale), Math.round((dy - PAD) * scale));
    }
    pen.setTransform(scale, 0, 0, scale, 0, 0);
    drawMarks(pen, r, stickers);
  }
  function redraw() {
    waiting ||= requestAnimationFrame(draw);
  }

  return {
    draw, redraw,
    /* Other animals are dim, or fainter. */
    change() {
      if (ground) ground.space = null;
      redraw();
    },
    /* Other animals, or other colours. */
    frameAnew() {
      stickers = makeStickers(world);
      ground = null;
    },
  };
}
