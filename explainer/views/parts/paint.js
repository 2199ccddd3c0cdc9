/* Pictures and noise onto canvases: from bytes while a run is under way, from one sheet afterwards. */
import { stamp } from "./pens.js";

export const bytesOf = (base64) => Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));

/* The server's files, which are waited for while it is away (look/reach.js). */
async function loadFile(url) {
  const answer = await fetch(url);
  if (!answer.ok) throw new Error(`${answer.status} for ${url}`);
  return answer;
}
export const loadBytes = async (url) => new Uint8Array(await (await loadFile(url)).arrayBuffer());
export const loadJson = async (url) => (await loadFile(url)).json();
const loaded = (url) => new Promise((resolve, reject) => {
  const image = new Image();
  image.onload = () => resolve(image);
  image.onerror = () => reject(new Error(`no picture at ${url.slice(0, 200)}`));
  image.src = url;
});
/** @type {(url: string) => Promise<HTMLImageElement>} */
export const loadImage = (url) => loaded(url).catch(async (problem) => {
  if (/^(data|blob):/.test(url)) throw problem;
  await loadFile(url);
  return loaded(url);
});
/* The pictures of a value's `sheet`, `columns` a row and `size` pixels a side, for paintCell. */
/** @type {(value: any) => Promise<any>} */
export const loadSheet = async ({ sheet, columns, size }) => ({ image: await loadImage(sheet.url), columns, size });
/* The maps of a value, `channels` × `side`² bytes each: `map(index)`, and `from(index)` all bytes from that one on. */
export async function loadMaps({ maps, side, channels }) {
  const bytes = await loadBytes(maps.url), area = channels * side * side;
  return { map: (index) => bytes.subarray(index * area, (index + 1) * area), from: (index) => bytes.subarray(index * area) };
}

/* A file of square pictures side by side, for paintCell. */
export async function loadStrip({ url }) {
  const image = await loadImage(url), size = image.naturalHeight;
  return { image, size, columns: Math.round(image.naturalWidth / size) };
}

export function putPixels(canvas, image, crisp) {
  canvas.width = image.width;
  canvas.height = image.height;
  canvas.style.imageRendering = crisp ? "pixelated" : "auto";
  canvas.getContext("2d").putImageData(image, 0, 0);
}

/* A small picture from its bytes, row by row, red, green, blue. */
export function paintRgb(canvas, bytes, width, height) {
  const image = new ImageData(width, height);
  for (let place = 0; place < width * height; place++) {
    image.data.set(bytes.subarray(3 * place, 3 * place + 3), 4 * place);
    image.data[4 * place + 3] = 255;
  }
  putPixels(canvas, image, true);
}
/* A picture on its way: {width, height, rgb}, bytes in base 64. */
export const paintTiny = (canvas, { width, height, rgb }) => paintRgb(canvas, bytesOf(rgb), width, height);

/* One picture of a sheet. */
export function paintCell(canvas, { image, columns, size }, index) {
  if (canvas.width !== size || canvas.height !== size) canvas.width = canvas.height = size;
  canvas.style.imageRendering = "auto";
  stamp(canvas.getContext("2d"), { image, columns, size }, index, 0, 0, size);
}

/* An image, square, over the whole canvas. */
export function paintImage(canvas, image, size = image.naturalWidth || image.width) {
  canvas.width = canvas.height = size;
  canvas.style.imageRendering = "auto";
  canvas.getContext("2d").drawImage(image, 0, 0, size, size);
}

/* A pen for `canvas` that counts in CSS pixels and is sharp on a dense screen; null where the canvas is not to be seen. */
export function sharpPen(canvas) {
  const { clientWidth: width, clientHeight: height } = canvas, dense = window.devicePixelRatio || 1;
  if (!width) return null;
  canvas.width = Math.round(width * dense);
  canvas.height = Math.round(height * dense);
  const pen = canvas.getContext("2d");
  pen.scale(dense, dense);
  return pen;
}

/* The page's colour of that name, as CSS has it. */
export function ink(name) {
  const page = document.querySelector(".gradio-container:not(#k-first)") ?? document.body;
  return getComputedStyle(page).getPropertyValue(`--${name}`).trim();
}
/* The same as [red, green, blue]. */
export function colorOf(name) {
  const color = ink(name);
  return [1, 3, 5].map((at) => parseInt(color.slice(at, at + 2), 16));
}

/* 256 colours from the page's own: 1 is indigo, 128 the card, 255 the seal. */
export function divergingColors() {
  const below = colorOf("indigo"), zero = colorOf("card"), above = colorOf("seal");
  return Array.from({ length: 256 }, (_, level) => {
    const share = Math.max(-1, (level - 128) / 127);
    return zero.map((from, i) => from + ((share < 0 ? below : above)[i] - from) * Math.abs(share));
  });
}

/* `channels` square maps of `side`², laid out two by two (or alone). */
export function paintLevels(canvas, levels, side, channels) {
  const across = Math.ceil(Math.sqrt(channels));
  const image = new ImageData(across * side, Math.ceil(channels / across) * side);
  const colors = divergingColors();
  for (let i = 0; i < channels * side * side; i++) {
    const channel = Math.floor(i / (side * side)), place = i % (side * side);
    const x = (channel % across) * side + place % side;
    const y = Math.floor(channel / across) * side + Math.floor(place / side);
    image.data.set([...colors[levels[i]], 255], 4 * (y * image.width + x));
  }
  putPixels(canvas, image, true);
}

/* Rows of levels, each number one cell: an embedding is one such row. */
export function paintRows(canvas, levels, width) {
  const image = new ImageData(width, levels.length / width), colors = divergingColors();
  levels.forEach((level, i) => image.data.set([...colors[level], 255], 4 * i));
  putPixels(canvas, image, true);
}
