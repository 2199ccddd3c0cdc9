/* One edit of the latent; its decoding follows the hand, and only the newest is ever asked for. */
const TAB = "latent", words = props.words, one = (name) => element.querySelector(name);
const linked = new URLSearchParams(location.search).get("tab") === TAB ? new URLSearchParams(location.search) : new URLSearchParams();
const state = { tool: "shift", channel: 1, amount: 0, spot: [8, 8], other: "" };
let set = null, shown = null, opens = 0, settled = 0, fromLink = linked.has("channels");

kakusan.dress(element, props);
kakusan.badge(one(".k-badge"), props.common);
drawOthers();
const newest = makeNewest((question) => trigger("edit", question));
const section = kakusan.section(element, () => trigger("opened", { run: --opens }), { props, tab: TAB }); // below 0: no edit's

/* Change the edit by hand; everything but the picture answers at once. */
function change(next) {
  Object.assign(state, next);
  state.amount = sensibleAmount(state.tool, state.amount);
  one(".z-before").setAttribute("aria-pressed", "false");
  follow();
  newest.want({ ...state });
}

function follow() {
  const { tool, channel, amount } = state, { low, high } = rangeOf(tool), slider = one(".z-amount");
  one(".z-body").dataset.tool = tool;
  for (const button of one(".z-tools").children) button.setAttribute("aria-pressed", button.dataset.tool === tool);
  [...one(".z-channels").children].forEach((button, index) => button.setAttribute("aria-pressed", channel === 0 || channel === index + 1));
  for (const button of one(".z-others").children) button.setAttribute("aria-pressed", button.dataset.other === state.other);
  one(".z-all").setAttribute("aria-pressed", channel === 0);
  one(".z-others").hidden = tool !== "swap";
  Object.assign(slider, { min: low, max: high, step: stepOf(tool) });
  slider.value = amount;
  slider.style.setProperty("--at", (amount - low) / (high - low));
  slider.setAttribute("aria-label", words.tools[tool].ask);
  slider.setAttribute("aria-valuetext", saidAmount(tool, amount));
  one(".z-ask-what").textContent = words.tools[tool].ask;
  one(".z-amount-now").textContent = saidAmount(tool, amount);
  one(".z-from").textContent = saidAmount(tool, low);
  one(".z-to").textContent = saidAmount(tool, high);
  one(".z-reset").disabled = amount === rangeOf(tool).none;
  one(".z-body").style.setProperty("--row", state.spot[0]);
  one(".z-body").style.setProperty("--column", state.spot[1]);
}

/* what is there, drawn */
async function paint({ src, levels }) {
  const image = await loadImage(src), { side } = set, numbers = bytesOf(levels);
  [...one(".z-channels").children].forEach((button, index) =>
    paintLevels(button.querySelector("canvas"), numbers.subarray(index * side * side, (index + 1) * side * side), side, 1));
  const canvas = one(".z-decoded");
  canvas.width = canvas.height = image.naturalWidth;
  canvas.getContext("2d").drawImage(image, 0, 0);
}

function describe() {
  const before = one(".z-before").getAttribute("aria-pressed") === "true", { asked, psnr, moved, change: by } = shown;
  const values = {
    name: set.name, psnr: psnr?.toFixed(1), moved: plain.format(moved ?? 0), amount: asked.tool && saidAmount(asked.tool, asked.amount),
    channel: asked.channel, other: props.common.sample[asked.other], row: (asked.spot?.[0] ?? 0) + 1, column: (asked.spot?.[1] ?? 0) + 1,
    ...Object.fromEntries(COLORS.map((color) => [color, signed.format(by?.[color] ?? 0)])),
  };
  const untouched = before || psnr === null || psnr === undefined;
  const which = asked.channel === 0 ? words.of_all : words.of_one;
  const sentence = untouched ? words.untouched : kakusan.fill(words.tools[asked.tool].done, { ...values, which: kakusan.fill(which, values), amount: "{amount}" }) + words.measured;
  kakusan.say(one(".z-now"), sentence, values);
  one(".z-what").textContent = untouched ? words.caption_untouched : words.caption;
  one(".z-psnr").textContent = untouched ? "" : `PSNR ${values.psnr} dB`;
  one(".z-decoded").setAttribute("aria-label", kakusan.fill(untouched ? words.alternative.untouched : words.alternative.edited, values));
}

