// Sentences that quote numbers are filled in when the numbers are there.
function draw() {
  const value = props.value;
  if (!value) return;
  const find = (path) => path.split(".").reduce((table, key) => table[key], props.words);
  for (const one of element.querySelectorAll("[data-fill]")) one.textContent = kakusan.fill(find(one.dataset.fill), value.facts);
  element.querySelector("[data-code]").textContent = value.code;
}

kakusan.dress(element, props);
watch("value", draw);
draw();
