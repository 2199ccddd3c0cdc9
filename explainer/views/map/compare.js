/* Which space puts like beside like? First the reader's guess, then the measured shares, with their chance levels. */
import { fill, make } from "../parts/dom.js";
import { SPACES } from "./world.js";

const FEATURES = ["breed_elsewhere", "kind_elsewhere", "breed", "kind", "place"];

/* `guess(space)`, "skipped" for none of them, null to ask again. */
export function drawCompare(panel, world, words, guess) {
  const { map } = world, ours = words.compare;
  const button = (text, value, name = "k-button") => make("button", { class: name, text, on: { click: () => guess(value) } });
  const note = (sentence, values) => make("p", { class: "k-note", text: fill(sentence, values) });

  const question = () => [
    make("p", { class: "map-question", text: ours.question }),
    make("div", { class: "k-buttons" }, ...SPACES.map((space) => button(words.space[space], space)), button(ours.skip, "skipped", "k-button map-skip")),
  ];
  function bar(space, { share, chance, said, half, blind }) {
    const title = fill(ours.title_bar, { share: said, half, blind });
    return make("div", { class: "map-bar", role: "img", title, "aria-label": `${words.space[space]}: ${title}`, dataset: { of: space } },
      make("span", { class: "map-of", text: words.space[space] }),
      make("span", { class: "map-track", style: { "--share": share, "--chance": chance } }, make("i"), make("u")),
      make("b", { text: said }));
  }
  const group = (feature) => make("div", { class: "map-group" },
    make("h4", { text: ours[feature] }),
    ...SPACES.map((space) => bar(space, map.spaces[space].agreements[feature])),
    note(ours.blind, map.spaces.clip.agreements[feature]));

  /* which sentence holds is chosen by what was measured */
  function verdict(feature, sentence = null) {
    const leader = map.leaders[feature], { blind } = map.spaces.clip.agreements[feature];
    const shares = Object.fromEntries(SPACES.map((space) => [space, map.spaces[space].agreements[feature].said]));
    const values = { ...shares, blind, leader: leader && words.space[leader], share: leader && shares[leader] };
    return fill(ours[sentence ?? (leader ? `led_${feature}` : `tied_${feature}`)], values);
  }
  function answer() {
    const yours = world.guess === "skipped" ? "" : fill(ours.yours, { guess: words.space[world.guess] });
    const said = [yours, verdict("breed_elsewhere"), verdict("breed"), verdict("place", "place_said")].filter(Boolean).join(ours.joint);
    return [
      make("p", { class: "k-now map-verdict", text: said, tabIndex: -1 }),
      make("div", { class: "map-groups" }, ...FEATURES.map(group)),
      note(ours.note, map.facts), button(ours.again, null),
    ];
  }

  panel.hidden = false;
  panel.replaceChildren(make("h3", { text: ours.title }), ...(world.guess === null ? question() : answer()));
}
