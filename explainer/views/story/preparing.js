/* How a figure stands when its scene begins: what is to be done is not done yet. Only once, and never against a link. */

/* scene -> [selector of a slider, where it is put] */
const BEGINNINGS = { stamp: [".q-at", 0], noise: [".f-t", 0] };
const begun = new Set();

export function prepare(scene, figure) {
  const [selector, value] = BEGINNINGS[scene] ?? [];
  if (!selector || begun.has(scene)) return;
  begun.add(scene);
  const slider = figure.querySelector(selector);
  const put = () => {
    slider.value = value;
    slider.dispatchEvent(new Event("input"));
    slider.dispatchEvent(new Event("change"));
  };
  whenFilled(figure, put);
}

/* Once the figure has something to show. */
function whenFilled(figure, act) {
  const isWaiting = () => figure.querySelector(".q-waiting, .f-waiting");
  if (!isWaiting()) { act(); return; }
  const watcher = new MutationObserver(() => {
    if (isWaiting()) return;
    watcher.disconnect();
    act();
  });
  watcher.observe(figure, { attributes: true, subtree: true, attributeFilter: ["class"] });
}
