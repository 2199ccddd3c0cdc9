// Which space puts like beside like? First the reader's guess, then the measured shares, with their chance levels.
const FEATURES = ["breed_elsewhere", "kind_elsewhere", "breed", "kind", "place"];
let guess = SPACES.includes(linked.get("map_guess")) ? linked.get("map_guess") : linked.get("map_guess") === "skipped" ? "skipped" : null;

function guessed(which) {
  guess = which;
  kakusan.remember(TAB, { map_guess: guess });
  describe();
  drawCompare();
  find("compare").querySelector(".map-verdict")?.focus();
}

function question() {
  const row = made("div", "k-buttons");
  for (const name of SPACES) {
    const button = made("button", "k-button", words.space[name]);
    button.type = "button";
    button.addEventListener("click", () => guessed(name));
    row.append(button);
  }
  const skip = made("button", "k-button map-skip", words.compare.skip);
  skip.type = "button";
  skip.addEventListener("click", () => guessed("skipped"));
  row.append(skip);
  return [made("p", "map-question", words.compare.question), row];
}

function bar(name, one) {
  const row = made("div", "map-bar"), track = made("span", "map-track");
  row.dataset.of = name;
  track.style.setProperty("--share", one.share);
  track.style.setProperty("--chance", one.chance);
  track.append(made("i"), made("u"));
  row.append(made("span", "map-of", words.space[name]), track, made("b", "", one.said));
  row.title = kakusan.fill(words.compare.title_bar, { share: one.said, half: one.half, blind: one.blind });
  row.setAttribute("role", "img");
  row.setAttribute("aria-label", `${words.space[name]}: ${row.title}`);
  return row;
}

function group(feature) {
  const part = made("div", "map-group"), any = map.spaces.clip.agreements[feature];
  part.append(made("h4", "", words.compare[feature]));
  for (const name of SPACES) part.append(bar(name, map.spaces[name].agreements[feature]));
  part.append(made("p", "k-note", kakusan.fill(words.compare.blind, { blind: any.blind })));
  return part;
}

// which sentence holds is chosen by what was measured
function verdict(feature, sentence = null) {
  const leader = map.leaders[feature], of = (name) => map.spaces[name].agreements[feature].said;
  const values = {
    leader: leader && words.space[leader], share: leader && of(leader), clip: of("clip"), vae: of("vae"), pixels: of("pixels"),
    blind: map.spaces.clip.agreements[feature].blind,
  };
  return kakusan.fill(words.compare[sentence ?? (leader ? `led_${feature}` : `tied_${feature}`)], values);
}

function drawCompare() {
  const panel = find("compare"), heading = made("h3", "", words.compare.title);
  panel.hidden = false;
  if (guess === null) return panel.replaceChildren(heading, ...question());
  const said = made("p", "k-now map-verdict");
  said.tabIndex = -1;
  const yours = guess === "skipped" ? "" : kakusan.fill(words.compare.yours, { guess: words.space[guess] });
  said.textContent = [yours, verdict("breed_elsewhere"), verdict("breed"), verdict("place", "place_said")].filter(Boolean).join(words.compare.joint);
  const groups = made("div", "map-groups");
  groups.append(...FEATURES.map(group));
  const again = made("button", "k-button", words.compare.again);
  again.type = "button";
  again.addEventListener("click", () => { guess = null; kakusan.remember(TAB, { map_guess: null }); describe(); drawCompare(); });
  panel.replaceChildren(heading, said, groups, made("p", "k-note", kakusan.fill(words.compare.note, map.facts)), again);
}
