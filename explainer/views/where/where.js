/* The same t in two places. Everything was computed beforehand; here one moment of it is shown. */
const words = props.words;
const one = (name) => element.querySelector(name);
let run = null;

kakusan.dress(element, props);
kakusan.badge(one(".k-badge"), props.common);
const section = kakusan.section(element, () => trigger("opened", { seed: figureSeed() }), { props, tab: "forward" });
const clock = makeClock(section, one(".w-t"), show);

function show(t, index) {
  const { signal, noise, ...measured } = run.moments[index];
  const moment = { ...measured, signal: signal.toFixed(2), noise: noise.toFixed(2), name: run.name };
  const area = run.channels * run.side * run.side;
  paintCell(one(".w-pixels"), run.sheet, index);
  paintCell(one(".w-decoded"), run.sheet, run.moments.length + index);
  paintLevels(one(".w-maps"), run.maps.subarray(index * area, (index + 1) * area), run.side, run.channels);
  one(".w-pixels-psnr").textContent = `${moment.pixels} dB`;
  one(".w-decoded-psnr").textContent = `${moment.decoded} dB`;
  kakusan.say(one(".w-now"), words.now, moment);
  for (const name of ["pixels", "decoded", "maps"]) {
    one(`.w-${name}`).setAttribute("aria-label", kakusan.fill(words.alternative[name], moment));
  }
}

onValue(async (value, isNewest) => {
  const [image, maps] = await Promise.all([loadImage(value.sheet.url), loadBytes(value.maps.url)]);
  if (!isNewest()) return;
  run = { ...value, maps, sheet: { image, columns: value.columns, size: value.size } };
  const [pixels, latent] = value.numbers.map((number) => number.toLocaleString(document.documentElement.lang));
  one(".w-of").textContent = kakusan.fill(words.latent, { channels: value.channels });
  kakusan.say(one(".w-why"), words.why, { pixels, latent });
  kakusan.say(one(".w-psnr"), words.psnr, { ceiling: value.ceiling });
  clock.start(value.steps, value.moments.map(({ t }) => t));
});
watch("picture", section.stale);
