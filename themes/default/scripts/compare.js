// The territories side by side that the visitor chose: style sheets hide the others, this
// keeps the choice in the address, after its `#`, which goes to no server.

const boxes = [...document.querySelectorAll("[data-choice] input")];
const chosen = location.hash.slice(1).split(",");

if (boxes.some(box => chosen.includes(box.value))) {
  for (const box of boxes) box.checked = chosen.includes(box.value);
}
document.querySelector("[data-choice]").onchange = () => {
  const kept = boxes.filter(box => box.checked).map(box => box.value);
  history.replaceState(null, "", kept.length < boxes.length ? `#${kept.join(",")}` : location.pathname);
};
