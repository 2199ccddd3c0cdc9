/* What the address asks for, and the address of what is shown. */
import { LEFT_OUT, linkOf, remember } from "../parts/link.js";
import { LARGEST_SEED } from "../parts/numbers.js";

export const TAB = "text_to_image";
const LONGEST = 200; // characters of a word
const WAYS = ["sphere", "line"];
const opensWith = ({ opens: { word, other } }) => ({ kind: "words", word, other, color: "#e0862f", way: "sphere", seed: 0 });

/* `asked`, the stop `at` or null, and whether a guess was made before the link was. */
export function inLink({ words, handed }) {
  const link = linkOf(TAB), opens = opensWith(words);
  const text = (key) => link.text(`anything_${key}`, opens[key]).slice(0, LONGEST);
  const color = link.text("anything_color", "");
  return {
    asked: {
      kind: link.choice("anything", handed, opens.kind), word: text("word"), other: text("other"),
      color: /^#[0-9a-f]{6}$/i.test(color) ? color : opens.color,
      way: link.choice("anything_way", WAYS, opens.way), seed: link.whole("anything_seed", 0, LARGEST_SEED, opens.seed),
    },
    at: link.whole("anything_at", 0, 6, null),
    isGuessed: link.names("anything"),
  };
}

/* `at` as above; a link carries no sketch. */
export function keep(asked, at, hasSketch, words) {
  const opens = opensWith(words), differs = (key) => (asked[key] === opens[key] ? null : asked[key]);
  const own = Object.fromEntries(["word", "other", "color", "way"].map((key) => [`anything_${key}`, differs(key)]));
  remember(TAB, {
    section: "anything", anything: asked.kind, ...own, anything_seed: asked.seed || null, anything_at: at,
    anything_sketch: hasSketch ? LEFT_OUT : null,
  });
}
