/* What a key or a pointer means, in every browser: see views/look/keys.js. */
export const isEnter = (event) => window.kakusan.isEnter(event);
export const isForPlayer = (event, range, picture) => window.kakusan.isForPlayer(event, range, picture);
export const isInSight = (element) => window.kakusan.isInSight(element);
export const wayOf = (event) => window.kakusan.wayOf(event);

/* Call `act` on an Enter in `field` that asks for something; with the shift key it stays the field's own. */
export function onEnter(field, act) {
  field.addEventListener("keydown", (event) => {
    if (!isEnter(event) || event.shiftKey) return;
    event.preventDefault();
    act();
  });
}
