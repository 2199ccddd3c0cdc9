/* The chosen words on their prints, all words small, the spot, the curve and the one line, at this moment. */
function choose(row) {
  prints[active].row = row;
  moveMarker = drawShares(plot, film, prints.map((print, i) => [print.row, "AB"[i]]), words.curve);
  plot.setAttribute("aria-label", prints.map(({ row: which }) => kakusan.fill(words.curve.alternative, { word: film.nameOf(which), first: percent(film.shares[0][which]), last: percent(film.shares[film.k - 1][which]) })).join(" "));
  for (const node of element.querySelectorAll(".w-word")) {
    const letters = prints.map((print, i) => (print.row === Number(node.dataset.row) ? "AB"[i] : "")).join("");
    node.dataset.letters = letters;
    node.setAttribute("aria-pressed", letters !== "");
  }
  const [before, after] = film.code, { positions, name } = wordOf(prints[0].row);
  one(".w-code").textContent = `${before}[${positions.join(", ")}]${after}`;
  one(".w-code-of").textContent = kakusan.fill(words.code.of, { word: name });
  redraw();
}
/* A row's name, and the positions of its tokens. */
const wordOf = (row) => ({ name: film.nameOf(row), positions: [...film.words.map(([, positions]) => positions), ...film.marks][row] });

function redraw() {
  if (!film || !inPhase("shown")) return;
  prints.forEach((print, i) => drawPrint(print, i));
  for (const button of element.querySelectorAll(".w-all > .w-word")) {
    paintAttention(button.querySelector("canvas"), film.ground, film.at(side, moment, Number(button.dataset.row)));
  }
  const whole = moment === film.k, [step, t] = film.steps[Math.min(moment, film.k - 1)];
  one(".w-inset").hidden = whole;
  if (!whole) {
    paintTiny(one(".w-inset"), film.previews[moment]);
    one(".w-inset").setAttribute("aria-label", kakusan.fill(words.inset, { step }));
    one(".w-inset").title = kakusan.fill(words.inset, { step });
  }
  one(".w-where").textContent = kakusan.fill(whole ? words.where.all : words.where.step, { step, t, steps: film.asked.steps });
  scrubber.value = moment;
  scrubber.style.setProperty("--at", moment / film.k);
  scrubber.setAttribute("aria-valuetext", one(".w-where").textContent);
  moveMarker(moment);
  drawParts(one(".w-parts"), one(".w-special"), film, moment);
  drawSpot();
  say(whole, step);
}
function drawPrint({ head, canvas, scale, row }, which) {
  const name = film.nameOf(row), [low, high] = paintAttention(canvas, film.ground, film.at(side, moment, row));
  markSpot(canvas, spot, film.at(0, 0, 0).side);
  head.querySelector("b").textContent = name;
  head.setAttribute("aria-pressed", which === active);
  head.setAttribute("aria-label", kakusan.fill(words.head, { letter: "AB"[which], word: name }));
  const [least, most] = scale.querySelectorAll("span");
  least.textContent = percent(low);
  most.textContent = percent(high);
  canvas.setAttribute("aria-label", kakusan.fill(words.alternative, { word: name, low: percent(low), high: percent(high), where: one(".w-where").textContent }));
}
function drawSpot() {
  const here = [...Array(film.rows).keys()].map((row) => {
    const { values, side: width } = film.at(side, moment, row), finest = film.at(0, 0, 0).side;
    const [x, y] = spot.map((at) => Math.floor(at * width / finest));
    return values[y * width + x];
  });
  drawBars(one(".w-bars"), film, here, film.shares[moment]);
  const marks = here.slice(film.words.length);
  kakusan.say(one(".w-rest"), words.spot.rest, { begin: percent(marks[0]), end: percent(marks[1]), padding: percent(marks[2]) });
  one(".w-where-spot").textContent = kakusan.fill(words.spot.title, { column: spot[0] + 1, row: spot[1] + 1 });
}
function say(whole, step) {
  const row = prints[active].row, look = film.looks.find(({ word }) => word === row);
  const values = { word: film.nameOf(row), share: percent(film.shares[moment][row]), step, ...(look ? { color: words.measure.colors[look.color], inside: percent(look.inside[row]), area: percent(look.area), lift: times(look.lift) } : {}) };
  const line = words.now[whole ? (look?.lift ? "color" : "whole") : "step"];
  kakusan.say(one(".w-now"), line, values);
  one(".w-said").textContent = said;
  one(".w-said").hidden = !said;
}
