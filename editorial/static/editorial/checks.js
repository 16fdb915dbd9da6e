// Findings beside the page as one writes. The server renders them; this asks for them when the form has changed,
// keeps the chosen level, and leads to a block. Its words are in data attributes.

const FIELDS = "input:not([type=hidden]):not([type=file]), textarea, select, [contenteditable=true]";
const UNTIL_SHOWN = 400; // a tab of Wagtail fades in
const EVERY = 1500; // milliseconds between two looks at the form, while the panel is open

class ChecksController extends window.StimulusModule.Controller {
  static targets = ["results", "status", "problem", "group"];
  static values = {
    url: String,
    overrideUrl: String,
    first: String,
    invalid: String,
    refused: String,
    lost: String,
  };

  connect() {
    this.form = document.querySelector("[data-edit-form]");
    this.level = "";
    this.sent = null;
    this.blocking = 0;
    this.banner = document.querySelector(".messages .error");
    this.timer = setInterval(() => this.look(), EVERY);
  }

  disconnect() {
    clearInterval(this.timer);
    this.request?.abort();
  }

  // offsetParent is null while the panel, or one around it, is closed.
  look() {
    this.count();
    if (!this.form || !(this.element.offsetParent || this.banner) || document.hidden || this.request) return;
    const data = new FormData(this.form);
    for (const [name, value] of [...data]) if (value instanceof File) data.delete(name);
    const written = new URLSearchParams(data).toString();
    if (written !== this.sent) this.ask(written);
  }

  again() {
    this.sent = null;
    this.look();
  }

  async ask(written) {
    this.request = new AbortController();
    try {
      const response = await fetch(this.urlValue, {
        method: "POST",
        headers: { "Content-Type": "application/x-www-form-urlencoded", "X-Requested-With": "XMLHttpRequest" },
        body: written,
        signal: this.request.signal,
      });
      if (response.redirected || response.status === 403 || response.status === 404) {
        this.sent = written;
        this.say(this.refusedValue);
      } else if (!response.ok) {
        this.say(this.lostValue);
      } else {
        this.sent = written;
        const answer = await response.json();
        this.say(answer.is_valid ? "" : this.invalidValue);
        if (answer.is_valid) this.fill(answer);
      }
    } catch (error) {
      if (error.name !== "AbortError") this.say(this.lostValue);
    } finally {
      this.request = null;
    }
  }

  // What has the focus keeps it: an answer comes while someone may be moving through the last one.
  fill({ html, status, blocking }) {
    const focused = [...this.resultsTarget.querySelectorAll("a, button")].indexOf(document.activeElement);
    const begun = this.overridesBegun();
    this.resultsTarget.innerHTML = html;
    this.goOn(begun);
    if (focused >= 0) this.resultsTarget.querySelectorAll("a, button")[focused]?.focus();
    this.filter();
    if (this.statusTarget.textContent !== status) this.statusTarget.textContent = status;
    this.blocking = blocking;
    this.count();
    this.leadToTheFirst();
  }

  // After a refusal Wagtail's banner is above; this gives it the way to what stands in the way.
  leadToTheFirst() {
    const first = this.resultsTarget.querySelector("[data-level=block]:not([data-overridden])");
    if (this.banner && first) {
      const button = document.createElement("button");
      button.type = "button";
      button.className = "button button-small button-secondary";
      button.textContent = this.firstValue;
      button.onclick = () => {
        if (!this.element.offsetParent) document.querySelector("[data-side-panel-toggle=checks]")?.click();
        const now = this.resultsTarget.querySelector("[data-level=block]:not([data-overridden])");
        const link = now?.closest(".checks__group").querySelector(".checks__header a");
        if (link) link.click();
        else now?.scrollIntoView({ block: "center" });
      };
      this.banner.append(" ", button);
    }
    this.banner = null;
  }

  // What has been typed into a form of the last answer is not lost with it.
  overridesBegun() {
    return [...this.resultsTarget.querySelectorAll(".checks__override[open] form")].map((form) => new FormData(form));
  }

