/* Sheets (one uint32 a pixel, see stamps.js) as prints. */
const SEAL = { red: 0xd6, green: 0x45, blue: 0x2b };

export function paint({ side }, sheet, canvas) {
  canvas.getContext("2d").putImageData(new ImageData(new Uint8ClampedArray(sheet.buffer), side, side), 0, 0);
}

/* The picture in faint grey, and in seal red what is wrong in it, the deeper the farther off. */
export function markWrong(picture, back, marked) {
  for (let p = 0; p < picture.length; p++) {
    const a = picture[p], b = back[p];
    const red = a & 255, green = (a >>> 8) & 255, blue = (a >>> 16) & 255;
    const grey = 168 + (red + green + blue) / 9;
    const apart = Math.abs(red - (b & 255)) + Math.abs(green - ((b >>> 8) & 255)) + Math.abs(blue - ((b >>> 16) & 255));
    const deep = apart ? Math.min(0.35 + apart / 384, 1) : 0;
    marked[p] = opaque(grey + deep * (SEAL.red - grey), grey + deep * (SEAL.green - grey), grey + deep * (SEAL.blue - grey));
  }
  return marked;
}

const opaque = (red, green, blue) => ((255 << 24) | (blue << 16) | (green << 8) | red) >>> 0;
