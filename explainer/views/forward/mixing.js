/* Mixing: the numbers that the server computes with, and x_t made of them. DDPM, equation 4. */
const COMPARED = 4096, STRIDE = 12289; // as in lessons/forward/mixing.py

/* ε and the picture, which lie one after the other in `buffer` from byte `start` on. */
export function noiseOf({ size: [height, width] }, buffer, start) {
  const count = 3 * height * width;
  return {
    height, width,
    eps: new Float32Array(buffer, start, count),
    x0: planes(new Uint8Array(buffer, start + 4 * count, count), height * width),
    x_t: new Float32Array(count),
    image: new ImageData(width, height),
  };
}

/* The same with ᾱ before it: the file of views/forward's value. */
export function noisingOf(value, { buffer }) {
  return { ...value, abar: new Float32Array(buffer, 0, value.steps), ...noiseOf(value, buffer, 4 * value.steps) };
}

/* Interleaved bytes to planes in -1..1, as core/images.py does. */
function planes(pixels, area) {
  const x0 = new Float32Array(3 * area);
  for (let place = 0; place < area; place++) {
    for (let channel = 0; channel < 3; channel++) x0[channel * area + place] = pixels[3 * place + channel] / 127.5 - 1;
  }
  return x0;
}

export function shares(noising, t) {
  const abar = noising.abar[t];
  return { abar, signal: Math.sqrt(abar), noise: Math.sqrt(1 - abar), snr: abar / (1 - abar) };
}

/* signal · x0 + noise · ε, left in x_t. */
function mix({ x0, eps, x_t }, signal, noise) {
  for (let place = 0; place < x_t.length; place++) x_t[place] = signal * x0[place] + noise * eps[place];
  return x_t;
}

/* The mixture as a picture. Values outside of -1..1 are cut off, for the eye alone. */
export function paintMixed(noising, signal, noise, canvas) {
  const x = mix(noising, signal, noise), { width, height, image: { data } } = noising; // data clamps and rounds
  const area = width * height;
  for (let place = 0, byte = 0; place < area; place++, byte += 4) {
    data[byte] = (x[place] + 1) * 127.5;
    data[byte + 1] = (x[area + place] + 1) * 127.5;
    data[byte + 2] = (x[2 * area + place] + 1) * 127.5;
    data[byte + 3] = 255;
  }
  canvas.width = width;
  canvas.height = height;
  canvas.getContext("2d").putImageData(noising.image, 0, 0);
}

export function paint(noising, t, canvas) {
  const { signal, noise } = shares(noising, t);
  paintMixed(noising, signal, noise, canvas);
}

/* x_t at the places that lessons/forward/mixing.py compares. */
export function samplesOf(noising, t) {
  const { signal, noise } = shares(noising, t), x = mix(noising, signal, noise);
  return Array.from({ length: COMPARED }, (_, k) => x[(k * STRIDE) % x.length]);
}
