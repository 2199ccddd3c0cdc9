/* What is said of the tree: names of lines, the one line with its numbers, and the verdict that the numbers choose. */
const nameOf = (line) => {
  const said = Object.entries(line.changes).map(([name, value]) => kakusan.fill(words.changed[name], { value: name === "scheduler" ? words.schedulers[value] : value }));
  if (!line.number) return recipe.figure ? words.trunk_figure : kakusan.fill(line.setting.prompt ? words.trunk_noise : words.trunk_silent, line.setting);
  return kakusan.fill(words.branch, { number: line.number, what: said.join(words.and) || words.nothing });
};
const numbersOf = (line) => ({
  number: line.number, parent: line.parent ? kakusan.fill(words.of_branch, { number: line.parent }) : words.of_trunk, t: line.t,
  psnr: line.psnr === "same" ? "∞" : line.psnr?.toFixed(1), likeness: line.likeness?.toFixed(2).replace("-", "−"),
});

function describe() {
  const line = plan.lines[chosen], t = plan.tOf(at);
  one(".b-what").textContent = at === plan.last ? words.caption_end : kakusan.fill(words.caption, { t });
  const early = branchesByT().at(0), late = branchesByT().at(-1);
  plot.setAttribute("aria-label", kakusan.fill(words.alternative.tree, { count: plan.lines.length - 1, names: plan.order.map((number) => nameOf(plan.lines[number])).join("; ") }));
  if (!inState("ready")) return;
  one(".b-code").textContent = line.code;
  if (note) { one(".b-now").textContent = note; return; }
  const told = again.length ? kakusan.fill(words.again, { numbers: again.map((number) => (number ? kakusan.fill(words.of_branch, { number }) : words.of_trunk)).join(words.and) }) : "";
  const sentence = chosen ? words.now.branch + verdict(line) : !early ? words.now.alone : early === late ? words.now.one : words.now.many + (early.likeness < late.likeness ? words.now.deeper : words.now.odd);
  kakusan.say(one(".b-now"), sentence + told, {
    ...numbersOf(line), count: plan.lines.length - 1, what: nameOf(line),
    early: early?.t, late: late?.t, early_near: early && numbersOf(early).likeness, late_near: late && numbersOf(late).likeness,
  });
}
const branchesByT = () => plan.lines.filter((line) => line.number && line.likeness !== undefined).sort((a, b) => b.t - a.t);
const SAME = 0.9, ALIKE = 0.6; // CLIP's cosine: details differ; the same kind of picture
function verdict(line) {
  if (line.psnr === "same") return words.verdict.same;
  return line.likeness >= SAME ? words.verdict.details : line.likeness >= ALIKE ? words.verdict.alike : words.verdict.other;
}
