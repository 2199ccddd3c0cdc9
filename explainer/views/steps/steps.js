/* Many small steps beside one jump; every moment was computed beforehand and lies in one sheet. */
const words = props.words;
const one = (name) => element.querySelector(name);
let walk = null;

kakusan.dress(element, props);
kakusan.badge(one(".k-badge"), props.common);
const section = kakusan.section(element, () => trigger("opened", { seed: figureSeed() }), { props, tab: "forward" });
const clock = makeClock(section, one(".e-t"), show);
const cells = [...element.querySelectorAll(".e-table tbody tr")].map((row) => [...row.querySelectorAll("td")]);
const short = (number) => number.toFixed(3).replace("-", "−").replace("−0.000", "0.000");

function show(t, index) {
  const { measured, agrees } = walk.moments[index];
  paintCell(one(".e-walked"), walk.sheet, index);
  paintCell(one(".e-jumped"), walk.sheet, walk.moments.length + index);
  cells.forEach((row, number) => row.forEach((cell, of) => { cell.textContent = short(measured[of][number]); }));
  const [walked, jumped, expected] = measured.map(([, , deviation]) => short(deviation));
  const numbers = { t, count: t + 1, walked, jumped, expected, name: walk.name };
  kakusan.say(one(".e-now"), words.now + words.joint + (agrees ? words.agrees : words.differs), numbers);
  one(".e-many").textContent = kakusan.fill(words.walked, numbers);
  one(".e-walked").setAttribute("aria-label", kakusan.fill(words.alternative.walked, numbers));
  one(".e-jumped").setAttribute("aria-label", kakusan.fill(words.alternative.jumped, numbers));
}

onValue(async (value, isNewest) => {
  const image = await loadImage(value.sheet.url);
  if (!isNewest()) return;
  walk = { ...value, sheet: { image, columns: value.columns, size: value.size } };
  kakusan.say(one(".e-why"), words.why, { count: value.count.toLocaleString(document.documentElement.lang) });
  clock.start(value.steps, value.moments.map(({ t }) => t));
});
watch("picture", section.stale);
