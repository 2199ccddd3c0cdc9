/* Numbers while one types: one asking at a time, and after its answer the newest, so that the last is never lost. */
const TAB = "text_to_image", LONGEST_LINK = 200, PATIENCE = 10_000;
const words = props.words;
const one = (name) => element.querySelector(name);
const prompt = one(".wn-prompt"), other = one(".wn-other");
const link = new URLSearchParams(location.search);
let value = null, run = 0, sent = null, sentAt = 0, here = -1;

kakusan.dress(element, props);
kakusan.badge(one(".k-badge"), props.common);
prompt.value = (link.get("numbers") ?? words.first).slice(0, LONGEST_LINK);
other.value = (link.get("numbers_other") ?? words.second).slice(0, LONGEST_LINK);

const now = () => ({ prompt: prompt.value, other: other.value });
const isNewest = () => sent && sent.prompt === prompt.value && sent.other === other.value;
function ask() {
  sent = now();
  sentAt = performance.now();
  trigger("opened", { ...sent, run: ++run });
}
function typed() {
  fit();
  const isAnswered = !sent || value?.asked.run === run;
  if (isAnswered || performance.now() - sentAt > PATIENCE) ask();
}
function remember() {
  const own = (text, first) => (text === first ? null : text.length > LONGEST_LINK ? kakusan.LEFT_OUT : text);
  kakusan.remember(TAB, { section: "numbers", numbers: own(prompt.value, words.first), numbers_other: own(other.value, words.second) });
}
function fit() {
  for (const field of [prompt, other]) {
    field.style.height = "";
    if (field.scrollHeight > field.clientHeight) field.style.height = `${Math.min(field.scrollHeight + 2, 120)}px`;
  }
}

function mark(at) {
  here = at;
  const pieces = [...one(".wn-pieces").querySelectorAll(".wn-piece")], rows = [...one(".wn-rows").children];
  pieces.forEach((piece, i) => piece.toggleAttribute("data-here", i + 1 === at));
  rows.forEach((row, i) => row.toggleAttribute("data-here", i === at));
  const piece = value.first.pieces[at - 1];
  const kind = piece ? (piece.bytes ? "bytes" : piece.known ? "piece" : "unknown") : at === 0 ? "start" : "end";
  kakusan.say(one(".wn-row-now"), words.row.now[kind], {
    name: piece ? seen(piece.text) : "", id: piece?.id, bytes: piece?.bytes, place: at + 1, length: value.first.length, width: value.first.width,
  });
}

function noteOf({ nearest, unknown, cut_off, room, prompt: said, pieces }) {
  const notes = [];
  if (!said) notes.push(words.note.empty);
  if (cut_off) notes.push(kakusan.fill(words.note.cut_off, { room, last: pieces.length ? seen(pieces.at(-1).text) : "" }));
  for (const [word, near] of nearest) notes.push(kakusan.fill(near ? words.note.near : words.note.unknown, { word, near }));
  if (unknown > nearest.length) notes.push(kakusan.fill(words.note.more, { count: unknown - nearest.length }));
  if (pieces.some((piece) => piece.bytes)) notes.push(words.note.bytes);
  return notes.join(" ");
}

function show() {
  const { first, shared, alike } = value;
  const numbers = { count: first.pieces.length, room: first.room, length: first.length, width: first.width, padding: first.padding, all: first.length * first.width };
  kakusan.say(one(".wn-now"), words.now, numbers);
  one(".wn-note").textContent = noteOf(first);
  layPieces(one(".wn-pieces"), first.pieces, mark);
  layRows(first, mark);
  one(".wn-legend").textContent = kakusan.fill(words.legend, numbers);
  paintRows(one(".wn-embedding"), bytesOf(first.embedding), first.size);
  one(".wn-embedding").setAttribute("aria-label", kakusan.fill(words.embedding.alternative, { size: first.size }));
  one(".wn-embedding-legend").textContent = kakusan.fill(words.embedding.legend, { size: first.size });
  layShared(value);
  const lowest = shared.reduce((low, pair) => (!low || pair[2] < low[2] ? pair : low), null);
  const name = lowest ? longLabelOf(first.pieces[lowest[0]]) : "";
  kakusan.say(one(".wn-compared"), lowest ? words.other.now : words.other.none, { name, cosine: lowest ? signed(lowest[2]) : "", count: shared.length, alike: signed(alike) });
  one(".wn-code").textContent = value.code;
  one(".wn-body").classList.remove("c-waiting");
  mark(Math.min(Math.max(here, first.pieces.length ? 1 : 0), first.pieces.length + 1));
}

function draw() {
  const arrived = props.value;
  if (!arrived?.kind || arrived.asked.run !== run) return;
  const sentence = arrived.kind === "error" ? arrived.text : "";
  one(".wn-error").textContent = sentence;
  one(".wn-error").hidden = !sentence;
  if (sentence) { sent = null; return; }
  value = arrived;
  show();
  if (isNewest()) remember();
  else ask();
}

for (const field of [prompt, other]) field.addEventListener("input", typed);
window.addEventListener("kakusan:theme", () => value && show());
kakusan.section(element, () => { fit(); ask(); }, { props, tab: TAB });
draw();
watch("value", draw);