  goOn(begun) {
    for (const form of this.resultsTarget.querySelectorAll(".checks__override form")) {
      const was = begun.find((data) => ["check", "unit"].every((name) => data.get(name) === form.elements[name].value));
      if (!was) continue;
      form.parentElement.open = true;
      for (const name of ["reason", "expires_on"]) form.elements[name].value = was.get(name);
    }
  }

  async override({ currentTarget: form }) {
    const body = new FormData(form);
    body.set("csrfmiddlewaretoken", this.form.elements.csrfmiddlewaretoken.value);
    const headers = { "X-Requested-With": "XMLHttpRequest" };
    try {
      const response = await fetch(this.overrideUrlValue, { method: "POST", headers, body });
      if (response.redirected || response.status === 403) return this.say(this.refusedValue);
      const { errors } = await response.json();
      for (const shown of form.querySelectorAll("[data-error]")) {
        const messages = errors[shown.dataset.error] || [];
        shown.textContent = messages.join(" ");
        shown.hidden = !messages.length;
      }
      if (Object.keys(errors).length) {
        // What is said of no field of its own is said at the first.
        const other = Object.entries(errors).filter(([name]) => !form.querySelector(`[data-error="${name}"]`));
        if (other.length) {
          const shown = form.querySelector("[data-error]");
          shown.textContent = other.flatMap(([, messages]) => messages).join(" ");
          shown.hidden = false;
        }
        (errors.expires_on && !errors.reason ? form.elements.expires_on : form.elements.reason).focus();
        return undefined;
      }
      form.closest("details").open = false;
      this.again();
    } catch {
      this.say(this.lostValue);
    }
    return undefined;
  }

  // Wagtail writes its own count, of accessibility issues in the preview, to the same place.
  count() {
    const counter = document.querySelector("[data-side-panel-toggle='checks'] [data-side-panel-toggle-counter]");
    const others = Number(document.querySelector("[data-content-checker-count]")?.textContent) || 0;
    if (!counter || this.sent === null) return;
    counter.textContent = this.blocking + others;
    counter.hidden = !(this.blocking + others);
  }

  say(problem) {
    if (this.problemTarget.textContent !== problem) this.problemTarget.textContent = problem;
    this.problemTarget.hidden = !problem;
  }

  show({ params }) {
    this.level = params.level;
    this.filter();
  }

  filter() {
    for (const button of this.resultsTarget.querySelectorAll("[data-checks-level-param]")) {
      button.setAttribute("aria-pressed", String(button.dataset.checksLevelParam === this.level));
    }
    for (const finding of this.resultsTarget.querySelectorAll("[data-level]")) {
      finding.hidden = Boolean(this.level) && finding.dataset.level !== this.level;
    }
    for (const group of this.groupTargets) group.hidden = !group.querySelector("[data-level]:not([hidden])");
  }

  // Opens what is folded around the block, then puts the cursor in its first field.
  go({ currentTarget }) {
    const { field: name } = currentTarget.dataset;
    const { elements } = this.form;
    // A plain field, the blocks of a stream, the rows of a relation.
    const named = name && (elements[name] || elements[`${name}-count`] || elements[`${name}-TOTAL_FORMS`]);
    const section = named ? named.closest("[data-panel]") : document.getElementById(currentTarget.hash.slice(1));
    if (!section) return;
    const tab = section.closest("[role=tabpanel][hidden]");
    if (tab) document.querySelector(`[role=tab][href="#${tab.id}"]`)?.click();
    setTimeout(() => this.land(section, named), tab ? UNTIL_SHOWN : 0);
  }

  land(section, named) {
    for (let panel = section; panel; panel = panel.parentElement?.closest("[data-panel]")) {
      const toggle = panel.querySelector("[data-panel-toggle]");
      if (toggle?.getAttribute("aria-expanded") === "false") toggle.click();
    }
    const content = section.querySelector(".w-panel__content") || section;
    const field = [named, ...content.querySelectorAll(FIELDS), ...content.querySelectorAll("button")].find(
      (candidate) => candidate?.offsetParent,
    );
    field?.focus({ preventScroll: true });
    (field || section).scrollIntoView({ block: "center" });
  }
}

window.wagtail.app.register("checks", ChecksController);
