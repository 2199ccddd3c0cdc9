/* One card a noise: its map, and beneath it what is left of the picture once it was taken off. */
import { fill, make } from "../parts/dom.js";
import { brief, signed } from "../parts/numbers.js";
import { paintCell, paintLevels } from "../parts/paint.js";

/* How wrong a guess is, as it is written everywhere here. */
export const wrongBy = (mistake) => brief(mistake, 2);

/* A card with `name` above; it becomes a button where `pick` is given. */
function makeCard(name, waits, pick) {
  const card = make(pick ? "button" : "div", { class: "g-card", on: pick ? { click: pick } : {} });
  const part = (tag, className, text = "") => make(tag, { class: className, text, "aria-hidden": "true" });
  card.append(
    part("span", "g-name", name), part("canvas", "g-map"), part("span", "g-off"),
    part("canvas", "g-left"), part("span", "g-waits", waits), part("span", "g-said"),
  );
  return card;
}

/* `count` candidates and the network's card in `place`; `pick(index)` when one is pressed. */
export function layCards(place, count, words, pick) {
  const numbered = Array.from({ length: count }, (_, i) => makeCard(fill(words.candidate, { number: i + 1 }), words.untried, () => pick(i)));
  numbered.forEach((card, i) => { card.dataset.candidate = i; });
  const network = makeCard(words.network, words.network_waits, null);
  network.classList.add("g-network");
  network.setAttribute("role", "img");
  place.replaceChildren(...numbered, network);
  return [...numbered, network];
}

/* Card `i` of a deal as it is now: tried or not, and whether it is the one that was on the picture. */
export function drawCard(card, i, deal, isTried, words) {
  const { mistakes, near, spans, side, channels, sheet, maps, right } = deal, isNetwork = i === mistakes.length - 1;
  const values = {
    number: i + 1, low: signed(spans[i][0], 1), high: signed(spans[i][1], 1), mistake: wrongBy(mistakes[i]), near: near[i] ?? "∞",
  };
  const isKnown = isTried || !isNetwork; // the network's map would give the answer away
  card.classList.toggle("g-tried", isTried);
  card.classList.toggle("g-known", isKnown);
  if (isKnown) paintLevels(card.querySelector(".g-map"), maps.map(i), side, channels);
  if (isTried) paintCell(card.querySelector(".g-left"), sheet, i + 1);
  card.querySelector(".g-said").textContent = isTried ? fill(i === right ? words.exact : words.wrong_by, values) : "";
  const { alternative } = words, sentence = isNetwork
    ? (isTried ? alternative.network : words.network_waits)
    : alternative.candidate + (isTried ? alternative[i === right ? "right" : "tried"] : "");
  const seen = isNetwork ? "" : `${fill(words.candidate, values)} ${isTried ? card.lastElementChild.textContent : words.untried}. `;
  card.setAttribute("aria-label", seen + fill(sentence, values));
}
