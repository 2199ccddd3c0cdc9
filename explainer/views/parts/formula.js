/* Formulas in MathML, with the sentence that says them aloud: no font is fetched.

   In: `x_t = sqrt(ᾱ_t) x_0 + sqrt(1 − ᾱ_t) ε`, what stands between two dollar signs of a sentence, as on a blackboard:

     x_t  x_(t − 1)  g^2  x_t^2      below and above; brackets that only hold together what stands there are not shown
     sqrt(a)  a/b  (a + b)/(2 c)     a root; a fraction of two terms, in brackets (which are not shown) if they are longer
     ε̂  ᾱ  x̂  w̄  t′                  hats, bars and primes, each belonging to its letter: x_t′ is x below which is t′
     f(x, t)  k (x − y)              a bracket that touches what is before it is a function's; a space makes it a product
     cos θ  log_10(x)  LayerNorm(x)  names of two letters and more are upright; a b, not ab, is a product
     ‖x‖  |x|  [x]  Σ_i e_i  z ~ N(0, I)  x ← y  − ± · × = < > , ; : ∈
     {keep}                          a value, by its name

   Out: <math aria-label="x sub t equals …">; of a formula with a mistake in it, its text, and the console is told. */
import { element, pieces, drawn } from "./formula_drawn.js";
import { saidBy } from "./formula_said.js";
import { parse } from "./formula_tree.js";

/** The <math> of `text`, said in `words` (the page's table common.math; without them, `label` says it later);
   `valueOf(name)` is what stands for {name}.
   @param {string} text
   @param {Record<string, any> | null} [words]
   @param {(name: string) => any} [valueOf] */
export function formula(text, words = null, valueOf = (name) => `{${name}}`) {
  const values = {};
  const once = (name) => (values[name] ??= String(valueOf(name)));
  try {
    const tree = parse(text);
    const made = element("math", pieces(tree, (node) => drawn(node, once)));
    if (words) made.setAttribute("aria-label", saidBy(words, once)(tree));
    else unsaid.push((later) => made.setAttribute("aria-label", saidBy(later, once)(tree)));
    return made;
  } catch (error) {
    console.error(`kakusan: no formula in "$${text}$": ${error.message}`);
    return document.createTextNode(`$${text}$`);
  }
}

/* What was written before the page had its words is said with them, once they are there. */
const unsaid = [];
export const label = (words) => unsaid.splice(0).forEach((say) => say(words));
