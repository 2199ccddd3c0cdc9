/* The three panes and the comparison: what is painted and said for one moment of a run. */
const one = (name) => element.querySelector(name);
const words = props.words;
const panes = { x: one(".r-x"), eps: one(".r-eps"), x0: one(".r-x0") };
const LATE = 150; // from here on, what parts x_t from A is mostly detail and hardly noise
const NEAR = 3, FAR = 9; // dB that the noise cost: hardly to be seen, and another picture
const percent = (share) => String(Math.round(100 * Math.max(0, share)));

function caption(moment) {
  one(".r-t").textContent = `t = ${moment.t}`;
  one(".r-guessed").textContent = kakusan.fill(words.guessed, { guessed: percent(moment.guessed) });
  one(".r-near").textContent = moment.closeness === undefined ? "" : `${moment.closeness.toFixed(1)} dB`;
}

function describe(moment) {
  const numbers = { t: moment.t, guessed: percent(moment.guessed) };
  for (const [name, canvas] of Object.entries(panes)) canvas.setAttribute("aria-label", kakusan.fill(words.alternative[name], numbers));
}

function sayStep(moment, count) {
  const guess = moment.guessed > 0 ? words.now_guessed : moment.t < LATE ? words.now_lost : words.now_missed;
  const near = moment.closeness === undefined ? "" : words.now_near;
  kakusan.say(one(".r-now"), words.now + guess + near, {
    index: moment.index + 1, count, t: moment.t, guessed: percent(moment.guessed),
    closeness: moment.closeness?.toFixed(1),
  });
}

function paintStreamed(frame) {
  paintTiny(panes.x, frame.x_t);
  paintLevels(panes.eps, bytesOf(frame.eps), frame.side, frame.channels);
  paintTiny(panes.x0, frame.x0);
  caption(frame.moment);
  describe(frame.moment);
  sayStep(frame.moment, frame.count);
}

/* A run that is kept: its sheet, its maps, its numbers. */
async function keep(value) {
  const [image, maps] = await Promise.all([loadImage(value.sheet.url), loadBytes(value.maps.url)]);
  const { columns, size, side, channels } = value;
  const area = channels * side * side, k = value.moments.length;
  return {
    ...value, k,
    sheet: { image, columns, size },
    noise: (position) => maps.subarray(position * area, (position + 1) * area),
    difference: maps.subarray(k * area),
  };
}

function paintKept(film, position) {
  if (position === film.k) return paintEnd(film);
  const moment = film.moments[position];
  paintCell(panes.x, film.sheet, position);
  paintLevels(panes.eps, film.noise(position), film.side, film.channels);
  paintCell(panes.x0, film.sheet, film.k + position);
  caption(moment);
  describe(moment);
  sayStep(moment, film.count);
}

function paintEnd(film) {
  paintCell(panes.x, film.sheet, 2 * film.k);
  paintLevels(panes.eps, film.noise(0).map(() => 128), film.side, film.channels);
  paintCell(panes.x0, film.sheet, 2 * film.k);
  one(".r-t").textContent = "t = 0";
  one(".r-guessed").textContent = words.nothing_left;
  one(".r-near").textContent = `${film.psnr.toFixed(1)} dB`;
  for (const canvas of Object.values(panes)) canvas.setAttribute("aria-label", kakusan.fill(words.alternative.end, numbersOf(film)));
  kakusan.say(one(".r-now"), words.now_end + (film.another ? words.now_another : ""), numbersOf(film));
}

const numbersOf = (film) => ({
  psnr: film.psnr.toFixed(1), ceiling: film.ceiling.toFixed(1), seconds: film.seconds.toFixed(1), count: film.count,
  ssim: film.ssim.toFixed(2), ceiling_ssim: film.ceiling_ssim.toFixed(2), own: film.own.toFixed(2), rivals: film.rivals.toFixed(2), others: props.others,
  t: film.asked.t, difference: Math.max(0, film.ceiling - film.psnr).toFixed(1),
});

function verdictOf({ ceiling, psnr }) {
  const cost = ceiling - psnr;
  return cost < NEAR ? words.verdict.near : cost < FAR ? words.verdict.between : words.verdict.far;
}

function compare(film) {
  const [a, back, difference] = [".r-a", ".r-back", ".r-difference"].map(one);
  paintCell(a, film.sheet, 2 * film.k + 1);
  paintCell(back, film.sheet, 2 * film.k);
  paintLevels(difference, film.difference, film.size, 1);
  const numbers = numbersOf(film);
  one(".r-psnr").textContent = `PSNR ${numbers.psnr} dB, SSIM ${numbers.ssim}`;
  kakusan.say(one(".r-verdict"), words.verdict.numbers + (film.another ? "" : verdictOf(film) + words.verdict.same), numbers);
  one(".r-line-up").hidden = !film.another;
  kakusan.say(one(".r-another"), words.verdict.another, numbers);
  paintCell(one(".r-rival"), film.sheet, 2 * film.k + 2);
  one(".r-rival").setAttribute("aria-label", words.alternative.rival);
  a.setAttribute("aria-label", words.alternative.a);
  back.setAttribute("aria-label", kakusan.fill(words.alternative.end, numbers));
  difference.setAttribute("aria-label", kakusan.fill(words.alternative.difference, numbers));
}
