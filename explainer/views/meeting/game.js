/* The matching game: the reader pairs captions and pictures first, then CLIP does, and its loss is told. */
import { fill, finder, make, makeChoices, say } from "../parts/dom.js";
import { LARGEST_SEED, percent, signed } from "../parts/numbers.js";
import { remember } from "../parts/link.js";
import { loadStrip } from "../parts/paint.js";
import { makeRun } from "../parts/run.js";
import { mark, pictureHead, spoken, tableOf } from "./table.js";

const shareOf = (share) => `${percent(share, share >= 0.005 && share < 0.095 ? 1 : 0)} %`;

/* `warm` colours a cell; `link` is the tab's; `complain(text)` says what went wrong. */
export function makeGame(view, { tab, link, warm, complain }) {
  const { element, props } = view, { words, sizes } = props, one = finder(element);
  const root = one(".w-game"), board = one(".w-board"), done = one(".w-done");
  const linked = { pairs: Number(link.choice("pairs", sizes, sizes[0])), seed: link.whole("game", 0, LARGEST_SEED, 0) };
  let dealt = null, phase = "waiting", mine = [], markSize = null;

  const run = makeRun({
    view, event: "play", prop: "game", root, now: one(".w-game-now"),
    on: {
      load: ({ sheet }) => loadStrip(sheet),
      done(value, pictures) {
        const isAnother = dealt?.asked.seed !== value.asked.seed, isLinked = phase === "waiting" && link.has("game");
        dealt = { ...value, pictures };
        if (isAnother || mine.length !== value.captions.length) mine = Array(value.captions.length).fill(undefined);
        enter((phase === "shown" && !isAnother) || isLinked ? "shown" : "guess");
      },
      fail: complain,
    },
  });
  const deal = (pairs, seed) => run.ask({ pairs, seed });
  const hasGuessed = () => !mine.includes(undefined);

  function enter(next) {
    phase = root.dataset.phase = next;
    one(".w-game-now").textContent = ""; // how many were before it
    draw();
  }
  function draw() {
    const n = dealt.captions.length, isGuessing = phase === "guess";
    const order = isGuessing ? dealt.order : dealt.captions.map((_, i) => i);
    const heads = dealt.captions.map((_, j) => pictureHead(dealt.pictures, j, String(j + 1)));
    const caption = (i) => make("th", { class: "w-caption", scope: "row" }, spoken(dealt.captions[i], words));
    const rows = order.map((i) => [caption(i), ...dealt.captions.map((_, j) => (isGuessing ? ballot(i, j) : verdict(i, j)))]);
    board.replaceChildren(tableOf(isGuessing ? words.game.question : words.game.caption, heads, rows));
    board.dataset.pairs = n;
    markSize ??= makeChoices(one(".w-sizes"), sizes.map((size) => ({ value: size, label: fill(words.game.size, { n: size }) })),
      (size) => deal(size, dealt.asked.seed));
    markSize(n);
    done.disabled = !hasGuessed();
    if (phase === "shown") conclude(n);
  }
  /* A caption has one picture and a picture one caption: choosing takes it from the other. */
  function ballot(i, j) {
    const label = fill(words.game.pair, { caption: dealt.captions[i], number: j + 1 });
    const choose = () => {
      mine = mine.map((picture) => (picture === j ? undefined : picture));
      mine[i] = j;
      for (const input of board.querySelectorAll("input")) {
        const [row, column] = input.dataset.at.split(",").map(Number);
        input.checked = mine[row] === column;
      }
      done.disabled = !hasGuessed();
    };
    return make("td", { class: "w-ballot" }, make("label", {}, make("input", {
      type: "radio", name: `w-caption-${i}`, checked: mine[i] === j, "aria-label": label, dataset: { at: `${i},${j}` }, on: { change: choose },
    })));
  }
  function verdict(i, j) {
    const share = dealt.shares[i][j], cosine = signed(dealt.cosine[i][j]);
    const cell = make("td", { text: shareOf(share), title: `cos ${cosine}` });
    warm(cell, share);
    if (dealt.captions.length <= 4) cell.append(make("small", { text: cosine }));
    if (i === j) mark(cell, "w-true", words.game.truth);
    if (mine[i] === j) mark(cell, "w-you", words.game.yours);
    return cell;
  }
  function conclude(n) {
    const values = {
      n, picked: dealt.picked, scale: dealt.scale.toFixed(1), yours: mine.filter((picture, i) => picture === i).length,
      loss: dealt.loss.toFixed(3), rows: dealt.row_loss.toFixed(3), columns: dealt.column_loss.toFixed(3), blind: dealt.blind.toFixed(3),
    };
    say(one(".w-game-now"), words.game.now + (hasGuessed() ? words.game.you : ""), values);
    say(one(".w-loss"), words.game.loss, values);
    remember(tab, { game: dealt.asked.seed, pairs: n });
  }

  done.addEventListener("click", () => enter("shown"));
  one(".w-skip").addEventListener("click", () => { mine.fill(undefined); enter("shown"); });
  one(".w-others").addEventListener("click", () => deal(sizes[0], Math.floor(Math.random() * 2 ** 31)));
  return {
    /* The first game, that of the link; later ones are asked for here. */
    open() { if (!run.number) deal(linked.pairs, linked.seed); },
  };
}
