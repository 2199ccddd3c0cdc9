/* kakusan.section: a view whose root is <details class="k-deeper">, which asks for its figure when it is opened.

   `ask()` is called on the first opening, and after `stale()` (another picture was chosen) at once if it is
   open, else on the next opening. A view calls it once: const section = kakusan.section(element, ask); and
   watch("picture", section.stale). Returns { stale, isOpen }. */
kakusan.section = (element, ask) => {
  const details = element.querySelector("details.k-deeper");
  let asked = false;
  const isOpen = () => details.open;
  const refresh = () => {
    if (!isOpen() || asked) return;
    asked = true;
    ask();
  };
  details.addEventListener("toggle", refresh);
  if (kakusan.wants(details.id)) {
    details.open = true;
    refresh();
  }
  return { isOpen, stale: () => { asked = false; refresh(); } };
};
