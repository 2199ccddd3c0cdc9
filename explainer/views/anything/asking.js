/* What the address asks for, and the address of what is shown. */
const TAB = "text_to_image", LARGEST_SEED = 2 ** 32 - 1;
const words = props.words;
const OPENS_WITH = { kind: "words", word: words.opens.word, other: words.opens.other, color: "#e0862f", way: "sphere", seed: 0 };
const link = new URLSearchParams(location.search);

function wholeInLink(key, low, high) {
  const number = link.get(key) ? Math.round(Number(link.get(key))) : NaN;
  return Number.isNaN(number) ? null : Math.min(Math.max(number, low), high);
}
function inLink() {
  const text = (key, otherwise) => (link.get(key) ?? otherwise).slice(0, 200);
  const of = (key, known, otherwise) => (known(link.get(key) ?? "") ? link.get(key) : otherwise);
  return {
    kind: of("anything", (kind) => kind in props.handed, OPENS_WITH.kind),
    word: text("anything_word", OPENS_WITH.word), other: text("anything_other", OPENS_WITH.other),
    color: of("anything_color", (color) => /^#[0-9a-f]{6}$/i.test(color), OPENS_WITH.color),
    way: of("anything_way", (way) => way in words.way && way !== "label", OPENS_WITH.way),
    seed: wholeInLink("anything_seed", 0, LARGEST_SEED) ?? OPENS_WITH.seed,
  };
}
function rememberAsked(now, place) {
  const differs = (key) => (now[key] === OPENS_WITH[key] ? null : now[key]);
  kakusan.remember(TAB, {
    section: "anything", anything: now.kind, anything_word: differs("word"), anything_other: differs("other"),
    anything_color: differs("color"), anything_way: differs("way"), anything_seed: now.seed || null, anything_at: place,
    anything_sketch: props.handed[now.kind].includes("sketch") && !pad.isEmpty ? kakusan.LEFT_OUT : null,
  });
}
