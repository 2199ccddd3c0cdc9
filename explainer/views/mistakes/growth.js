/* How the mistakes grew small: the training's log, and a row of pictures for each age. */
let grown = null, moveGrown = null;

function showGrowth(growth) {
  grown = growth;
  const { rows, ages } = growth;
  one(".e-growth").hidden = false;
  one(".e-curve").hidden = one(".e-grown").hidden = !rows.length;
  one(".e-jitter").hidden = one(".e-growth .c-math").hidden = !rows.length;
  one(".e-painted").hidden = !ages.length;
  const lack = !rows.length && !ages.length ? words.growth.nothing : !rows.length ? words.growth.no_log : words.growth.no_ages;
  one(".e-lack").textContent = lack;
  one(".e-lack").hidden = Boolean(rows.length && ages.length);
  if (ages.length) showAges(growth);
  if (rows.length) showLog(growth);
}

function showLog({ rows, total, batch, made }) {
  const counted = { total: total.toLocaleString(document.documentElement.lang), batch };
  const measured = rows.map((row) => row[1]).filter((one) => one !== null);
  const [first, last] = [measured[0], measured.at(-1)];
  const sentence = measured.length < 2 ? words.growth.of_plain : last < first ? words.growth.of_smaller : words.growth.of_same;
  one(".e-growth-of").textContent = kakusan.fill(sentence, { ...counted, first: figured(first), last: figured(last) });
  one(".e-total").textContent = kakusan.fill(words.growth.to, counted);
  one(".e-jitter").textContent = kakusan.fill(words.growth.jitter, counted);
  for (const badge of element.querySelectorAll(".e-made")) { badge.hidden = !made; kakusan.badge(badge, props.common, made); }
  one(".e-keys").hidden = !measured.length;
  one(".e-step").max = rows.length - 1;
  drawLog();
}

/* Step 0 on the left, the last step on the right, and a mark for each age. */
function drawLog() {
  if (!grown?.rows.length) return;
  const { rows, total, ages, begins } = grown, { top, bottom } = PLOT;
  const scale = logScale(rows.flatMap(([, mse, loss]) => [mse ?? loss, loss]));
  const x = (step) => across(step, total + 1);
  const line = (className, which) => svg("path", { class: className, d: lineThrough(rows.filter((row) => row[which] !== null).map((row) => [x(row[0]), scale.up(row[which])])) || "M0 0" });
  const marker = makeMarker(words.plot.here);
  one(".e-log").replaceChildren(
    ...sheetOf(scale, "0", total.toLocaleString(document.documentElement.lang)),
    ...begins.map((step) => svg("line", { class: "e-begins", x1: x(step), x2: x(step), y1: top, y2: bottom })),
    ...ages.map(([step]) => svg("path", { class: "e-age-mark", d: `M${x(step)} ${bottom + 1}l-5 7h10z` })),
    line("e-mse", 1), line("e-mine", 2), ...marker.parts,
  );
  moveGrown = (index) => marker.move(x(rows[index][0]), scale.up(rows[index][2]));
}

const nearest = (steps, step) => steps.reduce((best, one, i) => (Math.abs(one - step) < Math.abs(steps[best] - step) ? i : best), 0);
const rowNear = (step) => nearest(grown.rows.map(([one]) => one), step);
const percentOf = (share) => (100 * share < 10 ? (100 * share).toFixed(1).replace(/\.0$/, "") : String(Math.round(100 * share)));

/* The marker goes to a logged step, and the row of the nearest age is chosen. */
function goToRow(index) {
  const { rows, ages, total, batch } = grown, [step, mse, loss] = rows[index];
  const slider = one(".e-step");
  slider.value = index;
  slider.style.setProperty("--at", rows.length > 1 ? index / (rows.length - 1) : 0);
  moveGrown(index);
  const age = ages.length ? nearest(ages.map(([one]) => one), step) : null;
  if (age !== null) chooseAge(age);
  const numbers = {
    step: step.toLocaleString(document.documentElement.lang), total: total.toLocaleString(document.documentElement.lang), share: percentOf(step / total), batch, mse: figured(mse), loss: figured(loss),
    age: age === null ? "" : ages[age][0].toLocaleString(document.documentElement.lang), age_share: age === null ? "" : percentOf(ages[age][1]),
  };
  const said = (mse === null ? words.growth.now_loss : words.growth.now) + (age === null ? "" : words.joint + words.growth.now_age);
  kakusan.say(one(".e-grown"), said, numbers);
  slider.setAttribute("aria-valuetext", kakusan.fill(words.growth.value, numbers));
  one(".e-log").setAttribute("aria-label", kakusan.fill(words.growth.alternative, numbers));
}

function chooseAge(chosen) {
  element.querySelectorAll(".e-age").forEach((row, i) => row.setAttribute("aria-pressed", i === chosen));
}

/* One button a row: its age, and a picture for each prompt from one and the same noise. */
async function showAges({ ages, prompts, sheet, steps, guidance }) {
  one(".e-painted").textContent = kakusan.fill(words.growth.painted, { steps, guidance, count: prompts.length });
  const image = await loadImage(sheet.url), size = image.width / prompts.length;
  const rows = ages.map(([step, share], i) => {
    const row = Object.assign(document.createElement("button"), { type: "button", className: "e-age" });
    const numbers = { age: step.toLocaleString(document.documentElement.lang), age_share: percentOf(share), prompts: prompts.join("; ") };
    const label = document.createElement("span");
    kakusan.say(label, words.growth.age, numbers);
    row.setAttribute("aria-label", kakusan.fill(words.growth.age_alternative, numbers));
    row.append(label, ...prompts.map((prompt, column) => {
      const canvas = document.createElement("canvas");
      paintCell(canvas, { image, columns: prompts.length, size }, i * prompts.length + column);
      canvas.title = prompt;
      return canvas;
    }));
    row.addEventListener("click", () => { if (grown.rows.length) { goToRow(rowNear(step)); keepRow(); } chooseAge(i); });
    return row;
  });
  one(".e-ages").style.setProperty("--columns", prompts.length);
  one(".e-ages").replaceChildren(...rows);
  if (grown.rows.length) goToRow(Number(one(".e-step").value));
  else chooseAge(ages.length - 1);
}

function keepRow() {
  kakusan.remember(TAB, { section: "mistakes", mistakes_step: grown.rows[Number(one(".e-step").value)][0] });
}
