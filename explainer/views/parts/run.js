/* The one life of a run: asked for, waiting, streaming, done; or stopped, failed, superseded.

   const run = makeRun({ view, event: "run", root, go, now, error, words, on });
     view   what the module was given: { props, trigger, watch }
     root   gets data-state: "waiting" (nothing asked yet), "running", "done" or "stopped"; and data-queued while
            others are before it, so that what is old looks old
     go     the button that asks and stops (words.stop while it runs, else words.again); `press` says what it asks for
     now    where is said how far it is;  error  where a failure is said
     words  { stop, again, waiting, stopped }
     prop   whose value brings the news; "value" unless said
     on     by the kind of a value: ask(value), running(value), load(value), done(value, loaded), anything else;
            `load` may wait for files, and `done` comes only if nothing newer was asked for meanwhile.
            become(state), stop() and fail(text) are told too, after what is done here.

   run.ask(data)  the newest question wins: those before it end, here and on the server. With { quiet: true } the
                  figure stays as it is, and only its `done` is told, as on.quiet(value). It is asked again as any is
   run.stop()     at any moment, also before the first news came
   What brings no news at all within `silence` is asked once more, and so is what is under way when its news are cut
   off. Where there was no room in the line, a value of kind "waiting" says with `again` after how many seconds it is
   asked again, and until then it counts as under way.
   A value belongs to this run by `asked.run`, its number. What is said of a run that was given up is not heard.
   Another event of the view may be asked with `run.number`: its answer comes by its kind, unless a run is asked for
   before. */
import { makeAgain } from "./again.js";
import { common, complain, fill, hear } from "./dom.js";

const PACE = 250; // milliseconds between two questions of a held key: the last always goes out
const SILENCE = 20000; // milliseconds without any news, after which a question counts as lost on its way

/** @param {{ [name: string]: any }} given */
export function makeRun(given) {
  const { view, event = "run", prop = "value", root, go = null, press = null, now = null, error = null, silence = SILENCE } = given;
  const { words = {}, on = {} } = given, { props, trigger, watch } = view;
  let number = props[prop]?.asked?.run ?? 0, state = "waiting", sent = -Infinity, later = 0, silent = 0, held = null, last = null, quiet = false, hushed = false, begun = false;

  function become(next) {
    state = next;
    root.dataset.state = next;
    if (next !== "running") {
      delete root.dataset.queued;
      again.settle();
    }
    if (go) {
      go.textContent = next === "running" ? words.stop : words.again;
      go.classList.toggle("m-stop", next === "running");
    }
    on.become?.(next);
  }
  const isUnderWay = () => state === "running";
  const isAsked = () => (quiet ? hushed : isUnderWay()); // and unanswered
  const repeat = () => ask(last, { quiet });

  function send(data) {
    clearTimeout(later);
    held = null;
    sent = performance.now();
    last = data;
    trigger(event, data);
    clearTimeout(silent);
    silent = setTimeout(() => { if (isAsked() && data.run === number) repeat(); }, silence);
  }
  const again = makeAgain(() => { if (isAsked()) send(last); });
  function ask(data, { quiet: quietly = false } = {}) {
    if (quietly && isUnderWay()) return number;
    number += 1;
    quiet = hushed = quietly;
    if (!quiet) {
      if (error) complain(error, "");
      if (now && words.waiting) now.textContent = words.waiting;
      become("running");
    }
    clearTimeout(later);
    held = { ...data, run: number };
    const wait = sent + PACE - performance.now();
    if (wait <= 0) send(held);
    else later = setTimeout(() => send(held), wait);
    return number;
  }
  function stop() {
    if (!isUnderWay()) return;
    if (held) clearTimeout(later);
    held = null;
    number += 1; // what is still said of it is not heard
    trigger("stop");
    become("stopped");
    if (now && words.stopped) now.textContent = words.stopped;
    on.stop?.();
  }
  function fail(text) {
    number += 1;
    become("stopped");
    if (now) now.textContent = "";
    if (error) complain(error, text);
    on.fail?.(text);
  }

  const lost = (text) => { if (isUnderWay()) fail(text); };
  const cut = () => { if (isAsked() && !held) repeat(); };

  const arrivals = {
    waiting({ before, again: seconds }) {
      root.dataset.queued = before;
      if (seconds) again.in(seconds * 1000);
      if (now && before) now.textContent = fill(common.before, { before });
    },
    error: ({ text }) => fail(text),
    async done(value) {
      const mine = number;
      let loaded;
      try {
        loaded = await on.load?.(value);
      } catch (problem) { // a file that did not come
        console.error(problem);
        if (mine === number) fail(common.toast.failed);
        return;
      }
      if (mine !== number) return;
      become("done");
      on.done?.(value, loaded);
    },
  };
  function draw() {
    const value = props[prop] && JSON.parse(JSON.stringify(props[prop])); // what comes next is written into the same object
    if (!value?.kind) return;
    if (value.kind === "ask") { on.ask?.(value); return; }
    if (value.asked?.run !== number) return;
    clearTimeout(silent);
    if (!value.again) again.settle();
    if (quiet) {
      if (value.again) again.in(value.again * 1000);
      hushed &&= !["done", "error"].includes(value.kind);
      if (value.kind === "done") on.quiet?.(value);
      return;
    }
    if (value.kind === "running" && !isUnderWay()) return;
    if (value.kind !== "waiting") delete root.dataset.queued;
    (arrivals[value.kind] ?? on[value.kind])?.(value);
  }

  go?.addEventListener("click", () => (isUnderWay() ? stop() : press?.()));
  hear("lost", lost);
  hear("cut", cut);
  watch(prop, draw);
  /* What may have come before the view was ready. It begins by itself with whoever made it done, or sooner if told. */
  function begin() {
    begun = true;
    become(state);
    draw();
  }
  queueMicrotask(() => { if (!begun) begin(); });
  return {
    ask, stop, fail: lost, become, isUnderWay, begin,
    get state() { return state; },
    get number() { return number; },
  };
}
