/* A section under the forward figure: it asks with the figure's noise, and its slider follows the figure's t. */
import { finder } from "../parts/dom.js";
import { figureSeed, makeClock } from "../parts/scrub.js";
import { makeSection } from "../parts/section.js";

/* `slider` is the selector of its line; `show(t, index)` draws. Returns the clock (parts/scrub.js). */
export function makeClockSection(view, slider, show) {
  const { element, props, trigger } = view, one = finder(element);
  const section = makeSection(view, () => trigger("opened", { seed: figureSeed() }), { tab: "forward", ofPicture: true });
  return makeClock(section, one(slider), props.words, show);
}
