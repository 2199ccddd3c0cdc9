/* The recipe of the tree, as the address and the server have it: see tabs/reverse/tree_address.py. */
const SIGNS = { "%": "%25", ":": "%3A", "~": "%7E" };
const LETTER = { seed: "s", guidance: "g", scheduler: "k", prompt: "p", steps: "n", t: "t" };
const plain = (value) => (typeof value === "string" ? value.replace(/[%:~]/g, (sign) => SIGNS[sign]) : String(value));
const written = (changes) => Object.entries(changes).map(([name, value]) => `:${LETTER[name]}${plain(value)}`).join("");

const recipe = { trunk: null, forks: [], figure: false };
const treeText = () => recipe.forks.join("~");

function adoptRecipe({ trunk, tree, figure }) {
  recipe.trunk = trunk;
  recipe.forks = tree ? tree.split("~") : [];
  if (figure !== undefined) recipe.figure = figure;
}

const addFork = (parent, t, changes) => recipe.forks.push(`${parent}:${t}${written(changes)}`);

/* Take off line `number` and all that grew from it; the rest move up. */
function cutFork(number) {
  const gone = new Set([number]), places = [0];
  const kept = recipe.forks.filter((fork, i) => {
    const parent = Number(fork.split(":")[0]);
    if (gone.has(parent)) gone.add(i + 1);
    if (gone.has(i + 1)) return false;
    places[i + 1] = places.filter((place) => place !== undefined).length;
    return true;
  });
  recipe.forks = kept.map((fork) => {
    const [parent, ...rest] = fork.split(":");
    return [places[Number(parent)], ...rest].join(":");
  });
}
