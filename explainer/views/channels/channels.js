/* One edit of the latent; its decoding follows the hand, and only the newest is ever asked for. */
import { complain, describe, fill, fillIn, finder, hear, make, makeChoices, press, say } from "../parts/dom.js";
import { linkOf, remember } from "../parts/link.js";
import { makeNewest } from "../parts/newest.js";
import { brief } from "../parts/numbers.js";
import { bytesOf, loadImage, paintImage, paintLevels } from "../parts/paint.js";
import { setRange } from "../parts/scrub.js";
import { makeSection } from "../parts/section.js";
import { COLORS, gain, layChannels, makeAmounts, spotAfter } from "./tools.js";

const TAB = "latent";

export default (view) => {
  const { element, props, trigger, watch } = view, { words, common, samples } = props;
  const one = finder(element), body = one(".z-body"), slider = one(".z-amount"), link = linkOf(TAB);
  const state = { tool: "shift", channel: 1, amount: 0, spot: [8, 8], other: "" };
  let set = null, amounts = null, markTool = null, shown = null, before = false, opens = 0, settled = 0, fromLink = link.names("channels");

  const newest = makeNewest((question) => trigger("edit", question));
  makeSection(view, () => trigger("opened", { run: --opens }), { tab: TAB, ofPicture: true }); // below 0: no edit's

  const others = samples.map(({ id, src }) => make("button",
    { dataset: { other: id }, on: { click: () => change({ other: id, amount: state.amount || 1 }) } },
    make("img", { src, alt: "" }), make("span", { text: common.sample[id] })));
  one(".z-others").replaceChildren(...others);

  /* Change the edit by hand; everything but the picture answers at once. */
  function change(next) {
    Object.assign(state, next);
    state.amount = amounts.sensible(state.tool, state.amount);
    showBefore(false);
    follow();
    newest.want({ ...state });
  }
  function showBefore(wanted) {
    before = wanted;
    press([one(".z-before")], () => before);
  }

  function follow() {
    const { tool, channel, amount } = state, { low, high, none, step } = amounts.range(tool);
    body.dataset.tool = tool;
    markTool(tool);
    press(one(".z-channels").children, (_, index) => channel === 0 || channel === index + 1);
    press(others, (button) => button.dataset.other === state.other);
    press([one(".z-all")], () => channel === 0);
    one(".z-others").hidden = tool !== "swap";
    Object.assign(slider, { min: low, max: high, step });
    const [from, now, to] = [low, amount, high].map((number) => amounts.said(tool, number));
    setRange(slider, amount, now);
    fillIn(body, words, { tool, from, now, to });
    one(".z-reset").disabled = amount === none;
    body.style.setProperty("--row", state.spot[0]);
    body.style.setProperty("--column", state.spot[1]);
  }

  /* what is there, drawn */
  async function paint({ src, levels }) {
    const image = await loadImage(src), numbers = bytesOf(levels), area = set.side ** 2;
    [...one(".z-channels").children].forEach((button, i) =>
      paintLevels(button.querySelector("canvas"), numbers.subarray(i * area, (i + 1) * area), set.side, 1));
    paintImage(one(".z-decoded"), image);
  }

  function explain() {
    const { asked, psnr = null, moved, change: by } = shown, untouched = before || psnr === null;
    const values = {
      name: set.name, psnr: psnr?.toFixed(1), moved: brief(moved ?? 0), amount: asked.tool && amounts.said(asked.tool, asked.amount),
      channel: asked.channel, other: common.sample[asked.other], row: (asked.spot?.[0] ?? 0) + 1, column: (asked.spot?.[1] ?? 0) + 1,
      ...Object.fromEntries(COLORS.map((color) => [color, gain(by?.[color] ?? 0)])),
    };
    say(one(".z-now"), untouched ? words.untouched : done(asked, values) + words.measured, values);
    one(".z-what").textContent = untouched ? words.caption_untouched : words.caption;
    one(".z-psnr").textContent = untouched ? "" : `PSNR ${values.psnr} dB`;
    describe(one(".z-decoded"), words.alternative[untouched ? "untouched" : "edited"], values);
  }
  function done({ tool, channel }, values) {
    const which = fill(channel === 0 ? words.of_all : words.of_one, values);
    return fill(words.tools[tool].done, { ...values, which, amount: "{amount}" });
  }

  async function settle(value) {
    const mine = ++settled;
    await paint(value);
    if (mine !== settled) return;
    shown = value;
    body.dataset.shown = value.asked.run;
    explain();
  }

  const arrivals = {
    begun(value) {
      if (value.asked.run !== opens) return;
      set = value;
      amounts = makeAmounts(value.tools, words);
      state.other ||= samples.at(-1).id;
      state.spot = [Math.floor(value.side / 2), Math.floor(value.side / 2)];
      complain(one(".z-error"), "");
      complain(one(".z-flat"), value.one_color ? fill(words.one_color, { spread: brief(value.spread) }) : "");
      one(".z-paragraph").textContent = fill(words.prose.paragraph, { name: value.name });
      body.style.setProperty("--side", value.side);
      const tools = Object.keys(value.tools).map((tool) => ({ value: tool, label: words.tools[tool].name, dataset: { tool } }));
      markTool = makeChoices(one(".z-tools"), tools, (tool) => change({ tool, amount: amounts.range(tool).none }));
      layChannels(one(".z-channels"), value, words, amounts.range, state, change);
      body.classList.remove("c-waiting");
      if (fromLink) takeLink();
      fromLink = false;
      change({});
      settle(value);
    },
    edited(value) {
      if (!newest.answered(value.asked.run) || !set) return;
      complain(one(".z-error"), "");
      one(".z-code .k-code").textContent = value.code;
      one(".z-code").hidden = false;
      if (before) shown = value; else settle(value).then(keep);
    },
    waiting(value) {
      const told = newest.waits(value);
      if (told) one(".z-now").textContent = told;
      else if (told !== null && shown) explain();
    },
    error(value) {
      newest.answered(value.asked.run);
      complain(one(".z-error"), value.text);
    },
  };

  function keep() {
    if (newest.isBusy()) return;
    const { tool, channel, amount, spot, other } = state, isNone = amount === amounts.range(tool).none;
    remember(TAB, {
      channels: isNone ? null : tool, channels_of: isNone ? null : channel, channels_by: isNone ? null : amount,
      channels_at: !isNone && tool === "poke" ? spot.join("-") : null, channels_from: !isNone && tool === "swap" ? other : null,
    });
  }
  function takeLink() {
    const spot = link.text("channels_at", "").split("-").map(Number);
    state.tool = link.choice("channels", set.tools, state.tool);
    state.channel = link.whole("channels_of", 0, set.channels, 1);
    state.amount = amounts.sensible(state.tool, link.real("channels_by", -Infinity, Infinity, NaN));
    if (spot.length === 2 && spot.every((at) => Number.isInteger(at) && at >= 0 && at < set.side)) state.spot = spot;
    state.other = link.choice("channels_from", samples.map(({ id }) => id), state.other);
  }

  function draw() {
    const value = props.value;
    if (value?.kind) arrivals[value.kind]?.(value);
  }

  slider.addEventListener("input", () => change({ amount: Number(slider.value) }));
  one(".z-all").addEventListener("click", () => change({ channel: state.channel === 0 ? 1 : 0 }));
  one(".z-reset").addEventListener("click", () => change({ amount: amounts.range(state.tool).none }));
  one(".z-before").addEventListener("click", async () => {
    showBefore(!before);
    await paint(before ? set : shown);
    explain();
  });
  one(".z-channels").addEventListener("keydown", (event) => {
    const spot = state.tool === "poke" && spotAfter(event, state.spot, set.side);
    if (!spot) return;
    event.preventDefault();
    change({ spot });
  });
  hear("theme", () => { if (shown) paint(shown); });
  draw();
  watch("value", draw);
};
