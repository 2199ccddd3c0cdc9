/* The picture, what is in the machine's mind, and the curve of how near it is to the words. */
const FRAME = { left: 40, right: 350, top: 14, bottom: 168 };
const STRIP = 6;
const signed = (value) => value.toFixed(2).replace("-", "−");

function svg(name, attributes, text) {
  const made = document.createElementNS("http://www.w3.org/2000/svg", name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  if (text !== undefined) made.textContent = text;
  return made;
}

async function keep(value) {
  const image = await loadImage(value.sheet.url);
  const { columns, size, steps } = value;
  return { ...value, k: steps.length, sheet: { image, columns, size }, near: [...steps.map((step) => step.similarity), value.similarity] };
}

function caption(t, alternative) {
  one(".i-what").textContent = t === 0 ? words.finished : kakusan.fill(words.caption, { t });
  one(".i-print").setAttribute("aria-label", alternative);
  one(".i-x0").setAttribute("aria-label", kakusan.fill(words.alternative.mind, { t }));
}

function paintStreamed(frame) {
  paintTiny(one(".i-print"), frame.x_t);
  paintTiny(one(".i-x0"), frame.x0);
  const numbers = { index: frame.step.index + 1, count: frame.count, t: frame.step.t };
  caption(frame.step.t, kakusan.fill(words.alternative.noisy, numbers));
  kakusan.say(one(".i-now"), words.now, numbers);
}

function paintKept(film, position) {
  const end = position === film.k, step = film.steps[position];
  paintCell(one(".i-print"), film.sheet, end ? 2 * film.k : position);
  paintCell(one(".i-x0"), film.sheet, film.k + position);
  const numbers = {
    index: end ? film.count : step.index + 1, count: film.count, t: end ? 0 : step.t, seconds: film.seconds.toFixed(1),
    similarity: signed(film.near[position]), first: signed(film.near[0]), prompt: film.heard.prompt,
  };
  caption(numbers.t, kakusan.fill(end ? words.alternative.end : words.alternative.noisy, numbers));
  kakusan.say(one(".i-now"), end ? words.now_end : words.now + words.now_near, numbers);
}

/* Draws the curve of `film`; returns the function that moves the marker to a position. */
function drawCurve(plot, film) {
  const { left, right, top, bottom } = FRAME;
  const least = Math.min(0, ...film.near), most = Math.max(0.1, ...film.near), air = (most - least) * 0.08;
  const low = least - air, high = most + air;
  const across = (position) => left + (right - left) * position / Math.max(film.k, 1);
  const up = (value) => bottom - (bottom - top) * (value - low) / (high - low);
  const d = film.near.map((value, i) => `${i ? "L" : "M"}${across(i).toFixed(1)} ${up(value).toFixed(1)}`).join("");
  const line = svg("line", { class: "k-here", y1: top, y2: bottom });
  const dot = svg("circle", { class: "k-dot", r: 6 });
  const round = Math.floor(most * 10) / 10;
  const tick = (value) => svg("text", { x: left - 7, y: up(value) + 4, "text-anchor": "end" }, value.toFixed(1));
  plot.replaceChildren(
    svg("rect", { class: "k-frame", x: left, y: top, width: right - left, height: bottom - top }),
    svg("path", { class: "k-line", d }),
    svg("line", { class: "i-zero", x1: left, x2: right, y1: up(0), y2: up(0) }),
    tick(0), ...(round > 0 ? [tick(round)] : []),
    svg("text", { x: left, y: bottom + 18 }, words.from),
    svg("text", { x: right, y: bottom + 18, "text-anchor": "end" }, words.to),
    line, dot,
  );
  plot.setAttribute("aria-label", kakusan.fill(words.alternative.curve, { first: signed(film.near[0]), last: signed(film.similarity) }));
  return (position) => {
    line.setAttribute("x1", across(position));
    line.setAttribute("x2", across(position));
    dot.setAttribute("cx", across(position));
    dot.setAttribute("cy", up(film.near[position]));
  };
}

/* Call `move(position)` while the plot is dragged. */
function dragCurve(plot, lastOf, move) {
  const at = (event) => {
    const box = plot.getBoundingClientRect();
    const scale = Math.min(box.width / 360, box.height / 200);
    const x = (event.clientX - box.left - (box.width - 360 * scale) / 2) / scale;
    return Math.round((x - FRAME.left) / (FRAME.right - FRAME.left) * lastOf());
  };
  plot.addEventListener("pointerdown", (event) => { plot.setPointerCapture(event.pointerId); move(at(event)); });
  plot.addEventListener("pointermove", (event) => { if (plot.hasPointerCapture(event.pointerId)) move(at(event)); });
}

/* A few of the predicted pictures; a click goes there. Returns the function that marks the nearest. */
function drawStrip(strip, film, go) {
  const count = Math.min(STRIP, film.k + 1);
  const buttons = Array.from({ length: count }, (_, i) => {
    const position = count > 1 ? Math.round(i * film.k / (count - 1)) : film.k;
    const button = document.createElement("button");
    const canvas = document.createElement("canvas");
    const label = document.createElement("span");
    button.type = "button";
    label.textContent = position === film.k ? words.to : film.steps[position].t;
    button.setAttribute("aria-label", kakusan.fill(words.stage, { t: film.steps[position]?.t ?? 0 }));
    button.append(canvas, label);
    button.addEventListener("click", () => go(position));
    paintCell(canvas, film.sheet, film.k + position);
    return { button, position };
  });
  strip.replaceChildren(...buttons.map(({ button }) => button));
  return (position) => {
    const distance = (stage) => Math.abs(stage.position - position);
    const nearest = buttons.reduce((best, stage) => (distance(stage) < distance(best) ? stage : best));
    for (const stage of buttons) stage.button.setAttribute("aria-pressed", String(stage === nearest));
  };
}
