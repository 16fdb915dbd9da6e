// The sign-off screen: which passage one is at, marks of what was read, the three ways to look at a change. Without it the
// form says and does the same. Marks stay in this browser; what is being written stays in this tab, for the day on which the
// session has ended before it was sent.

const MARKS = "review-read";
const DRAFTS = "review-comments";
const KEPT = 2000; // marks; the oldest go first

function stored(store, key) {
  try {
    return JSON.parse(store.getItem(key)) || {};
  } catch {
    return {}; // it is full, forbidden, or not ours
  }
}

function store(place, key, value) {
  try {
    place.setItem(key, JSON.stringify(value));
  } catch {
    // A bookmark is lost, nothing else.
  }
}

class ReviewController extends window.StimulusModule.Controller {
  static targets = [
    "passage",
    "text",
    "read",
    "reading",
    "comment",
    "words",
    "progress",
    "tools",
    "alert",
    "signature",
    "choice",
    "reread",
    "send",
    "unread",
    "minor",
    "whole",
  ];

  static values = { page: String, draft: String, send: String, comment: String, comments: String, unread: String };

  connect() {
    for (const part of [...this.readingTargets, ...this.toolsTargets, ...this.progressTargets, ...this.choiceTargets]) {
      part.hidden = false;
    }
    const marks = stored(localStorage, MARKS);
    this.passageTargets.forEach((passage) => {
      this.box(passage).checked = Boolean(marks[this.mark_of(passage)]);
    });
    const drafts = stored(sessionStorage, DRAFTS)[this.draftValue] || {};
    for (const field of this.wordsTargets) {
      if (!field.value && drafts[field.name]) {
        field.value = drafts[field.name];
        field.closest("details").open = true;
      }
    }
    this.current = null;
    this.follow = (event) => this.at(event.target.closest("[data-review-target=passage]"));
    this.element.addEventListener("focusin", this.follow);
    this.unfold = () => this.open(location.hash);
    window.addEventListener("hashchange", this.unfold);
    this.unfold();
    this.count();
    this.alertTargets[0]?.focus();
  }

  disconnect() {
    this.element.removeEventListener("focusin", this.follow);
    window.removeEventListener("hashchange", this.unfold);
  }

  // A link into what is folded away opens it.
  open(hash) {
    const place = hash.length > 1 && document.getElementById(hash.slice(1));
    const folded = place && place.closest("details");
    if (!folded || folded.open) return;
    folded.open = true;
    place.scrollIntoView();
    place.focus({ preventScroll: true });
  }

  box(passage) {
    return passage.querySelector("[data-review-target=read]");
  }

  // Another text under the same block is another mark.
  mark_of(passage) {
    return `${this.pageValue} ${passage.dataset.unit} ${passage.dataset.digest}`;
  }

  at(passage) {
    if (!passage) return;
    this.current?.removeAttribute("aria-current");
    this.current = passage;
    passage.setAttribute("aria-current", "true");
  }

  go(step) {
    const shown = this.passageTargets.filter((passage) => !passage.closest("details:not([open])"));
    const here = shown.indexOf(this.current);
    const passage = shown[here < 0 ? 0 : Math.min(Math.max(here + step, 0), shown.length - 1)];
    passage?.focus();
  }

  next() {
    this.go(1);
  }

  previous() {
    this.go(-1);
  }

  read() {
    if (!this.current) this.go(0);
    if (this.current) this.box(this.current).click();
  }

  write() {
    if (!this.current) this.go(0);
    const comment = this.current?.querySelector("[data-review-target=comment]");
    if (!comment) return;
    comment.open = true;
    comment.querySelector("textarea").focus();
  }

  // To the signature, never further: nothing is signed by a key.
  sign() {
    this.signatureTarget.focus();
    this.signatureTarget.scrollIntoView({ block: "nearest" });
  }

  mark() {
    const marks = stored(localStorage, MARKS);
    for (const passage of this.passageTargets) {
      const name = this.mark_of(passage);
      delete marks[name];
      if (this.box(passage).checked) marks[name] = 1;
    }
    store(localStorage, MARKS, Object.fromEntries(Object.entries(marks).slice(-KEPT)));
    this.count();
  }

  count() {
    const total = this.passageTargets.length;
    const done = this.passageTargets.filter((passage) => this.box(passage).checked).length;
    for (const progress of this.progressTargets) {
      progress.textContent = `${progress.dataset.words} ${done} ${progress.dataset.of} ${total}`;
    }
    for (const line of this.unreadTargets) {
      line.hidden = done === total;
      line.textContent = `${total - done} ${this.unreadValue}`;
    }
    const written = [...this.element.querySelectorAll("textarea[name^='comment-']")].filter((field) =>
      field.value.trim()
    );
    for (const send of this.sendTargets) {
      const what = written.length === 1 ? this.commentValue : this.commentsValue;
      send.textContent = written.length ? `${this.sendValue} (${written.length} ${what})` : this.sendValue;
    }
    const drafts = stored(sessionStorage, DRAFTS);
    drafts[this.draftValue] = Object.fromEntries(written.map((field) => [field.name, field.value]));
    store(sessionStorage, DRAFTS, drafts);
  }

  choose({ params }) {
    this.element.elements.next_review_on.value = params.day;
    this.refresh();
  }

  refresh() {
    const day = this.element.elements.next_review_on.value;
    for (const choice of this.choiceTargets) {
      choice.setAttribute("aria-pressed", String(choice.dataset.reviewDayParam === day));
    }
  }

  view({ params, currentTarget }) {
    this.element.dataset.view = params.view;
    for (const button of currentTarget.parentElement.querySelectorAll("button")) {
      button.setAttribute("aria-pressed", String(button === currentTarget));
    }
    for (const text of this.textTargets) {
      text.parentElement.querySelector(".passage__both")?.remove();
      text.hidden = params.view === "both";
      if (params.view === "both") text.after(this.beside(text, currentTarget.dataset));
    }
  }

  // The text twice: once without what was added, once without what was removed.
  beside(text, { before, after }) {
    const both = document.createElement("div");
    both.className = "passage__both";
    for (const [title, gone] of [[before, "ins"], [after, "del"]]) {
      const half = document.createElement("div");
      const heading = document.createElement("h4");
      heading.textContent = title;
      const copy = document.createElement("div");
      copy.lang = text.lang;
      copy.className = "passage__text";
      copy.innerHTML = text.innerHTML;
      for (const part of copy.querySelectorAll(gone)) part.remove();
      half.append(heading, copy);
      both.append(half);
    }
    return both;
  }
}

window.wagtail.app.register("review", ReviewController);
