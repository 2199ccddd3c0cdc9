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

/* The badge says how the result came to be; `made` is when (seconds), or null for just now. */
function showBadge(badge, common, made) {
  badge.dataset.kind = made ? "recorded" : "live";
  const when = made && new Date(made * 1000).toLocaleTimeString(document.documentElement.lang, { timeStyle: "short" });
  badge.textContent = made ? `${common.recorded} ${when}` : common.live;
  badge.title = made ? "" : common.live_means;
}
