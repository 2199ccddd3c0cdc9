/* makeSection: a view whose root is <details class="k-deeper">, which asks for its figure when it is opened.

   `ask()` is called on the first opening, and after `stale()` (another picture was chosen) at once if it is open
   and its tab is in sight, else as soon as it is; and again on an opening that follows one without an answer.
   A section that a link opened waits a little for its picture's name before it asks; where it was answered
   without, the name asks for nothing more.
   How many are before it, the prop `before`, is said where the template says that it waits. Where there was no room,
   the prop `again` says after how many seconds it is asked again; so is what brings no news at all within `silence`,
   or whose news were cut off. What `ask` does without asking the server is its own affair.
   With `tab`, the address says that it is open. A view calls it once:
   const section = makeSection(view, ask, { tab, ofPicture: true }); where another picture makes all of it stale, else
   it watches "picture" and calls section.stale itself. `named: false` for a section that has no use for the picture. */
import { makeAgain } from "./again.js";
import { common, fill, hear } from "./dom.js";
import { remember, wants } from "./link.js";

const NAMING = 2000, SILENCE = 20000; // milliseconds

export function makeSection(view, ask, { tab = null, named: follows = true, ofPicture = false, silence = SILENCE } = {}) {
  const { element, props: given, watch, trigger } = view;
  const props = follows ? given : null;
  const details = element.querySelector("details.k-deeper");
  let open = null; // what was sent and heard when the question went out
  let asked = false, named = (props?.picture ?? null) !== null; // the name may have come before the script did
  let waits = wants(details.id) && props?.picture === null;
  if (waits) setTimeout(() => { waits = false; refresh(); }, NAMING);
  const isOpen = () => details.open;
  const refresh = () => {
    if (!isOpen() || asked || waits || !element.offsetParent) return;
    asked = true;
    const { sent } = trigger;
    ask();
    if (trigger.sent === sent) return;
    open = { sent: trigger.sent, heard: trigger.heard };
    again.settle();
    again.in(silence);
  };
  const repeat = () => {
    const isUnanswered = open && open.sent === trigger.sent && open.heard === trigger.heard;
    if (!isUnanswered || !isOpen()) return;
    trigger.again();
    again.in(silence);
  };
  const again = makeAgain(repeat);
  hear("cut", repeat);
  details.addEventListener("toggle", () => {
    if (tab && isOpen()) remember(tab, { section: details.id });
    if (tab && !isOpen() && wants(details.id)) remember(tab, { section: null });
    if (!isOpen() && props && !props.value) asked = false;
    refresh();
  });
  hear("opened", () => requestAnimationFrame(refresh));
  const waiting = element.querySelector('[data-text="waiting"]');
  watch(["before", "again"], () => {
    const { before, again: seconds, words } = given;
    if (waiting) waiting.textContent = before ? fill(common.queued, { before }) : words.waiting;
    if (open) open.heard = trigger.heard; // no answer yet
    if (seconds) again.in(seconds * 1000);
    else again.settle();
  });
  if (wants(details.id)) details.open = true;
  refresh(); // it may have been opened before its script was there
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
