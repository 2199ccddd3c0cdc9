/* The reader's guess before the last act: asked once, never scored. `answered(choice)` with null for none. */
function makeGuess(answered) {
  const box = one(".dg-guess");
  let given = false;
  const give = (choice) => {
    given = true;
    box.hidden = true;
    answered(choice);
  };
  one(".dg-choices").replaceChildren(...Object.entries(words.guess.choices).map(([choice, label]) => {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "k-button";
    button.textContent = label;
    button.addEventListener("click", () => give(choice));
    return button;
  }));
  one(".dg-skip").addEventListener("click", () => give(null));
  return {
    get isDue() { return !given; },
    ask() {
      box.hidden = false;
      box.querySelector("button").focus({ preventScroll: true });
    },
    /* Those who ask for all three acts at once, or come by a link, are shown all. */
    spare() { given = true; box.hidden = true; },
  };
}
