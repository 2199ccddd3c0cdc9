/* The pieces of a sentence, and its rows: one marks the other. Readers' text is put in as text alone. */
const made = (tag, className, text) => {
  const node = document.createElement(tag);
  if (className) node.className = className;
  if (text !== undefined) node.textContent = text;
  return node;
};
const signed = (value) => value.toFixed(2).replace("-", "−");

/* Marks that turn or hide text, as what they are: U+202E. */
const seen = (text) => text.trim().replace(/[\p{Cc}\p{Cf}]/gu, (mark) => `U+${mark.codePointAt(0).toString(16).toUpperCase().padStart(4, "0")}`) || "␣";

/* What a piece shows: its text, or the bytes that it is where it is only a part of a character. */
const labelOf = (piece) => piece.bytes || seen(piece.text);
const longLabelOf = (piece) => (piece.bytes ? kakusan.fill(words.piece.bytes, { bytes: piece.bytes, text: seen(piece.text) }) : labelOf(piece));

function layPieces(place, pieces, mark) {
  place.replaceChildren(...pieces.map((piece, i) => {
    const item = made("li"), button = made("button", "wn-piece", labelOf(piece));
    button.type = "button";
    button.dir = "auto";
    button.append(made("small", "", piece.id));
    if (!piece.known) button.dataset.unknown = "";
    if (piece.bytes) button.dataset.partial = "";
    button.title = piece.bytes ? longLabelOf(piece) : piece.known ? "" : words.piece.unknown;
    button.setAttribute("aria-label", kakusan.fill(words.piece.alternative, { text: longLabelOf(piece), id: piece.id }));
    for (const event of ["pointerenter", "focus", "click"]) button.addEventListener(event, () => mark(i + 1));
    item.append(button);
    return item;
  }));
}

/* Row by row: bos, the pieces, eos; then what only fills up the length, in grey and all in one. */
function layRows(sentence, mark) {
  const bytes = bytesOf(sentence.rows), { width, pieces } = sentence;
  const names = [words.row.start, ...pieces.map(longLabelOf), words.row.end];
  one(".wn-rows").replaceChildren(...names.map((name, at) => {
    const row = made("div", "wn-row"), canvas = made("canvas"), label = made("span", "", name);
    label.dir = "auto";
    paintRows(canvas, bytes.subarray(at * width, (at + 1) * width), width);
    canvas.setAttribute("role", "img");
    canvas.setAttribute("aria-label", kakusan.fill(words.row.alternative, { name, width }));
    if (at === 0 || at === names.length - 1) row.dataset.special = "";
    for (const event of ["pointerenter", "click"]) row.addEventListener(event, () => mark(at));
    row.append(label, canvas);
    return row;
  }));
  one(".wn-rest").hidden = !sentence.padding;
  if (!sentence.padding) return;
  one(".wn-padding").textContent = kakusan.fill(words.row.padding, { count: sentence.padding });
  paintRows(one(".wn-pad"), bytes.subarray(names.length * width), width);
  one(".wn-pad").setAttribute("aria-label", one(".wn-padding").textContent);
}

/* The same piece in both sentences: its two rows, one under the other, and their cosine. */
function layShared(value) {
  const { first, second } = value, rows = [bytesOf(first.rows), bytesOf(second.rows)];
  one(".wn-shared").replaceChildren(...value.shared.map(([i, j, cosine]) => {
    const pair = made("div", "wn-pair"), strips = made("div"), label = made("span", "", longLabelOf(first.pieces[i]));
    label.dir = "auto";
    strips.append(...[i, j].map((at, which) => {
      const canvas = made("canvas");
      paintRows(canvas, rows[which].subarray((at + 1) * first.width, (at + 2) * first.width), first.width);
      canvas.setAttribute("role", "img");
      canvas.setAttribute("aria-label", kakusan.fill(words.other.alternative, { name: label.textContent, place: at + 1, which: which + 1, cosine: signed(cosine) }));
      return canvas;
    }));
    pair.append(label, strips, made("b", "", signed(cosine)));
    return pair;
  }));
}
