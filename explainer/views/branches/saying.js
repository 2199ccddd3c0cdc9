/* What is said of the tree: names of lines, the one line with its numbers, and the verdict that the numbers choose. */
import { fill } from "../parts/dom.js";
import { signed } from "../parts/numbers.js";

const SAME = 0.9, ALIKE = 0.6; // CLIP's cosine: details differ; the same kind of picture

export function makeSayings(words, recipe) {
  const lineOf = (number) => (number ? fill(words.of_branch, { number }) : words.of_trunk);

  function nameOf({ number, changes, setting }) {
    if (!number) return recipe.figure ? words.trunk_figure : fill(setting.prompt ? words.trunk_noise : words.trunk_silent, setting);
    const changed = ([name, value]) => fill(words.changed[name], { value: name === "scheduler" ? words.schedulers[value] : value });
    return fill(words.branch, { number, what: Object.entries(changes).map(changed).join(words.and) || words.nothing });
  }
  const numbersOf = ({ number, parent, t, psnr, likeness }) => ({
    number, parent: lineOf(parent), t, psnr: psnr === "same" ? "∞" : psnr?.toFixed(1), likeness: hasLikeness({ likeness }) ? signed(likeness) : undefined,
  });
  const hasLikeness = ({ likeness }) => likeness !== undefined && likeness !== null;

  function verdictOf({ psnr, likeness }) {
    if (psnr === "same") return words.verdict.same;
    return likeness >= SAME ? words.verdict.details : likeness >= ALIKE ? words.verdict.alike : words.verdict.other;
  }
  /* The sentence on the chosen line, or on all where that is the trunk, with its values; `again`: lines made anew. */
  function sentenceOf({ lines }, chosen, again) {
    const line = lines[chosen], branches = lines.filter((one) => one.number && hasLikeness(one)).sort((a, b) => b.t - a.t);
    const early = branches[0], late = branches.at(-1), { now } = words;
    const ofAll = !early ? now.alone : early === late ? now.one : now.many + (early.likeness < late.likeness ? now.deeper : now.odd);
    const told = again.length ? fill(words.again, { numbers: again.map(lineOf).join(words.and) }) : "";
    return [(chosen ? now.branch + verdictOf(line) : ofAll) + told, {
      ...numbersOf(line), count: lines.length - 1, what: nameOf(line),
      early: early?.t, late: late?.t, early_near: early && numbersOf(early).likeness, late_near: late && numbersOf(late).likeness,
    }];
  }
  return { lineOf, nameOf, numbersOf, hasLikeness, sentenceOf };
}
