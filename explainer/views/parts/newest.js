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

   `ask(question)` sends one, whose number is `question.run`; without an answer the next one waits no longer than
   `patience` milliseconds. */
export function makeNewest(ask, patience = 8000) {
  let underWay = null, next = null, asked = 0, known = 0, timer = 0;
  const send = (question) => {
    underWay = ++asked;
    next = null;
    clearTimeout(timer);
    timer = setTimeout(goOn, patience);
    ask({ ...question, run: underWay });
  };
  const goOn = () => {
    clearTimeout(timer);
    underWay = null;
    if (next) send(next);
  };
  return {
    want(question) { if (underWay === null) send(question); else next = question; },
    /* The answer to `run` is there; false where a newer one was already. */
    answered(run) {
      const isNews = run > known;
      known = Math.max(known, run);
      if (run === underWay) goOn();
      return isNews;
    },
    isBusy: () => underWay !== null,
  };
}
