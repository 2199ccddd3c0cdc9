/* Many small steps beside one jump; every moment was computed beforehand and lies in one sheet. */
import { makeClockSection } from "../clock/section.js";
import { fillIn, finder, say } from "../parts/dom.js";
import { counted, signed } from "../parts/numbers.js";
import { loadSheet, paintCell } from "../parts/paint.js";
import { onLoaded } from "../parts/scrub.js";

const PLACES = 3;

export default (view) => {
  const { element, props: { words } } = view, one = finder(element);
  const cells = [...element.querySelectorAll(".e-table tbody tr")].map((row) => [...row.querySelectorAll("td")]);
  let walk = null;
  const clock = makeClockSection(view, ".e-t", show);

  function show(t, index) {
    const { measured, agrees } = walk.moments[index];
    paintCell(one(".e-walked"), walk.sheet, index);
    paintCell(one(".e-jumped"), walk.sheet, walk.moments.length + index);
    cells.forEach((row, number) => row.forEach((cell, of) => { cell.textContent = signed(measured[of][number], PLACES); }));
    const [walked, jumped, expected] = measured.map(([, , deviation]) => signed(deviation, PLACES));
    const numbers = { t, count: t + 1, walked, jumped, expected, name: walk.name };
    say(one(".e-now"), words.now + words.joint + (agrees ? words.agrees : words.differs), numbers);
    fillIn(one(".e-pair"), words, numbers);
  }

  onLoaded(view, loadSheet, (value, sheet) => {
    walk = { ...value, sheet };
    say(one(".e-why"), words.why, { count: counted(value.count) });
    clock.start(value.steps, value.moments.map(({ t }) => t));
  });
};
