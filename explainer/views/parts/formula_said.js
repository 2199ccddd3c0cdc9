/* The tree of a formula (formula_tree.js) as it is read aloud, in the words of the table common.math. */
import { isName, isSign, MARKS, PREFIXES } from "./formula_tree.js";

/* Whether a listener would not know where it ends. */
const isLong = (node) => (node.kind === "row" ? node.of.length > 1 || isLong(node.of[0]) : node.kind === "fraction");

/* Its tree to the sentence; `valueOf(name)` is what stands for {name}. */
export function saidBy(words, valueOf) {
  const fill = (template, parts) => template.replace(/\{(\w)\}/g, (_, name) => parts[name]);
  const wrapped = (name, parts, ...lengths) => fill(words[lengths.some(isLong) ? `${name}_long` : name], parts);
  const letter = ({ text, mark, primes }) =>
    (words.letter[text] ?? text) + (mark ? words[MARKS[mark]] : "") + words.prime.repeat(primes);
  function power(base, above) {
    const isPlain = above.kind === "number" || above.kind === "letter" || (above.kind === "row" && above.of.length === 1);
    const only = isPlain ? words.power[say(above)] : null;
    return fill(only ?? words.power.any, { a: base, n: say(above) });
  }
  function script({ base, below, above }) {
    if (base.kind === "sign") return fill(words.sum_over, { n: say(below) });
    const lower = below ? wrapped("below", { a: say(base), n: say(below) }, below) : say(base);
    return above ? power(lower, above) : lower;
  }
  function call({ what, group }) {
    const isPlain = group.kind === "group" && group.open === "(" && !isLong(group.of);
    return fill(words.of, { f: say(what), a: say(isPlain ? group.of : group) });
  }
  function group({ open, of }) {
    return open === "‖" || open === "|" ? wrapped(open === "‖" ? "norm" : "absolute", { a: say(of) }, of)
      : fill(words.brackets, { a: say(of) });
  }
  function sequence(nodes) {
    return nodes.map((node, index) => {
      const before = nodes[index - 1];
      if (node.kind !== "sign") return isSign(node) || isSign(before) || isName(before) ? say(node) : `${words.sign["·"]} ${say(node)}`;
      return (PREFIXES.has(node.text) && isSign(before) && words.negative[node.text]) || words.sign[node.text];
    }).join(" ");
  }
  function say(node) {
    switch (node.kind) {
      case "row": return sequence(node.of);
      case "value": return valueOf(node.name);
      case "letter": return letter(node);
      case "root": return wrapped("root", { a: say(node.of) }, node.of);
      case "group": return group(node);
      case "call": return call(node);
      case "fraction": return wrapped("fraction", { a: say(node.over), b: say(node.under) }, node.over, node.under);
      case "script": return script(node);
      case "name": return words.name[node.text] ?? node.text;
      default: return node.text;
    }
  }
  return (node) => tidy(say(node));
}

/* No space before a comma, one comma where two pauses meet, none at the end. */
const tidy = (said) => said
  .replace(/\s+/g, " ")
  .replace(/ ([,;:、])/g, "$1")
  .replace(/[,;:、][,;:、 ]*([,;:、])/g, "$1")
  .replace(/、 /g, "、")
  .replace(/[,、 ]+$/, "");
