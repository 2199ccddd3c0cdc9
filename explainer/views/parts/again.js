/* Ask again by oneself: later each time, and not all pages at the same moment.

   `again.in(milliseconds)` has `ask()` called once after about as long, doubled with each time that it did not help;
   `again.settle()` when there is nothing to ask for any more: no call comes, and the next is as soon as the first. */
const LONGEST = 300_000; // milliseconds

export function makeAgain(ask) {
  let tries = 0, timer = 0;
  return {
    in(milliseconds) {
      const wait = Math.min(milliseconds * 2 ** tries, LONGEST);
      clearTimeout(timer);
      timer = setTimeout(() => { tries += 1; ask(); }, wait * (1 + Math.random() / 4));
    },
    settle() {
      clearTimeout(timer);
      tries = 0;
    },
  };
}
