/* The ways as prints beside each other, and what is said of the middle of each. */
const made = (tag, className, text) => {
  const node = document.createElement(tag);
  if (className) node.className = className;
  if (text !== undefined) node.textContent = text;
  return node;
};
const two = (number) => number.toFixed(2).replace("-", "−");

function layWays(place, ids, words, lack) {
  const cards = ids.map((id, i) => {
    const card = made("figure", "k-figure g-way"), head = made("h4"), canvas = made("canvas");
    const most = made("div", "g-most"), animal = made("canvas"), text = made("p"), share = made("figcaption", "g-share");
    head.append(made("i", "", i + 1), made("span", "", words.ways[id].name));
    head.dataset.mark = words.yours;
    canvas.width = canvas.height = 128;
    animal.width = animal.height = 48;
    for (const one of [canvas, animal]) one.setAttribute("role", "img");
    most.append(animal, text);
    card.append(head, canvas, most, share);
    card.style.setProperty("--lane", inkOf(id));
    return { id, card, canvas, animal, text, share };
  });
  place.replaceChildren(...cards.map(({ card }) => card), ...(lack ? [made("p", "g-lack", lack)] : []));
  return cards;
}

/* A button a way, with what it mixes. */
function layGuesses(place, ids, words, chosen) {
  place.replaceChildren(...ids.map((id) => {
    const button = made("button");
    button.type = "button";
    button.style.setProperty("--lane", inkOf(id));
    button.append(made("b", "", words.ways[id].name), document.createTextNode(words.ways[id].what));
    button.addEventListener("click", () => chosen(id));
    return button;
  }));
}

/* One stop of one way: which animal it is most like, and how much of A and of B is in it. */
function describeStop(card, way, stop, set, words) {
  const [animal, similarity] = way.near[stop], [a, b] = way.likeness[stop];
  const values = { name: set.animals[animal], similarity: two(similarity), a: two(a), b: two(b), contrast: way.contrast[stop], share: Math.round(100 * stop / (set.stops - 1)) };
  paintCell(card.animal, set.stamps, animal);
  card.animal.setAttribute("aria-label", values.name);
  kakusan.say(card.text, words.most, values);
  card.share.textContent = kakusan.fill(words.shares, values);
  card.canvas.setAttribute("aria-label", kakusan.fill(words.alternative.stop, { ...values, way: words.ways[way.id].name }));
}

/* What is in the middle of each way, in its own numbers. */
function fillMiddles(list, set, words) {
  const last = set.stops - 1, percent = (stop) => Math.round(100 * stop / last);
  list.replaceChildren(...set.gone.flatMap((way, i) => {
    const mark = made("dt"), said = made("dd"), number = made("i", "", i + 1), m = set.middle;
    number.style.setProperty("--lane", inkOf(way.id));
    mark.append(number);
    const norm = way.norms && Math.round(200 * way.norms[m] / (way.norms[0] + way.norms[last]));
    kakusan.say(said, words.ways[way.id].middle, {
      a: two(way.likeness[m][0]), b: two(way.likeness[m][1]), contrast: way.contrast[m], norm, length: way.norms?.[m].toFixed(1),
      leap: percent(way.leap[0]), before: percent(way.leap[0] - 1), kept: two(way.leap[1]), first: two(way.likeness[0][0]), final: two(way.likeness[last][1]),
    });
    return [mark, said];
  }));
}

/* A small picture for each sample, to be the second one. */
function laySamples(place, samples, names, chosen) {
  place.append(...samples.map(({ id, src }) => {
    const button = made("button"), image = made("img");
    button.type = "button";
    button.dataset.id = id;
    image.src = src;
    image.alt = button.title = names[id];
    button.append(image);
    button.addEventListener("click", () => chosen(id));
    return button;
  }));
}
