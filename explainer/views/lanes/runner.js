/* The lanes of a section: they come in together, and are scrubbed together afterwards. */
import { badge, describe, fill, finder, hear, makeChoices, say } from "../parts/dom.js";
import { loadSheet, paintCell, paintTiny } from "../parts/paint.js";
import { makeRun } from "../parts/run.js";
import { makePlayer } from "../parts/scrub.js";
import { inkOf } from "./cards.js";

/* `hooks`:

   event, press   as in makeRun;  picks  the places with a button for each lane
   write()        lays the cards, and returns them
   load(value)    waits for the files and gives what of the film is this view's own: its `last` position, the lanes'
                  `names`, and `labels` for the buttons if these are called otherwise
   explain(film)  what holds of the whole run
   show(film, at, end)   what holds of a position, and returns the values that words.where.way names

   A film is the value with these, its `cells`, its `cards`, and the `chosen` lane. */
export function makeRunner(view, { event = "run", press, picks = [".n-codes"], write, load, explain, show }) {
  const { element, props } = view, { words } = props, one = finder(element);
  let film = null, cards = [], chosen = 0, marks = [];

  const player = makePlayer(element, words, (at) => {
    const end = at === film.last, values = show(film, at, end);
    one(".n-where").textContent = end ? words.where.end : fill(words.where.way, values);
    player.say(one(".n-where").textContent);
  }, { keys: false });
  const run = makeRun({
    view, event, press, root: one(".n-body"), go: one(".n-go"), now: one(".n-now"), error: one(".n-error"),
    words: { ...words, stopped: words.now.stopped },
    on: {
      become() {
        player.pause();
        player.extend(player.last + 1, true);
      },
      running({ frames, step, count, calls = frames.map(() => count) }) {
        frames.forEach((frame, i) => {
          if (frame) paintTiny(cards[i].canvas, frame);
          sayStep(cards[i], step, calls[i]);
        });
        const most = Math.max(...calls);
        say(one(".n-now"), words.now.running, { step, count: most, calls: most, lanes: frames.length });
      },
      async load(value) {
        const [cells, own] = await Promise.all([loadSheet(value), load(value)]);
        return { ...value, cells, ...own };
      },
      done(_, loaded) {
        film = { ...loaded, cards };
        badge(one(".n-badge"), props.common);
        offer(film.labels ?? film.names);
        explain(film);
        player.extend(film.last + 1);
        player.goTo(film.last);
      },
    },
  });
  const sayStep = ({ step }, made, calls) => { step.textContent = fill(words.step, { step: Math.min(made, calls), calls, count: calls }); };

  function offer(labels) {
    const items = labels.map((label, value) => ({ value, label: `${value + 1}  ${label}` }));
    marks = picks.map((place) => makeChoices(one(place), items, (which) => { pick(which); player.goTo(player.at); }));
    pick(Math.min(chosen, labels.length - 1));
  }
  function pick(which) {
    film.chosen = chosen = which;
    for (const mark of marks) mark(which);
    one(".n-code").textContent = film.lanes[which].code;
  }
  function redraw() {
    if (!film) return;
    explain(film);
    player.goTo(player.at);
  }
  function lay() {
    cards = write();
    if (film) film.cards = cards;
    redraw();
  }

  hear("theme", () => {
    cards.forEach(({ card }, i) => card.style.setProperty("--lane", inkOf(i)));
    redraw();
  });
  return {
    run, lay,
    again: () => { if (film) player.goTo(player.at); },
    clear() { film = null; lay(); },
    ask(data) {
      film = null;
      lay();
      run.ask(data);
    },
    /* Lane `which` of the film at one of its cells, after `step` of `count` calls. */
    showLane(which, cell, end, { step, count, ...values }) {
      const card = film.cards[which];
      paintCell(card.canvas, film.cells, cell);
      if (end && words.finished) card.step.textContent = words.finished;
      else sayStep(card, step, count);
      describe(card.canvas, words.alternative[end ? "end" : "lane"], { ...values, step, count, calls: count });
    },
  };
}
