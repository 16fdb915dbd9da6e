// Adds to a page that is whole without it. Nothing is stored, nothing is sent.
const each = (selector, act) => document.querySelectorAll(selector).forEach(act);
const say = (text) =>
  each("#said", (status) => {
    status.textContent = text;
  });

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

// Another empty line as soon as the last one is begun.
each(".own-questions", (lines) => {
  lines.oninput = () => {
    const last = lines.lastElementChild;
    if (last.querySelector("textarea").value && lines.childElementCount < 12) {
      lines.append(last.cloneNode(true));
      lines.lastElementChild.querySelector("textarea").value = "";
    }
  };
});

// Pictures not yet scrolled to are printed too, and answers folded away, which are folded again.
let folded = [];
addEventListener("beforeprint", () => {
  each('img[loading="lazy"]', (image) => {
    image.loading = "eager";
  });
  folded = [...document.querySelectorAll("details:not([open])")];
  folded.forEach((details) => {
    details.open = true;
  });
});
addEventListener("afterprint", () =>
  folded.forEach((details) => {
    details.open = false;
  }));

// The machine's own way to share, else the address is copied; without either the link stays what it was: an e-mail.
each('[data-do="share"]', (link) => {
  const url = link.dataset.address || location.href;
  if (navigator.share || navigator.clipboard) {
    link.onclick = (event) => {
      event.preventDefault();
      if (navigator.share) return navigator.share({ title: document.title, url }).catch(() => {});
      const label = link.querySelector("span");
      const idle = label.textContent;
      navigator.clipboard.writeText(url).then(() => {
        label.textContent = link.dataset.copied;
        say(link.dataset.copied);
        setTimeout(() => {
          label.textContent = idle;
        }, 4000);
      }, () => {
        location.href = link.href;
      });
    };
  }
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

// A word of the glossary answers on the spot, by a card filled from the list at the end. It stays the link that it is
// without this, and acts as a button: a real one could not be broken over two lines.
const words = [...document.querySelectorAll("a.term")].filter((link) =>
  document.getElementById(`word-${link.dataset.term}`)
);
if (words.length && "popover" in HTMLElement.prototype) {
  const card = document.createElement("span");
  card.popover = "auto";
  card.className = "term-card";
  let current = null, wasOpen = null;
  const part = (name, source) => {
    const made = document.createElement(name);
    made.append(...source.cloneNode(true).childNodes);
    made.querySelectorAll("a").forEach((inner) => inner.replaceWith(...inner.childNodes));
    return made;
  };
  const open = (link) => {
    const entry = document.getElementById(`word-${link.dataset.term}`);
    const more = document.createElement("a");
    more.href = link.href;
    more.textContent = document.getElementById("words").dataset.more;
    card.replaceChildren(part("b", entry.querySelector("dt")), part("span", entry.querySelector("dd")), more);
    // Beside its word, for whoever reads or tabs on from there.
    link.after(card);
    current = link;
    card.showPopover();
  };
  card.addEventListener("toggle", (event) => {
    const isOpen = event.newState === "open";
    words.forEach((link) => link.setAttribute("aria-expanded", String(isOpen && link === current)));
  });
  words.forEach((link) => {
    link.setAttribute("role", "button");
    link.setAttribute("aria-expanded", "false");
    // A press outside the card closes it before the click arrives.
    link.onpointerdown = () => {
      wasOpen = card.matches(":popover-open") && current === link;
    };
    link.onclick = (event) => {
      event.preventDefault();
      const isOpen = card.matches(":popover-open") && current === link;
      if (isOpen) card.hidePopover();
      else if (!wasOpen) open(link);
      wasOpen = false;
    };
    link.onkeydown = (event) => {
      if (event.key !== " ") return;
      event.preventDefault();
      link.click();
    };
  });
  each('[data-do="words"]', (toggle) => {
    const plain = words.map((link) => part("span", link));
    toggle.hidden = false;
    toggle.onclick = () => {
      const on = toggle.getAttribute("aria-pressed") === "true";
      if (card.matches(":popover-open")) card.hidePopover();
      words.forEach((link, place) => on ? link.replaceWith(plain[place]) : plain[place].replaceWith(link));
      toggle.setAttribute("aria-pressed", String(!on));
    };
  });
}

// Read aloud by a voice of the machine, block by block; offered once there is one in the page's language.
const language = document.documentElement.lang;
const hasVoice = () => speechSynthesis.getVoices().some((voice) => voice.lang.slice(0, 2) === language.slice(0, 2));
if ("speechSynthesis" in window) {
  each('[data-do="speak"]', (start) => {
    const bar = document.querySelector(".listening");
    const [pause, stop] = bar.querySelectorAll("button");
    const words = bar.dataset;
    const selector =
      "h1, .article-intro, .prose :is(h2, h3, p, li, dt, dd, caption, th, td, summary, blockquote, figcaption)";
    const skipped = ".references *, .tools *, .series *, .term-card, .term-card *, .own-questions *, .prose__end";
    let parts = [], place = -1, isPaused = false;

    const mark = (part) => {
      each(".is-read", (read) => read.classList.remove("is-read"));
      if (!part) return;
      part.classList.add("is-read");
      if (part.closest("details")) part.closest("details").open = true;
      part.scrollIntoView({
        block: "center",
        behavior: matchMedia("(prefers-reduced-motion: reduce)").matches ? "auto" : "smooth",
      });
    };
    const speak = () => {
      const part = parts[place];
      if (!part) return end();
      mark(part);
      const copy = part.cloneNode(true);
      copy.querySelectorAll("sup, .term-card, .visually-hidden").forEach((silent) => silent.remove());
      const utterance = new SpeechSynthesisUtterance(copy.textContent.trim());
      utterance.lang = part.closest("[lang]").lang;
      // What was cancelled ends too: only the block being read leads to the next.
      utterance.onend = () => {
        if (!isPaused && parts[place] === part) {
          place += 1;
          speak();
        }
      };
      speechSynthesis.speak(utterance);
    };
    const end = () => {
      const hadFocus = bar.contains(document.activeElement);
      parts = [];
      place = -1;
      isPaused = false;
      speechSynthesis.cancel();
      mark(null);
      bar.hidden = true;
      start.disabled = false;
      if (hadFocus) start.focus();
      say(words.ended);
    };
    start.onclick = () => {
      speechSynthesis.cancel();
      parts = [...document.querySelectorAll(selector)].filter((part) =>
        part.textContent.trim() && !part.matches(skipped) && !part.querySelector("p, li, dt, td, figcaption")
      );
      place = 0;
      bar.hidden = false;
      pause.lastChild.textContent = words.pause;
      pause.focus();
      start.disabled = true;
      say(words.started);
      speak();
    };
    // Some browsers can't take up an utterance where it was left: the block is read again from its beginning.
    pause.onclick = () => {
      isPaused = !isPaused;
      pause.lastChild.textContent = isPaused ? words.resume : words.pause;
      say(isPaused ? words.paused : words.started);
      if (isPaused) speechSynthesis.cancel();
      else speak();
    };
    stop.onclick = end;
    addEventListener("pagehide", () => speechSynthesis.cancel());
    const offer = () => {
      start.hidden = !hasVoice();
    };
    offer();
    speechSynthesis.onvoiceschanged = offer;
  });
}

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
if (marks.length && "IntersectionObserver" in window) {
  // All that lies above the upper third of the window counts as reached, however far above.
  const reached = new Set();
  const observer = new IntersectionObserver((entries) => {
    entries.forEach((entry) => reached[entry.isIntersecting ? "add" : "delete"](entry.target));
    const now = marks.filter((each) => reached.has(each)).pop() ?? marks[0];
    links.forEach((link, id) =>
      id === now.id ? link.setAttribute("aria-current", "location") : link.removeAttribute("aria-current")
    );
  }, { rootMargin: "1000000px 0px -66% 0px" });
  marks.forEach((each) => observer.observe(each));
}
