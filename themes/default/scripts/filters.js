// Narrows a list in place: `form[data-filters]` in `[data-filtered]` over `[data-item]`.
// A field named `text` looks for words; any other field looks among those of `data-<name>`.
// The state is in the query, so that it can be shared. Groups that become empty, and the
// words said then, are the style sheet's affair (`[data-group]`, `.empty`).

const fold = text => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();

document.querySelectorAll("form[data-filters]").forEach(form => {
  const items = [...form.closest("[data-filtered]").querySelectorAll("[data-item]")];
  const apply = () => {
    const wanted = [...new FormData(form)].filter(([, value]) => value);
    const suits = item => ([name, value]) => name === "text"
      ? fold(value).split(/\s+/).every(word => fold(item.textContent).includes(word))
      : item.dataset[name]?.split(" ").includes(value);
    for (const item of items) item.hidden = !wanted.every(suits(item));
    const query = new URLSearchParams(wanted).toString();
    history.replaceState(null, "", location.pathname + (query && `?${query}`) + location.hash);
  };
  for (const [name, value] of new URLSearchParams(location.search)) {
    if (form.elements[name]) form.elements[name].value = value;
  }
  form.parentElement.querySelector("[data-filters-else]")?.remove();
  form.addEventListener("input", apply);
  form.addEventListener("submit", event => event.preventDefault());
  if (location.search) apply();
});
