/* The reader's picture under four schedules, mixed here from one picture and one noise. */
const words = props.words;
const one = (name) => element.querySelector(name);
let set = null, prints = [], moveMarkers = [];

kakusan.dress(element, props);
const section = kakusan.section(element, () => trigger("opened", { seed: figureSeed() }), { props, tab: "forward" });
const clock = makeClock(section, one(".h-t"), show);

async function fetchSet(value) {
  const bytes = await (await fetch(value.file.url)).arrayBuffer();
  const [height, width] = value.size, { steps } = value, count = 3 * height * width;
  const table = (index) => new Float32Array(bytes, 4 * steps * index, steps);
  const start = 16 * steps * value.schedules.length;
  return {
    ...value, height, width,
    schedules: value.schedules.map((schedule, i) => ({
      ...schedule, signal: table(4 * i), noise: table(4 * i + 1), abar: table(4 * i + 2), snr: table(4 * i + 3),
    })),
    eps: new Float32Array(bytes, start, count),
    x0: planes(new Uint8Array(bytes, start + 4 * count, count), height * width),
    image: new ImageData(width, height),
  };
}

/* signal · x0 + noise · ε, cut off for the eye. */
function paintMixed(canvas, signal, noise) {
  const { x0, eps, image: { data } } = set, area = set.width * set.height;
  for (let place = 0, byte = 0; place < area; place++, byte += 4) {
    data[byte] = (signal * x0[place] + noise * eps[place] + 1) * 127.5;
    data[byte + 1] = (signal * x0[area + place] + noise * eps[area + place] + 1) * 127.5;
    data[byte + 2] = (signal * x0[2 * area + place] + noise * eps[2 * area + place] + 1) * 127.5;
    data[byte + 3] = 255;
  }
  canvas.getContext("2d").putImageData(set.image, 0, 0);
}

const made = (tag, className, text = "") => Object.assign(document.createElement(tag), { className, textContent: text });

function printOf(schedule, index) {
  const figure = made("figure", `k-figure${schedule.own ? " h-own" : ""}`);
  const canvas = Object.assign(made("canvas", ""), { width: set.width, height: set.height });
  const name = made("span", "h-name"), share = made("span", "h-share k-math");
  const swatch = svg("svg", { viewBox: "0 0 26 8", "aria-hidden": "true" });
  const never = set.below ? words.outlasts : words.never;
  const gone = schedule.gone === null ? never : kakusan.fill(words.gone, schedule);
  swatch.append(lineOf(schedule.name, "M1 4H25"));
  name.append(swatch, words.names[schedule.name]);
  const caption = made("figcaption", "k-caption");
  caption.append(name, share, made("span", "h-gone", gone));
  canvas.setAttribute("role", "img");
  figure.title = schedule.scheduler;
  figure.append(canvas, caption);
  if (!index) {
    const badge = made("span", "k-badge");
    kakusan.badge(badge, props.common);
    figure.append(badge);
  }
  one(".h-prints").append(figure);
  return { canvas, share };
}

const abarText = (abar) => (abar > 0 && abar < 0.005 ? abar.toExponential(0) : abar.toFixed(2));

function show(t) {
  set.schedules.forEach((schedule, i) => {
    paintMixed(prints[i].canvas, schedule.signal[t], schedule.noise[t]);
    const abar = abarText(schedule.abar[t]);
    prints[i].share.textContent = `ᾱ = ${abar}`;
    prints[i].canvas.setAttribute("aria-label", kakusan.fill(words.alternative, { name: set.name, t, schedule: words.names[schedule.name], abar }));
  });
  moveMarkers.forEach((move) => move(t));
  const order = [...set.schedules].sort((a, b) => b.abar[t] - a.abar[t]);
  const [most, least] = [order[0], order[order.length - 1]];
  kakusan.say(one(".h-now"), words.now, {
    t, most: words.names[most.name], most_abar: abarText(most.abar[t]), least: words.names[least.name], least_abar: abarText(least.abar[t]),
  });
  const every = set.schedules.map(({ name, abar }) => `${words.names[name]} ${abarText(abar[t])}`).join(words.comma);
  for (const plot of [".h-abar", ".h-snr"]) one(plot).setAttribute("aria-label", kakusan.fill(words.curves, { t, every }));
}

onValue(async (value, isNewest) => {
  const arrived = await fetchSet(value);
  if (!isNewest()) return;
  set = arrived;
  one(".h-prints").replaceChildren();
  prints = set.schedules.map(printOf);
  moveMarkers = [
    drawSchedules(one(".h-abar"), set, ({ abar }, t) => abar[t], ["1", "0"], []),
    drawSchedules(one(".h-snr"), set, ({ snr }, t) => logShare(snr[t]), ["10⁵", "10⁻⁵"], drowningLine(set, words)),
  ];
  kakusan.say(one(".h-detail"), set.below ? words.detail : words.flat, { below: set.below?.toPrecision(2) });
  one(".h-own-note").hidden = !set.schedules.some(({ own }) => own);
  clock.start(set.steps);
});
for (const plot of [".h-abar", ".h-snr"]) dragCurves(one(plot), () => set.steps, clock.move, clock.release);
watch("picture", section.stale);
