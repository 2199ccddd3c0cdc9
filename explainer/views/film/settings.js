/* The fields under “settings”: each [name] of the form is a number, or a choice among `choices[name]`.
   A number that makes no sense becomes the nearest that does; none at all becomes the last that there was. */
function makeSettings(form, choices, changed) {
  for (const [name, labels] of Object.entries(choices)) {
    for (const [value, label] of Object.entries(labels)) form.elements[name].append(new Option(label, value));
  }
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("change", ({ target }) => {
    if (target.type === "number") target.value = target.defaultValue = sensible(target);
    changed();
  });

  return {
    read() {
      return Object.fromEntries([...form.elements].filter((one) => one.name).map((one) =>
        [one.name, one.type === "number" ? one.valueAsNumber : one.value]));
    },
    write(values) {
      for (const one of form.elements) if (one.name in values) one.value = one.defaultValue = values[one.name];
    },
  };
}

function sensible({ valueAsNumber, defaultValue, min, max, step }) {
  if (Number.isNaN(valueAsNumber)) return defaultValue || min;
  const onStep = Number((Math.round(valueAsNumber / step) * step).toFixed(6));
  return Math.min(Math.max(onStep, Number(min)), Number(max));
}

const anySeed = () => Math.floor(Math.random() * 100000);
