/* A section under the forward figure: it asks with the figure's noise, and its slider follows the figure's t. */
import { badge, dress, finder } from "../parts/dom.js";
import { figureSeed, makeClock } from "../parts/scrub.js";
import { makeSection } from "../parts/section.js";

/* `slider` is the selector of its line; `show(t, index)` draws. Returns the clock (parts/scrub.js). */
export function makeClockSection(view, slider, show) {
  const { element, props, trigger, watch } = view, one = finder(element);
  dress(element, props.words);
  if (one(".k-badge")) badge(one(".k-badge"), props.common);
  const section = makeSection(view, () => trigger("opened", { seed: figureSeed() }), { tab: "forward" });
  watch("picture", section.stale);
  return makeClock(section, one(slider), props.words, show);
}
