/* Dog and cat, each in two languages and drawn, against each other: six by six. */
function drawAlike(place, meeting, sheet, matrix) {
  const labels = meeting.words.flatMap((pair, kind) => [...pair, kind]); // word, word, the kind's number: drawn
  const drawnName = (kind) => kakusan.fill(words.alike.drawn, { word: meeting.words[kind][LANGUAGE] });
  const head = (label) => {
    if (typeof label === "number") return pictureHead(sheet, label, drawnName(label));
    const made = make("th", "w-across");
    made.scope = "col";
    made.append(spoken(label));
    return made;
  };
  const side = (label) => {
    const made = make("th", "", typeof label === "number" ? drawnName(label) : undefined);
    made.scope = "row";
    if (typeof label === "string") made.append(spoken(label));
    return made;
  };
  const numbers = matrix.flat(), low = Math.min(...numbers);
  const rows = labels.map((label, i) => [side(label), ...matrix[i].map((number) => {
    const cell = make("td", "", signed(number));
    warm(cell, (number - low) / (1 - low));
    return cell;
  })]);
  place.replaceChildren(tableOf(words.alike.caption, labels.map(head), rows));
}

/* The numbers that its sentence quotes, from the word in the page's language. */
function alikeNumbers(meeting, matrix) {
  const own = LANGUAGE, other = 1 - LANGUAGE, row = matrix[own];
  return {
    own: quoted(meeting.words[0][own]), other: quoted(meeting.words[0][other]), cat: quoted(meeting.words[1][own]),
    to_other: signed(row[other]), to_cat: signed(row[3 + own]), drawn: signed(row[2]), drawn_cats: signed(row[5]),
    cat_drawn: signed(matrix[3 + own][5]), cat_drawn_dogs: signed(matrix[3 + own][2]), among: signed(matrix[2][2]),
    right: meeting.right[own], right_other: meeting.right[other], all: 2 * meeting.each, each: meeting.each,
  };
}
