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

/* Where an arrow key leads, [across, down]; undefined for any other key. */
const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
export const arrowOf = ({ key }) => ARROWS[key];

/* Where a pointer is on `element`, [across, down], each a share of it. */
/** @returns {[number, number]} */
export function shareAt(element, { clientX, clientY }) {
  const { left, top, width, height } = element.getBoundingClientRect();
  return [(clientX - left) / width, (clientY - top) / height];
}

/* Call `move(event)` from a press on `element` on, which `begin(event)` may refuse with false, and `end()` afterwards. */
export function onDrag(element, { begin, move, end = () => {} }) {
  let held = null;
  element.addEventListener("pointerdown", (event) => {
    if (begin(event) === false) return;
    held = event.pointerId;
    element.setPointerCapture(held);
  });
  element.addEventListener("pointermove", (event) => { if (event.pointerId === held) move(event); });
  for (const name of ["pointerup", "pointercancel"]) element.addEventListener(name, () => {
    if (held === null) return;
    held = null;
    end();
  });
}

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
