// Suggestions under a search field: a combobox with a list (ARIA Authoring Practices). The form works without it.
for (const form of document.querySelectorAll(".search-form")) {
  const field = form.querySelector("input");
  const list = form.querySelector('[role="listbox"]');
  const status = form.querySelector('[role="status"]');
  let active = -1;
  let waiting;
  let asked;

  Object.entries({ role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": list.id })
    .forEach(([name, value]) => field.setAttribute(name, value));

  const choose = (index) => {
    const options = [...list.children];
    active = index;
    options.forEach((option, i) => option.setAttribute("aria-selected", i === index));
    if (index < 0) field.removeAttribute("aria-activedescendant");
    else {
      field.setAttribute("aria-activedescendant", options[index].id);
      options[index].scrollIntoView({ block: "nearest" });
    }
  };
  const close = () => {
    asked?.abort();
    clearTimeout(waiting);
    list.hidden = true;
    field.setAttribute("aria-expanded", "false");
    choose(-1);
  };
  const offer = (found) => {
    list.replaceChildren(...found.map(({ text, url, kind }, i) => {
      const option = document.createElement("li");
      option.role = "option";
      option.id = `${list.id}-${i}`;
      option.dataset.url = url;
      const small = document.createElement("span");
      small.textContent = kind;
      option.append(text, " ", small);
      return option;
    }));
    list.hidden = !found.length;
    field.setAttribute("aria-expanded", String(!list.hidden));
    choose(-1);
    const { none, one, many } = form.dataset;
    status.textContent = !found.length ? none : found.length === 1 ? one : many.replace("{count}", found.length);
  };
  const ask = async () => {
    asked?.abort();
    asked = new AbortController();
    try {
      const answer = await fetch(`${form.dataset.suggestions}?q=${encodeURIComponent(field.value)}`, {
        signal: asked.signal,
      });
      if (answer.ok) offer(await answer.json());
    } catch {
      // Typed on, or off line: the form is still there.
    }
  };

  field.addEventListener("input", () => {
    clearTimeout(waiting);
    if (field.value.trim().length < 2) return close();
    waiting = setTimeout(ask, 150);
  });
  field.addEventListener("keydown", (event) => {
    const count = list.hidden ? 0 : list.children.length;
    if (event.key === "Escape" && count) {
      event.preventDefault();
      close();
    } else if ((event.key === "ArrowDown" || event.key === "ArrowUp") && count) {
      event.preventDefault();
      // Past either end lies the field itself.
      const step = event.key === "ArrowDown" ? 1 : -1;
      choose(((active + 1 + step + count + 1) % (count + 1)) - 1);
    } else if (event.key === "Enter" && active >= 0) {
      event.preventDefault();
      location.href = list.children[active].dataset.url;
    } else if (event.key === "Tab") close();
  });
  field.addEventListener("blur", close);
  // A press must not take the focus from the field before the click is heard.
  list.addEventListener("mousedown", (event) => event.preventDefault());
  list.addEventListener("click", (event) => {
    const option = event.target.closest("li");
    if (option) location.href = option.dataset.url;
  });
}

// Left without opening a result: counted for the day, without anything about who left.
const shown = document.querySelector("[data-ticket]");
if (shown) {
  let opened = false;
  document.querySelector("main").addEventListener("click", (event) => {
    opened ||= Boolean(event.target.closest("a"));
  });
  addEventListener("submit", () => {
    opened = false;
  });
  addEventListener("pagehide", () => {
    if (!opened) navigator.sendBeacon(shown.dataset.unopened, new URLSearchParams({ ticket: shown.dataset.ticket }));
    opened = true;
  });
}
