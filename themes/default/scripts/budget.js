// The budget of a move: `form[data-budget]`, whose fields are all hypotheses. Prices stand on
// the options of its commune. The state is in the fragment, so that it can be shared, and
// goes to no server.

const form = document.querySelector("form[data-budget]"), { lang } = document.documentElement;
const field = name => form.elements.namedItem(name);
const value = name => Number(field(name).value) || 0;
const euros = n => n.toLocaleString(lang, { style: "currency", currency: "EUR", maximumFractionDigits: 0 });
const hours = n => n.toLocaleString(lang, { style: "unit", unit: "hour", maximumFractionDigits: 0 });
/** Weeks at work in a month: 45 a year. */
const WEEKS = 45 / 12;

/** What a loan costs a month: constant annuities, `rate` in percent a year. */
function annuity(sum, rate, years) {
  const monthly = rate / 1200, months = years * 12;
  if (!months) return 0;
  return monthly ? sum * monthly / (1 - (1 + monthly) ** -months) : sum / months;
}

function compute() {
  const town = field("commune").selectedOptions[0]?.dataset ?? {}, buys = field("achat").value === "oui";
  const price = Number(town.price) || 0, rent = Number(town.rent) || 0, area = value("surface");
  const home = buys
    ? annuity(Math.max(0, price * area - value("apport")), value("taux"), value("duree"))
    : rent * area;
  const days = value("jours"), there = value("jours_espace");
  const before = {
    home: value("logement"),
    way: days * WEEKS * 2 * value("trajet_km") * value("cout_km") + value("abonnement"),
    time: days * WEEKS * 2 * value("trajet_min") / 60,
  };
  const after = {
    home,
    way: there * WEEKS * (value("espace_jour") + 2 * value("espace_km") * value("cout_km")) + value("voyages") * value("voyage_prix"),
    time: there * WEEKS * 2 * value("espace_min") / 60 + value("voyages") * value("voyage_h"),
  };
  return { before, after, known: buys ? price > 0 : rent > 0, example: town.example !== undefined };
}

function show() {
  const { before, after, known, example } = compute(), cell = name => form.querySelector(`[data-out="${name}"]`);
  const sums = [before, after].map(({ home, way }) => home + way);
  [before, after].forEach(({ home, way, time }, at) => {
    const texts = { home: known || !at ? euros(home) : "–", way: euros(way), time: hours(time), sum: known || !at ? euros(sums[at]) : "–" };
    for (const [name, text] of Object.entries(texts)) cell(name + at).textContent = text;
  });
  const gain = (sums[0] - sums[1]) * 12, rest = (before.time - after.time) * 12, { dataset: words } = form;
  const told = (words, amount, text) => words.split("|")[amount < 0 ? 1 : 0].replace("{n}", text);
  cell("year").textContent = known
    ? `${told(words.sums, gain, euros(Math.abs(gain)))} ${told(words.times, rest, hours(Math.abs(rest)))}`
    : words.none;
  form.querySelector("[data-made-up]").hidden = !example;
  for (const element of form.querySelectorAll("[data-when]")) element.hidden = element.dataset.when !== field("achat").value;
}

const start = new URLSearchParams(location.hash.slice(1));
for (const [name, text] of start) if (field(name)) field(name).value = text;
form.addEventListener("input", () => {
  show();
  history.replaceState(null, "", `#${new URLSearchParams(new FormData(form))}`);
});
form.addEventListener("submit", event => event.preventDefault());
form.hidden = false;
show();
