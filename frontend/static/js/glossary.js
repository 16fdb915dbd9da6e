// Narrows the glossary while one types. Without it the form does the same, at the server.
const form = document.querySelector(".word-search");
const field = form.querySelector("input");
const status = form.querySelector('[role="status"]');
const entries = [...document.querySelectorAll(".entry")];

// As vocabulary.models.fold does: small letters, no accents, œ as oe.
const fold = (text) =>
  text.toLowerCase().replaceAll("œ", "oe").replaceAll("æ", "ae").normalize("NFKD").replace(/\p{M}/gu, "");

const narrow = () => {
  const query = fold(field.value.trim());
  let count = 0;
  for (const entry of entries) {
    entry.hidden = !entry.dataset.words.includes(query);
    if (!entry.hidden) count += 1;
  }
  for (const group of document.querySelectorAll(".letter-group")) {
    group.hidden = !group.querySelector(".entry:not([hidden])");
    const letter = document.querySelector(`.letters a[href="#${group.id}"]`);
    if (letter) letter.parentElement.hidden = group.hidden;
  }
  const { one, many, none } = status.dataset;
  status.textContent = query ? (count === 0 ? none : count === 1 ? one : many.replace("{count}", count)) : "";
};

// With a query in the address the page holds only what the server found: typing asks the server again.
if (entries.length && !new URLSearchParams(location.search).get("q")) {
  let waiting;
  field.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(narrow, 120);
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    narrow();
  });
  if (field.value) narrow();
}
