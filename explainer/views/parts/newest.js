import { makeAgain } from "./again.js";
import { common, fill, hear } from "./dom.js";

/* `act`, with what the last call gave, once so many milliseconds have gone by without another; `cancel()` forgets it. */
export function afterPause(milliseconds, act) {
  let timer = 0;
  const cancel = () => clearTimeout(timer);
  const soon = (...given) => {
    cancel();
    timer = setTimeout(act, milliseconds, ...given);
  };
  return Object.assign(soon, { cancel });
}

/* Ask the server for the newest only: one question is under way, and of those that come up meanwhile the last.

   `ask(question)` sends one, whose number is `question.run`. What brings no news within `patience` milliseconds, what
   there was no room for in the line, and what is under way when its news are cut off is asked again as the same, or
   the next in its place. In the line it waits as long as it takes. */
export function makeNewest(ask, patience = 8000) {
  let underWay = null, next = null, asked = 0, known = 0;
  function send(question) {
    underWay = { ...question, run: ++asked };
    next = null;
    again.settle();
    repeat();
  }
  function repeat() {
    ask({ ...underWay });
    again.in(patience);
  }
  function renew() {
    if (next) send(next);
    else if (underWay) repeat();
  }
  const again = makeAgain(renew);
  hear("cut", renew);
  return {
    want(question) { if (underWay) next = question; else send(question); },
    /* The answer to `run` is there; false where a newer one was already. */
    answered(run) {
      const isNews = run > known;
      known = Math.max(known, run);
      if (run === underWay?.run) {
        underWay = null;
        again.settle();
        renew();
      }
      return isNews;
    },
    /* News of kind "waiting": how many are before it, and where there was no room, when to ask again (tabs/streaming.py).
       Returns what to say of it: "" once nobody is before it, null where it is not of what is under way. */
    waits({ asked: { run }, before, again: seconds }) {
      if (run !== underWay?.run) return null;
      if (seconds) again.in(seconds * 1000);
      else again.settle();
      if (!before) again.in(patience);
      return before ? fill(common.before, { before }) : "";
    },
    isBusy: () => underWay !== null,
  };
}
