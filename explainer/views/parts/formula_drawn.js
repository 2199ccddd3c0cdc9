/* The tree of a formula (formula_tree.js) as MathML. */
import { isName, isSign, PREFIXES } from "./formula_tree.js";

const SPACE = "http://www.w3.org/1998/Math/MathML";
const BREAKS = new Set([..."=<≤>≥≈~←→∈+−"]); // a line may end before these

export function element(tag, children = [], attributes = {}) {
  const made = document.createElementNS(SPACE, tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  made.append(...children);
  return made;
}

const row = (children) => (children.length === 1 ? children[0] : element("mrow", children));
const DRAWN = { Σ: "∑", "~": "∼", "\u0302": "^", "\u0304": "¯" };

/* The element of a node of the tree. */
export function drawn(node, valueOf) {
  const draw = (inner) => drawn(inner, valueOf);
  switch (node.kind) {
    case "row": return row(drawnRow(node.of, draw).flat());
    case "sign": return element("mo", [DRAWN[node.text] ?? node.text], node.text === "Σ" ? { form: "prefix" } : {});
    case "number": return element("mn", [node.text]);
    case "words": return element("mtext", [node.text]);
    case "name": return element("mi", [node.text]);
    case "value": return drawnValue(valueOf(node.name));
    case "letter": return drawnLetter(node);
    case "root": return element("msqrt", [draw(node.of)]);
    case "group": return element("mrow", [element("mo", [node.open]), draw(node.of), element("mo", [node.close])]);
    case "call": return element("mrow", [draw(node.what), draw(node.group)]);
    case "fraction": return element("mfrac", [draw(node.over), draw(node.under)]);
    case "script": {
      const parts = [node.base, node.below, node.above].filter(Boolean).map(draw);
      return element(node.below ? (node.above ? "msubsup" : "msub") : "msup", parts);
    }
    default: throw new Error(`no drawing of ${node.kind}`);
  }
}

const drawnValue = (text) => element(/^[\d.,]+$/.test(text) ? "mn" : "mtext", [text]);

function drawnLetter({ text, mark, primes }) {
  const letter = element("mi", [text]);
  const marked = mark ? element("mover", [letter, element("mo", [DRAWN[mark]], { stretchy: "false" })], { accent: "true" }) : letter;
  return primes ? element("mrow", [marked, element("mo", ["′".repeat(primes)], { lspace: "0", rspace: "0" })]) : marked;
}

/* What each node of a row is drawn as: one element, or two where a name needs room before it. */
function drawnRow(nodes, draw) {
  return nodes.map((node, index) => {
    const before = nodes[index - 1];
    if (PREFIXES.has(node.text) && isSign(before)) return [element("mo", [node.text], { form: "prefix" })];
    if (isSign(node)) return [draw(node)];
    const isApart = !isSign(before) && (isName(before) || isName(node) || (node.kind === "call" && isName(node.what)));
    return isApart ? [element("mspace", [], { width: "0.17em" }), draw(node)] : [draw(node)];
  });
}

/* A row as the pieces between which a long formula may be broken into lines (look/parts.css). */
export function pieces({ of: nodes }, draw) {
  const found = [];
  drawnRow(nodes, draw).forEach((made, index) => {
    const opens = BREAKS.has(nodes[index].text) && !isSign(nodes[index - 1]);
    if (opens) made[0].setAttribute("form", "infix");
    if (opens || !index) found.push(element("mrow"));
    found[found.length - 1].append(...made);
  });
  return found;
}
