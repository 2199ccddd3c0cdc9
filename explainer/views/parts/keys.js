/* What a key or a pointer means, in every browser. */

/* Whether `event` is an Enter that asks for something: not the one that confirms what an input method has
   composed, which Safari sends after the composing has ended, with the key code 229. */
export const isEnter = (event) => event.key === "Enter" && !event.isComposing && event.keyCode !== 229;

/* Whether a key is meant for the player with the line `range`, which moves `picture`: the line is focused, or
   nothing is and the player is in sight. Out of sight, a key scrolls the page as anywhere else. */
export const isForPlayer = (event, range, picture) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey || range.disabled) return false;
  return event.target === range || (event.target === document.body && [range, picture].some(isInSight));
};

/* Where a pointer went since the last event: Safari tells no such thing, and Firefox may tell nothing. */
export const wayOf = (event) => {
  const way = event.getCoalescedEvents?.() ?? [];
  return way.length ? way : [event];
};

/* Whether the middle of `element` is in the window. */
const isInSight = (element) => {
  const { top, bottom } = element.getBoundingClientRect(), middle = (top + bottom) / 2;
  return element.getClientRects().length > 0 && middle > 0 && middle < window.innerHeight;
};

/* Call `act` on an Enter in `field` that asks for something; with the shift key it stays the field's own. */
export function onEnter(field, act) {
  field.addEventListener("keydown", (event) => {
    if (!isEnter(event) || event.shiftKey) return;
    event.preventDefault();
    act();
  });
}
