/* The matching game: the reader pairs captions and pictures first, then CLIP does, and its loss is told. */
const board = one(".w-game");
let dealt = null, phase = "waiting", mine = [], games = 0;

function enter(next) {
  phase = board.dataset.phase = next;
  drawBoard();
}

function deal(pairs, seed) {
  trigger("play", { pairs, seed, run: ++games });
}

function drawBoard() {
  if (!dealt) return;
  const n = dealt.captions.length, guessing = phase === "guess";
  const order = guessing ? dealt.order : dealt.captions.map((_, i) => i);
  const heads = dealt.captions.map((_, j) => pictureHead(dealt.pictures, j, String(j + 1)));
  const rows = order.map((i) => [captionOf(i), ...dealt.captions.map((_, j) => (guessing ? ballot(i, j) : verdict(i, j)))]);
  one(".w-board").replaceChildren(tableOf(guessing ? words.game.question : words.game.caption, heads, rows));
  one(".w-board").dataset.pairs = n;
  one(".w-sizes").replaceChildren(...props.sizes.map((size) => choice(kakusan.fill(words.game.size, { n: size }), size === n, () => deal(size, dealt.asked.seed))));
  one(".w-done").disabled = dealt.captions.some((_, i) => mine[i] === undefined);
  sayGame();
}

function captionOf(i) {
  const head = make("th", "w-caption");
  head.scope = "row";
  head.append(spoken(dealt.captions[i]));
  return head;
}

/* A caption has one picture and a picture one caption: choosing takes it from the other. */
function ballot(i, j) {
  const cell = make("td", "w-ballot"), label = make("label"), button = make("input");
  Object.assign(button, { type: "radio", name: `w-caption-${i}`, checked: mine[i] === j });
  button.setAttribute("aria-label", kakusan.fill(words.game.pair, { caption: dealt.captions[i], number: j + 1 }));
  button.addEventListener("change", () => {
    mine = mine.map((picture) => (picture === j ? undefined : picture));
    mine[i] = j;
    for (const input of one(".w-board").querySelectorAll("input")) {
      const [row, column] = input.dataset.at.split(",").map(Number);
      input.checked = mine[row] === column;
    }
    one(".w-done").disabled = dealt.captions.some((_, row) => mine[row] === undefined);
  });
  button.dataset.at = `${i},${j}`;
  label.append(button);
  cell.append(label);
  return cell;
}

function verdict(i, j) {
  const share = dealt.shares[i][j], cell = make("td", "", percent(share));
  warm(cell, share);
  cell.title = `cos ${signed(dealt.cosine[i][j])}`;
  if (dealt.captions.length <= 4) cell.append(make("small", "", signed(dealt.cosine[i][j])));
  if (i === j) mark(cell, "w-true", words.game.truth);
  if (mine[i] === j) mark(cell, "w-you", words.game.yours);
  return cell;
}

function mark(cell, name, meaning) {
  cell.classList.add(name);
  cell.append(make("span", "k-hidden", meaning));
}

function sayGame() {
  if (phase !== "shown") return;
  const n = dealt.captions.length, guessed = mine.filter((picture) => picture !== undefined).length === n;
  const values = {
    n, picked: dealt.picked, scale: dealt.scale.toFixed(1), yours: mine.filter((picture, i) => picture === i).length,
    loss: dealt.loss.toFixed(3), rows: dealt.row_loss.toFixed(3), columns: dealt.column_loss.toFixed(3), blind: dealt.blind.toFixed(3),
  };
  kakusan.say(one(".w-game-now"), words.game.now + (guessed ? words.game.you : ""), values);
  kakusan.say(one(".w-loss"), words.game.loss, values);
  kakusan.remember(TAB, { game: dealt.asked.seed, pairs: n });
}

async function arriveGame() {
  const value = props.game;
  if (value?.kind === "error" && value.asked.run === games) return complain(value.text);
  if (value?.kind !== "game" || value.asked.run !== games) return;
  const pictures = await sheetOf(value.sheet);
  if (value.asked.run !== games) return;
  const another = dealt?.asked.seed !== value.asked.seed;
  dealt = { ...value, pictures };
  if (another || mine.length !== value.captions.length) mine = Array(value.captions.length).fill(undefined);
  const shown = phase === "shown" && !another, linked = phase === "waiting" && inLink.has("game");
  enter(shown || linked ? "shown" : "guess");
}

one(".w-done").addEventListener("click", () => enter("shown"));
one(".w-skip").addEventListener("click", () => { mine.fill(undefined); enter("shown"); });
one(".w-others").addEventListener("click", () => deal(props.sizes[0], Math.floor(Math.random() * 2 ** 31)));
watch("game", arriveGame);
