/* makeSection: a view whose root is <details class="k-deeper">, which asks for its figure when it is opened.

   `ask()` is called on the first opening, and after `stale()` (another picture was chosen) at once if it is open
   and its tab is in sight, else as soon as it is; and again on an opening that follows one without an answer.
   A section that a link opened waits a little for its picture's name before it asks; where it was answered
   without, the name asks for nothing more.
   How many are before it, the prop `before`, is said where the template says that it waits.
   With `tab`, the address says that it is open. A view calls it once:
   const section = makeSection(view, ask, { tab, ofPicture: true }); where another picture makes all of it stale, else
   it watches "picture" and calls section.stale itself. `named: false` for a section that has no use for the picture. */
import { common, fill, hear } from "./dom.js";
import { remember, wants } from "./link.js";

const NAMING = 2000; // milliseconds

export function makeSection({ element, props: given, watch }, ask, { tab = null, named: follows = true, ofPicture = false } = {}) {
  const props = follows ? given : null;
  const details = element.querySelector("details.k-deeper");
  let asked = false, named = (props?.picture ?? null) !== null; // the name may have come before the script did
  let waits = wants(details.id) && props?.picture === null;
  if (waits) setTimeout(() => { waits = false; refresh(); }, NAMING);
  const isOpen = () => details.open;
  const refresh = () => {
    if (!isOpen() || asked || waits || !element.offsetParent) return;
    asked = true;
    ask();
  };
  details.addEventListener("toggle", () => {
    if (tab && isOpen()) remember(tab, { section: details.id });
    if (tab && !isOpen() && wants(details.id)) remember(tab, { section: null });
    if (!isOpen() && props && !props.value) asked = false;
    refresh();
  });
  hear("opened", () => requestAnimationFrame(refresh));
  const waiting = element.querySelector('[data-text="waiting"]');
  if (waiting) {
    watch("before", () => {
      const { before, words } = given;
      waiting.textContent = before ? fill(common.queued, { before }) : words.waiting;
    });
  }
  if (wants(details.id)) {
    details.open = true;
    refresh();
  }
  const stale = () => {
    const isFirst = !named;
    named = true;
    waits = false;
    if (isFirst && props?.value) return; // the answer that came before its name was for this picture
    asked = false;
    refresh();
  };
  if (ofPicture) watch("picture", stale);
  return { isOpen, stale };
}
