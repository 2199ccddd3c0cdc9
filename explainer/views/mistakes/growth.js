/* How the mistakes grew small: the training's log, and a row of pictures for each age. */
import { badge, describe, fill, fillIn, finder, make, press, say } from "../parts/dom.js";
import { counted, finePercent, nearest } from "../parts/numbers.js";
import { loadImage, paintCell } from "../parts/paint.js";
import { dragAcross, svg } from "../parts/plot.js";
import { onSlide, setRange } from "../parts/scrub.js";
import { BOX, figured, makeLogPlot } from "./errors.js";

const STEP = 0, MSE = 1, LOSS = 2; // what a row of the log holds

/* `show(growth, step)` shows it, at the step named or the last; `keep(step)` when the reader has gone to one. */
export function makeGrowth(element, { words: { growth: words, plot: { here }, joint }, common }, keep) {
  const one = finder(element), slider = one(".e-step");
  let grown = null, moveMarker = null;

  const rowNear = (step) => nearest(grown.rows.map((row) => row[STEP]), step);
  const release = () => { if (grown?.rows.length) keep(grown.rows[Number(slider.value)][STEP]); };

  function show(growth, step) {
    grown = growth;
    const { rows, ages } = growth, hasRows = rows.length > 0, hasAges = ages.length > 0;
    one(".e-growth").hidden = false;
    for (const part of [".e-curve", ".e-grown", ".e-jitter", ".e-growth .c-math"]) one(part).hidden = !hasRows;
    one(".e-painted").hidden = !hasAges;
    one(".e-lack").textContent = !hasRows && !hasAges ? words.nothing : !hasRows ? words.no_log : words.no_ages;
    one(".e-lack").hidden = hasRows && hasAges;
    one(".e-twin").hidden = growth.whole === null;
    one(".e-twin").textContent = fill(words.twin, { total: counted(growth.total), whole: counted(growth.whole ?? 0) });
    if (hasAges) showAges();
    if (!hasRows) return;
    showLog();
    goTo(step === null ? rows.length - 1 : rowNear(step));
  }

  function showLog() {
    const { rows, total, batch, made } = grown, sizes = { total: counted(total), batch };
    const measured = rows.map((row) => row[MSE]).filter((mse) => mse !== null), first = measured[0], last = measured.at(-1);
    const sentence = measured.length < 2 ? words.of_plain : last < first ? words.of_smaller : words.of_same;
    one(".e-growth-of").textContent = fill(sentence, { ...sizes, first: figured(first), last: figured(last) });
    fillIn(one(".e-growth"), words, sizes);
    for (const place of element.querySelectorAll(".e-made")) {
      place.hidden = !made;
      badge(place, common, made);
    }
    one(".e-keys").hidden = !measured.length;
    slider.max = rows.length - 1;
    drawLog();
  }
  /* Step 0 on the left, the last step on the right, and a mark for each age. */
  function drawLog() {
    const { rows, total, ages, begins } = grown;
    const plot = makeLogPlot(total, rows.flatMap((row) => [row[MSE] ?? row[LOSS], row[LOSS]]));
    const line = (which, name) => plot.line(rows.map((row) => [row[STEP], row[which]]), name);
    const marker = plot.marker(here);
    one(".e-log").replaceChildren(
      ...plot.sheet("0", counted(total)),
      ...begins.map((step) => plot.here(step, "e-begins")),
      ...ages.map(([step]) => svg("path", { class: "e-age-mark", d: `M${plot.x(step)} ${BOX.bottom + 1}l-5 7h10z` })),
      line(MSE, "e-mse"), line(LOSS, "e-mine"), marker.node,
    );
    moveMarker = (row) => marker.move(row[STEP], row[LOSS]);
  }

  /* The marker goes to a logged step, and the row of the nearest age is chosen. */
  function goTo(index) {
    const { rows, ages, total, batch } = grown, row = rows[index], [step, mse, loss] = row;
    const age = ages.length ? nearest(ages.map(([one]) => one), step) : null;
    const numbers = {
      step: counted(step), total: counted(total), share: finePercent(step / total), batch, mse: figured(mse), loss: figured(loss),
      ...(age === null ? {} : numbersOf(ages[age])),
    };
    moveMarker(row);
    if (age !== null) chooseAge(age);
    say(one(".e-grown"), (mse === null ? words.now_loss : words.now) + (age === null ? "" : joint + words.now_age), numbers);
    setRange(slider, index, fill(words.value, numbers));
    describe(one(".e-log"), words.alternative, numbers);
  }
  const numbersOf = ([step, share]) => ({ age: counted(step), age_share: finePercent(share) });
  const chooseAge = (chosen) => press(element.querySelectorAll(".e-age"), (_, i) => i === chosen);

  /* One button a row: its age, and a picture for each prompt from one and the same noise. */
  async function showAges() {
    const { ages, prompts, sheet, steps, guidance, rows } = grown, columns = prompts.length;
    one(".e-painted").textContent = fill(words.painted, { steps, guidance, count: columns });
    const image = await loadImage(sheet.url), size = image.width / columns;
    const pictureOf = (i, column) => {
      const canvas = make("canvas", { title: prompts[column] });
      paintCell(canvas, { image, columns, size }, i * columns + column);
      return canvas;
    };
    one(".e-ages").style.setProperty("--columns", columns);
    one(".e-ages").replaceChildren(...ages.map((age, i) => {
      const label = make("span"), row = make("button", { class: "e-age" }, label, ...prompts.map((_, column) => pictureOf(i, column)));
      const numbers = { ...numbersOf(age), prompts: prompts.join("; ") };
      say(label, words.age, numbers);
      describe(row, words.age_alternative, numbers);
      row.addEventListener("click", () => {
        if (rows.length) { goTo(rowNear(age[STEP])); release(); }
        chooseAge(i);
      });
      return row;
    }));
    if (rows.length) goTo(Number(slider.value));
    else chooseAge(ages.length - 1);
  }

  onSlide(slider, goTo, release);
  dragAcross(one(".e-log"), BOX, (share) => { if (grown?.rows.length) goTo(rowNear(share * grown.total)); }, release);
  return { show };
}