async function settle(value) {
  const mine = ++settled;
  await paint(value);
  if (mine !== settled) return;
  shown = value;
  one(".z-body").dataset.shown = value.asked.run;
  describe();
}

const arrivals = {
  begun(value) {
    if (value.asked.run !== opens) return;
    set = value;
    state.other ||= props.samples.at(-1).id;
    state.spot = [Math.floor(value.side / 2), Math.floor(value.side / 2)];
    one(".z-error").hidden = true;
    one(".z-flat").hidden = !value.one_color;
    one(".z-flat").textContent = kakusan.fill(words.one_color, { spread: plain.format(value.spread) });
    one(".z-paragraph").textContent = kakusan.fill(words.prose.paragraph, { name: value.name });
    one(".z-body").style.setProperty("--side", value.side);
    drawTools();
    drawChannels();
    one(".c-body").classList.remove("c-waiting");
    if (fromLink) takeLink();
    fromLink = false;
    change({});
    settle(value);
  },
  edited(value) {
    if (!newest.answered(value.asked.run) || !set) return;
    one(".z-error").hidden = true;
    one(".z-code .k-code").textContent = value.code;
    one(".z-code").hidden = false;
    if (one(".z-before").getAttribute("aria-pressed") === "true") shown = value; else settle(value).then(remember);
  },
  error(value) {
    newest.answered(value.asked.run);
    one(".z-error").textContent = value.text;
    one(".z-error").hidden = false;
  },
};

function remember() {
  if (newest.isBusy()) return;
  const { tool, channel, amount, spot, other } = state, isNone = amount === rangeOf(tool).none;
  kakusan.remember(TAB, isNone ? { channels: null, channels_of: null, channels_by: null, channels_at: null, channels_from: null } : {
    channels: tool, channels_of: channel, channels_by: amount, channels_at: tool === "poke" ? spot.join("-") : null, channels_from: tool === "swap" ? other : null });
}

function takeLink() {
  const number = (key, low, high, otherwise) => {
    const named = linked.get(key) ? Number(linked.get(key)) : NaN;
    return Number.isFinite(named) ? Math.min(high, Math.max(low, Math.round(named))) : otherwise;
  };
  const tool = linked.get("channels"), spot = (linked.get("channels_at") ?? "").split("-").map(Number);
  if (tool in set.tools) state.tool = tool;
  state.channel = number("channels_of", 0, set.channels, 1);
  state.amount = sensibleAmount(state.tool, linked.get("channels_by") ? Number(linked.get("channels_by")) : NaN);
  if (spot.length === 2 && spot.every((at) => Number.isInteger(at) && at >= 0 && at < set.side)) state.spot = spot;
  if (props.samples.some(({ id }) => id === linked.get("channels_from"))) state.other = linked.get("channels_from");
}

function draw() {
  const value = props.value;
  if (value?.kind) arrivals[value.kind]?.(value);
}

one(".z-amount").addEventListener("input", ({ target }) => change({ amount: Number(target.value) }));
one(".z-all").addEventListener("click", () => change({ channel: state.channel === 0 ? 1 : 0 }));
one(".z-reset").addEventListener("click", () => change({ amount: rangeOf(state.tool).none }));
one(".z-before").addEventListener("click", async ({ currentTarget: button }) => {
  const before = button.getAttribute("aria-pressed") !== "true";
  button.setAttribute("aria-pressed", before);
  await paint(before ? set : shown);
  describe();
});
one(".z-channels").addEventListener("keydown", moveSpot);
one(".z-channels").addEventListener("pointerup", () => { grip = null; });
window.addEventListener("kakusan:theme", () => { if (shown) paint(shown); });
draw();
watch("value", draw);
watch("picture", section.stale);
