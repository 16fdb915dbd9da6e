// Adds to a page that is whole without it. Nothing is stored, nothing is sent.
const each = (selector, act) => document.querySelectorAll(selector).forEach(act);

each('[data-do="print"]', (button) => {
  button.hidden = false;
  button.onclick = () => print();
});

each('[data-do="print-questions"]', (button) => {
  button.hidden = false;
  button.onclick = () => {
    document.body.classList.add("print-questions");
    print();
    document.body.classList.remove("print-questions");
  };
});

// Pictures not yet scrolled to are printed too, and answers folded away, which are folded again.
let folded = [];
addEventListener("beforeprint", () => {
  each('img[loading="lazy"]', (image) => { image.loading = "eager"; });
  folded = [...document.querySelectorAll("details:not([open])")];
  folded.forEach((details) => { details.open = true; });
});
addEventListener("afterprint", () => folded.forEach((details) => { details.open = false; }));

// Without navigator.share the link stays what it was: an e-mail.
if (navigator.share) each('[data-do="share"]', (link) => {
  link.onclick = (event) => {
    event.preventDefault();
    navigator.share({ title: document.title, url: location.href }).catch(() => {});
  };
});

// A video's player is called by the click, never before.
each("[data-player]", (link) => {
  link.onclick = (event) => {
    event.preventDefault();
    const player = document.createElement("iframe");
    player.src = link.dataset.player;
    player.title = link.dataset.title;
    player.allow = "fullscreen; encrypted-media; picture-in-picture";
    player.allowFullscreen = true;
    // The hosts refuse to play for a page that hides where it is.
    player.referrerPolicy = "strict-origin-when-cross-origin";
    link.replaceWith(player);
    player.focus();
  };
});

// Read aloud by a voice of the machine; offered once there is one in the page's language.
const voices = () => speechSynthesis.getVoices().some((voice) => voice.lang.startsWith(document.documentElement.lang));
if ("speechSynthesis" in window) each('[data-do="speak"]', (button) => {
  const label = button.querySelector("span");
  const idle = label.textContent;
  const offer = () => { button.hidden = !voices(); };
  const stop = () => {
    speechSynthesis.cancel();
    button.setAttribute("aria-pressed", "false");
    label.textContent = idle;
  };
  offer();
  speechSynthesis.onvoiceschanged = offer;
  button.onclick = () => {
    if (button.getAttribute("aria-pressed") === "true") return stop();
    speechSynthesis.cancel();
    const parts = document.querySelectorAll("h1, .article-intro, .prose :is(h2, h3, p, li, dt, dd, caption, th, td, summary, label):not(.references *, .tools, .tools *, :has(p, li))");
    parts.forEach((part, i) => {
      const words = new SpeechSynthesisUtterance(part.textContent.trim());
      words.lang = part.closest("[lang]").lang;
      if (i === parts.length - 1) words.onend = stop;
      speechSynthesis.speak(words);
    });
    button.setAttribute("aria-pressed", "true");
    label.textContent = button.dataset.stop;
  };
  addEventListener("pagehide", stop);
});

// The section being read, in the contents list; a chosen section closes the sheet.
const links = new Map();
each(".contents a", (link) => {
  links.set(link.hash.slice(1), link);
  link.addEventListener("click", () => {
    const sheet = link.closest("[popover]");
    if (sheet.hidePopover && sheet.matches(":popover-open")) sheet.hidePopover();
  });
});
const marks = [...links.keys()].map((id) => document.getElementById(id)).filter(Boolean);
if (marks.length) {
  const update = () => {
    const now = marks.filter((mark) => mark.getBoundingClientRect().top < innerHeight / 3).pop() ?? marks[0];
    links.forEach((link, id) => id === now.id ? link.setAttribute("aria-current", "location") : link.removeAttribute("aria-current"));
  };
  let asked = false;
  addEventListener("scroll", () => {
    if (!asked) requestAnimationFrame(() => { asked = false; update(); });
    asked = true;
  }, { passive: true });
  update();
}
