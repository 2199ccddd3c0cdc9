/* Ask the server for the newest only: one question is under way, and of those that come up meanwhile the last. */
const LOST = 8000; // milliseconds after which the next question no longer waits for an answer

function makeNewest(ask) {
  let underWay = null, next = null, asked = 0, known = 0, patience = 0;
  const send = (question) => {
    underWay = ++asked;
    next = null;
    clearTimeout(patience);
    patience = setTimeout(goOn, LOST);
    ask({ ...question, run: underWay });
  };
  const goOn = () => {
    clearTimeout(patience);
    underWay = null;
    if (next) send(next);
  };
  return {
    want(question) { if (underWay === null) send(question); else next = question; },
    /* The answer to `run` is there; false where a newer one was already. */
    answered(run) {
      if (run === underWay) goOn();
      const isNews = run > known;
      known = Math.max(known, run);
      return isNews;
    },
    isBusy: () => underWay !== null,
  };
}
