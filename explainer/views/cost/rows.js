/* The sizes, a row each, and the one line that says what is known by now. Uses `set` and the words of cost.js. */
const kindOf = ({ side }) => (set.live.includes(side) ? "live" : kept(side) ? "recorded" : "counted");

function cell(tag, className, text) {
  const made = document.createElement(tag);
  made.className = className;
  if (text !== undefined) made.textContent = text;
  return made;
}

function drawRows(image) {
  one(".o-rows tbody").replaceChildren(...set.sizes.map((size) => {
    const row = document.createElement("tr"), kind = kindOf(size), what = document.createElement("th"), time = document.createElement("td");
    row.dataset.kind = kind;
    row.dataset.side = size.side;
    what.scope = "row";
    const label = cell("div", "o-size"), thumb = document.createElement("canvas"), name = cell("span", "", `${size.side} × ${size.side} × ${size.channels}`);
    name.append(cell("small", "", size === latent() ? words.is_latent : size.side === set.size ? words.is_picture : words.is_pixels));
    label.append(thumb, name);
    what.append(label);
    if (size === latent()) paintLevels(thumb, bytesOf(set.latent), size.side, set.channels);
    else paintSmall(thumb, image, Math.min(size.side, set.size));
    const line = cell("div", "o-time"), bar = cell("div", "o-bar"), badge = cell("span", "k-badge k-inline");
    bar.append(document.createElement("i"));
    line.append(bar, cell("b", "o-seconds"), badge, cell("span", "o-none"));
    if (kind !== "counted") kakusan.badge(badge, props.common, kind === "recorded" ? set.recorded.made : undefined);
    badge.hidden = true;
    time.append(line);
    row.append(what, time, cell("td", "", operations(totalOf(size))), cell("td", "", weight(size.table)));
    return row;
  }));
  drawGrowth(one(".o-plot"), set.sizes, [latent().side, set.size], operations);
  one(".o-plot").setAttribute("aria-label", kakusan.fill(words.alternative.plot, {
    from: latent().side, to: set.sizes.at(-1).side, each: operations(latent().each), pairs: operations(latent().pairs),
    each_last: operations(set.sizes.at(-1).each), pairs_last: operations(set.sizes.at(-1).pairs) }));
  if (!inPhase("guess")) fillRows();
}

function paintSmall(canvas, image, side) {
  canvas.width = canvas.height = side;
  const pen = canvas.getContext("2d");
  pen.imageSmoothingQuality = "high";
  pen.drawImage(image, 0, 0, side, side);
}

const isKnown = (side) => (side === set.size && kept(side) ? set.waited : set.seconds[side]);
const nowTimed = () => set.live.find((side) => set.seconds[side] === undefined);

function fillRows() {
  const most = Math.max(kept(set.size) ?? 0, ...Object.values(set.seconds));
  for (const row of element.querySelectorAll(".o-rows tbody tr")) {
    const side = Number(row.dataset.side), seconds = isKnown(side), part = (name) => row.querySelector(name);
    const isNow = inPhase("running") && (side === nowTimed() || (side === set.size && set.waited !== undefined && !set.isOver));
    row.dataset.state = isNow ? "now" : "";
    part(".o-bar i").hidden = !seconds;
    part(".o-bar i").style.setProperty("--share", seconds ? Math.min(1, seconds / most) : 0);
    part(".o-seconds").textContent = seconds ? lasting(seconds) : "";
    part(".k-badge").hidden = row.dataset.kind === "counted" || !seconds;
    part(".o-none").textContent = row.dataset.kind === "counted" ? words.only_counted : isNow && !seconds ? words.timing : "";
    part(".o-none").hidden = !part(".o-none").textContent;
  }
  describe();
}

function numbers() {
  const last = set.live.filter((side) => set.seconds[side] !== undefined).at(-1);
  const small = kept(latent().side), large = kept(set.size), waited = set.waited ?? 0;
  return {
    side: nowTimed(), size: set.size, last, from: latent().side,
    here: set.seconds[latent().side] && lasting(set.seconds[latent().side]), here_last: last && lasting(set.seconds[last]),
    times_last: last && about.format(set.seconds[last] / set.seconds[latent().side]),
    small: small && lasting(small), large: large && lasting(large), times: large && about.format(large / small),
    run_small: small && lasting(STEPS * small), run_large: large && lasting(STEPS * large), steps: STEPS,
    passed: lasting(waited), meanwhile: small && whole.format(Math.floor(waited / small)),
    more: about.format(totalOf(picture()) / totalOf(latent())), guess: set.guess === null ? null : whole.format(set.guess),
  };
}

function describe() {
  const values = numbers();
  kakusan.say(one(".o-now"), sentence(values), values);
}

function sentence({ side, last }) {
  const here = last && last !== set.live[0] ? words.here : "";
  if (inPhase("running")) return side ? kakusan.fill(words.running, { side }) + here : words.meanwhile;
  const found = inPhase("stopped") ? words.stopped : kept(set.size) ? words.found : words.found_counted;
  return found + (inPhase("stopped") || set.guess === null ? "" : words.yours) + here;
}
