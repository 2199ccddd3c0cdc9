/* The fields under “settings”: each [name] of the form is a number, or a choice among `choices[name]`. */
function makeSettings(form, choices, changed) {
  for (const [name, labels] of Object.entries(choices)) {
    for (const [value, label] of Object.entries(labels)) form.elements[name].append(new Option(label, value));
  }
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("change", () => { if (form.reportValidity()) changed(); });

  return {
    read() {
      return Object.fromEntries([...form.elements].filter((one) => one.name).map((one) =>
        [one.name, one.type === "number" ? one.valueAsNumber : one.value]));
    },
    write(values) {
      for (const one of form.elements) if (one.name in values) one.value = values[one.name];
    },
  };
}

const anySeed = () => Math.floor(Math.random() * 100000);
