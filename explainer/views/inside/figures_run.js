/* What the figure above shows: as it told, or before its first run is done as the address has it, or else as it opens. */
const TAB = "reverse";
const OF_RUN = ["t", "steps", "seed", "scheduler"];
const inAddress = () => {
  const query = new URLSearchParams(location.search);
  return query.get("tab") === TAB ? Object.fromEntries([...query]) : {};
};

function figuresRun() {
  const told = kakusan.runs[TAB] || inAddress();
  return Object.fromEntries(OF_RUN.map((key) => [key, String(told[key] ?? props.opens_with[key])]));
}
