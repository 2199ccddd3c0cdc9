/* The recipe of the tree, as the address and the server have it: see tabs/reverse/tree_address.py. */
const SIGNS = { "%": "%25", ":": "%3A", "~": "%7E" };
const LETTER = { seed: "s", guidance: "g", scheduler: "k", prompt: "p", steps: "n", t: "t" };
const plain = (value) => (typeof value === "string" ? value.replace(/[%:~]/g, (sign) => SIGNS[sign]) : String(value));

/* A setting, or what a branch changes of it: ":s3:g4". */
export const written = (changes) => Object.entries(changes).map(([name, value]) => `:${LETTER[name]}${plain(value)}`).join("");

/* {trunk, forks, figure}, and what is done to it. `tree()`: all forks, as they are written. */
export function makeRecipe() {
  const recipe = {
    trunk: null, forks: [], figure: false,
    tree: () => recipe.forks.join("~"),
    adopt({ trunk, tree, figure = recipe.figure }) {
      Object.assign(recipe, { trunk, figure, forks: tree ? tree.split("~") : [] });
    },
    add(parent, t, changes) { recipe.forks.push(`${parent}:${t}${written(changes)}`); },
    /* Take off line `number` and all that grew from it; the rest move up. */
    cut(number) {
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
    },
  };
  return recipe;
}
