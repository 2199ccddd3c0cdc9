/* Mixing: the numbers that the server computes with, and x_t made of them. DDPM, equation 4. */
const COMPARED = 4096, STRIDE = 12289; // as in lessons/forward/mixing.py

async function fetchNoising(value) {
  const bytes = await (await fetch(value.file.url)).arrayBuffer();
  const [height, width] = value.size;
  const count = 3 * height * width;
  return {
    abar: new Float32Array(bytes, 0, value.steps),
    eps: new Float32Array(bytes, 4 * value.steps, count),
    x0: planes(new Uint8Array(bytes, 4 * (value.steps + count), count), height * width),
    height, width, steps: value.steps,
    x_t: new Float32Array(count),
    image: new ImageData(width, height),
  };
}

/* Interleaved bytes to planes in -1..1, as core/images.py does. */
function planes(pixels, area) {
  const x0 = new Float32Array(3 * area);
  for (let place = 0; place < area; place++) {
    for (let channel = 0; channel < 3; channel++) x0[channel * area + place] = pixels[3 * place + channel] / 127.5 - 1;
  }
  return x0;
}

function shares(noising, t) {
  const abar = noising.abar[t];
  return { abar, signal: Math.sqrt(abar), noise: Math.sqrt(1 - abar), snr: abar / (1 - abar) };
}

function mix(noising, t) {
  const { x0, eps, x_t } = noising;
  const { signal, noise } = shares(noising, t);
  for (let place = 0; place < x_t.length; place++) x_t[place] = signal * x0[place] + noise * eps[place];
  return x_t;
}

/* x_t as a picture; t = -1 is x0 itself. Values outside of -1..1 are cut off, for the eye alone. */
function paint(noising, t, canvas) {
  const x = t < 0 ? noising.x0 : mix(noising, t);
  const { data } = noising.image; // clamps and rounds
  const area = noising.width * noising.height;
  for (let place = 0, byte = 0; place < area; place++, byte += 4) {
    data[byte] = (x[place] + 1) * 127.5;
    data[byte + 1] = (x[area + place] + 1) * 127.5;
    data[byte + 2] = (x[2 * area + place] + 1) * 127.5;
    data[byte + 3] = 255;
  }
  canvas.width = noising.width;
  canvas.height = noising.height;
  canvas.getContext("2d").putImageData(noising.image, 0, 0);
}

/* x_t at the places that lessons/forward/mixing.py compares. */
function samplesOf(noising, t) {
  const x = mix(noising, t);
  return Array.from({ length: COMPARED }, (_, k) => x[(k * STRIDE) % x.length]);
}
