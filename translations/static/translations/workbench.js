// The workbench: opens, saves and checks one segment at a time, makes chips of its markup, and keeps what the server
// hasn't got yet. The server renders and decides; without this file the same forms are posted. Words are in data attributes.

const PAUSE = 300; // milliseconds without typing before the checks look
const AGAIN = 10_000; // between two tries to reach the server
const MARK = /\{(\/?)(\d{1,3})\}/g;
const EDGE = "\u200b"; // lets the cursor stand beside a chip at an end of the text
const NARROW = window.matchMedia("(max-width: 75em)");

const escaped = (text) => {
  const element = document.createElement("span");
  element.textContent = text;
  return element.innerHTML.replaceAll('"', "&quot;");
};

// A field whose marks, {1}…{/1}, are chips. The text in the form is always the one with marks.
class ChipField {
  constructor(text, chips, tray, changed) {
    this.form = text;
    this.chips = chips;
    this.tray = tray;
    this.changed = changed;
    this.field = document.createElement("div");
    Object.assign(this.field, {
      contentEditable: "true",
      className: "segment__text",
      lang: text.lang,
      dir: "auto",
      spellcheck: true,
    });
    const label = text.form.querySelector(`label[for="${text.id}"]`).textContent;
    const roles = {
      role: "textbox",
      "aria-multiline": "true",
      "aria-label": label,
      "aria-describedby": "workbench-verdict",
    };
    for (const [name, value] of Object.entries(roles)) this.field.setAttribute(name, value);
    text.hidden = true;
    text.before(this.field);
    this.field.innerHTML = this.html(text.value);
    this.field.addEventListener("beforeinput", (event) => this.filter(event));
    this.field.addEventListener("input", () => this.read());
    this.field.addEventListener("paste", (event) => this.paste(event));
    this.field.addEventListener("drop", (event) => event.preventDefault());
    document.addEventListener("selectionchange", this.watch = () => this.remember());
    this.drawTray();
  }

  close() {
    document.removeEventListener("selectionchange", this.watch);
  }

  named(number) {
    return this.chips.find((chip) => chip.number === number);
  }

  html(text) {
    const pieces = text.split(MARK);
    let html = EDGE;
    for (let at = 0; at < pieces.length; at += 3) {
      html += escaped(pieces[at]);
      if (at + 1 >= pieces.length) break;
      const chip = this.named(Number(pieces[at + 2]));
      html += chip ? this.chipHtml(chip, Boolean(pieces[at + 1])) : escaped(`{${pieces[at + 1]}${pieces[at + 2]}}`);
    }
    return html + EDGE;
  }

  chipHtml(chip, isEnd) {
    const side = chip.whole ? "whole" : isEnd ? "end" : "start";
    const name = isEnd ? chip.end : chip.start;
    return `<span class="chip chip--${side}" contenteditable="false" title="${escaped(chip.detail)}" data-mark="{${
      isEnd ? "/" : ""
    }${chip.number}}">${escaped(name)}</span>`;
  }

  get value() {
    const read = (node) => {
      if (node.nodeType === Node.TEXT_NODE) {
        return node.data.replaceAll(EDGE, "").replaceAll("\u00a0", this.space(node));
      }
      if (node.dataset?.mark) return node.dataset.mark;
      return (node.nodeName === "BR" ? " " : "") + [...node.childNodes].map(read).join("");
    };
    return [...this.field.childNodes].map(read).join("").trim();
  }

  set value(text) {
    this.field.focus();
    document.execCommand("selectAll");
    document.execCommand("insertHTML", false, this.html(text));
    this.toEnd();
    this.read();
  }

  // The browser writes a no-break space where two spaces meet or a text ends; one that was typed stands between words.
  space(node) {
    return /\S\u00a0\S/.test(node.data) ? "\u00a0" : " ";
  }

  toEnd() {
    const selection = window.getSelection();
    selection.selectAllChildren(this.field);
    selection.collapseToEnd();
  }

  read() {
    this.form.value = this.value;
    this.drawTray();
    this.changed();
  }

  remember() {
    const selection = window.getSelection();
    if (selection.rangeCount && this.field.contains(selection.anchorNode)) {
      this.range = selection.getRangeAt(0).cloneRange();
    }
  }

  restore() {
    this.field.focus();
    if (!this.range || !this.field.contains(this.range.startContainer)) return this.toEnd();
    const selection = window.getSelection();
    selection.removeAllRanges();
    selection.addRange(this.range);
  }

  filter(event) {
    if (event.inputType.startsWith("format")) event.preventDefault();
    if (event.inputType === "insertParagraph" || event.inputType === "insertLineBreak") {
      event.preventDefault();
      const broken = this.chips.find((chip) => chip.whole && !chip.unique);
      if (broken) document.execCommand("insertHTML", false, this.chipHtml(broken, false));
    }
  }

  paste(event) {
    event.preventDefault();
    this.insert(event.clipboardData.getData("text/plain"));
  }

  insert(text) {
    this.restore();
    document.execCommand("insertText", false, text.replace(/\s+/g, " "));
  }

  // Around what is selected; a link that stands elsewhere moves here.
  place(number) {
    const chip = this.named(number);
    this.restore();
    const selection = window.getSelection();
    const holder = document.createElement("div");
    holder.append(selection.getRangeAt(0).cloneContents());
    const own = `[data-mark="{${number}}"], [data-mark="{/${number}}"]`;
    for (const mark of holder.querySelectorAll(own)) mark.remove();
    const within = holder.innerHTML;
    const html = chip.whole ? this.chipHtml(chip) : this.chipHtml(chip) + (within || EDGE) + this.chipHtml(chip, true);
    if (chip.unique) { for (const mark of this.field.querySelectorAll(own)) mark.remove(); }
    document.execCommand("insertHTML", false, html);
    this.read();
  }

  drawTray() {
    const text = this.form.value;
    const state = this.chips.map((chip) => {
      const marks = chip.whole ? [`{${chip.number}}`] : [`{${chip.number}}`, `{/${chip.number}}`];
      return chip.unique && marks.some((mark) => text.split(mark).length !== 2);
    });
    if (String(state) === this.drawn) return;
    this.drawn = String(state);
    this.tray.replaceChildren(
      ...this.chips.map((chip, at) => {
        const button = document.createElement("button");
        Object.assign(button, {
          type: "button",
          className: `button button-small button-secondary${state[at] ? " segment__chip--missing" : ""}`,
        });
        button.textContent = chip.whole ? chip.start : chip.name;
        if (state[at]) {
          button.append(` · ${this.tray.closest("[data-controller~=workbench]").dataset.workbenchMissingValue}`);
        }
        button.title = chip.detail;
        button.addEventListener("mousedown", (event) => event.preventDefault()); // the selection stays
        button.addEventListener("click", () => this.place(chip.number));
        return button;
      }),
    );
  }
}

class WorkbenchController extends window.StimulusModule.Controller {
  static targets = [
    "status",
    "lost",
    "lostText",
    "moved",
    "rail",
    "help",
    "closed",
    "text",
    "chips",
    "verdict",
    "preview",
  ];
  static values = {
    user: String,
    translation: String,
    source: String,
    lost: String,
    refused: String,
    sent: String,
    kept: String,
    inserted: String,
    missing: String,
    unsaved: String,
    none: String,
  };

  connect() {
    this.closedRow = this.hasClosedTarget ? this.closedTarget.innerHTML.trim() : "";
    this.begin();
    for (const key of this.waiting()) this.markUnsaved(key.split(":").at(-1));
    if (this.waiting().some((key) => this.read(key)?.send)) this.lose(this.lostValue);
    this.timer = setInterval(() => this.resendSome(), AGAIN);
  }

  disconnect() {
    clearInterval(this.timer);
    clearTimeout(this.pause);
    this.editor?.close();
  }

  // The open segment.

  get row() {
    return this.element.querySelector("[data-open]");
  }

  get form() {
    return this.hasTextTarget ? this.textTarget.form : null;
  }

  begin({ focus = false } = {}) {
    this.editor?.close();
    this.editor = null;
    this.rail();
    if (!this.hasTextTarget) return;
    this.stored = this.textTarget.defaultValue; // someone may have typed before the script was here
    const kept = this.read(this.key());
    if (kept && kept.text !== this.stored) {
      this.textTarget.value = kept.text;
      this.form.version.value = kept.version; // as it was then: whoever was faster is not overwritten
      this.say(this.keptValue);
    }
    const chips = JSON.parse(document.getElementById("workbench-chips").textContent);
    this.editor = new ChipField(this.textTarget, chips, this.chipsTarget, () => this.typed());
    if (kept && kept.text !== this.stored) this.check({ isSaid: false });
    if (focus) {
      this.row.scrollIntoView({ block: "center" });
      this.editor.field.focus();
      this.editor.toEnd();
    }
    this.show();
  }

  // On a narrow screen the help is below its segment, not below all of them.
  rail() {
    const columns = this.element.querySelector(".workbench__columns");
    if (NARROW.matches && this.row) this.row.after(this.railTarget);
    else columns.append(this.railTarget);
  }

  async open(event) {
    event.preventDefault();
    await this.openRow(event.currentTarget.closest(".segment"));
  }

  async openRow(row) {
    if (!row || row === this.row) return this.editor?.field.focus();
    const answer = await this.ask(row.dataset.url);
    if (!answer) return undefined;
    const fresh = document.getElementById(row.id);
    const before = fresh.outerHTML;
    this.close();
    this.replace(fresh, answer.row);
    this.closedRow = before;
    this.helpTarget.innerHTML = answer.rail;
    this.unfold(this.row);
    this.begin({ focus: true });
    return undefined;
  }

  close() {
    if (!this.row) return;
    this.editor?.close();
    this.editor = null;
    if (this.closedRow) {
      const id = this.row.dataset.segment;
      this.replace(this.row, this.closedRow);
      if (this.read(this.key(id))) this.markUnsaved(id);
    }
    this.closedRow = "";
  }

  replace(element, html) {
    const holder = document.createElement("template");
    holder.innerHTML = html.trim();
    element.replaceWith(holder.content);
  }

  unfold(row) {
    const run = row?.closest("details");
    if (run) run.open = true;
  }

  // Typing.

  typed() {
    if (this.textTarget.value === this.stored) this.forget(this.key());
    else this.keep(this.key(), { text: this.textTarget.value, version: this.form.version.value, send: false });
    clearTimeout(this.pause);
    this.pause = setTimeout(() => this.check(), PAUSE);
  }

  async check({ isSaid = true } = {}) {
    if (!this.hasVerdictTarget) return;
    this.checking?.abort();
    this.checking = new AbortController();
    const { verdictTarget: verdict, textTarget: text } = this;
    const asked = text.value;
    const answer = await this.ask(verdict.dataset.url, { text: asked }, this.checking.signal);
    if (!answer?.html || !verdict.isConnected || text.value !== asked) return;
    if (verdict.innerHTML.trim() !== answer.html.trim()) {
      verdict.innerHTML = answer.html;
      if (isSaid) this.say(verdict.innerText.replace(/\s+/g, " ").trim());
    }
  }

  insertProposal({ currentTarget }) {
    if (!this.editor) return;
    this.editor.value = currentTarget.dataset.text;
    this.say(this.insertedValue);
  }

  insertTerm({ currentTarget }) {
    this.editor?.insert(currentTarget.dataset.text);
  }

  copySource() {
    if (!this.editor) return;
    this.editor.value = this.textTarget.dataset.source;
    this.say(this.insertedValue);
  }

  // Keys. Single letters come through w-kbd, which one's account switches off.

  pressed(event) {
    const isField = event.target.isContentEditable || event.target.matches("textarea, input");
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && this.form?.contains(event.target)) {
      event.preventDefault();
      this.form.requestSubmit();
    } else if (event.key === "Escape" && isField) {
      event.preventDefault();
      (event.target.closest(".segment") || this.row || this.element).focus({ preventScroll: true });
    } else if (event.key === "Enter" && event.target.matches(".segment")) {
      event.preventDefault();
      this.openRow(event.target);
    }
  }

  get rows() {
    return [...this.element.querySelectorAll(".workbench__list .segment")].filter((row) => row.checkVisibility());
  }

  get here() {
    return document.activeElement?.closest?.(".segment") || this.row;
  }

  next() {
    this.step(1);
  }

  previous() {
    this.step(-1);
  }

  step(by) {
    const { rows } = this;
    const at = rows.indexOf(this.here);
    const row = rows[at < 0 ? 0 : Math.min(Math.max(at + by, 0), rows.length - 1)];
    row?.focus({ preventScroll: true });
    row?.scrollIntoView({ block: "center" });
  }

  nextProblem() {
    const all = [...this.element.querySelectorAll(".workbench__list .segment")];
    const at = all.indexOf(this.here);
    const turned = [...all.slice(at + 1), ...all.slice(0, at + 1)];
    const row = turned.find((each) => "todo" in each.dataset);
    if (row) this.openRow(row);
    else this.say(this.noneValue);
  }

  type() {
    this.openRow(this.here);
  }

  goToTerms() {
    const heading = document.getElementById("workbench-terms");
    (heading?.parentElement.querySelector("button") || heading)?.focus();
  }

  writeNote() {
    document.getElementById("workbench-note")?.focus();
  }

  // Saving.

  async save(event) {
    event.preventDefault();
    const form = event.target;
    const row = form.closest(".segment");
    const id = row.dataset.segment;
    if (this.saving) return;
    this.saving = true;
    try {
      await this.send(id, { text: form.elements.text.value, version: form.elements.version.value }, form.action, row);
    } finally {
      this.saving = false;
    }
  }

  async send(id, data, action, row) {
    const answer = await this.ask(action, data);
    if (!answer) {
      this.keep(this.key(id), { ...data, action, send: true });
      this.markUnsaved(id);
      return;
    }
    if (answer.moved) {
      this.forget(this.key(id));
      window.location.assign(answer.moved);
    } else if (answer.saved) {
      this.forget(this.key(id));
      await this.goOn(answer);
    } else {
      this.tell(row, answer);
    }
  }

  async goOn(answer) {
    const isOpen = Object.keys(answer.rows).includes(this.row?.dataset.segment);
    if (isOpen) {
      this.editor?.close();
      this.editor = null;
      this.closedRow = "";
    }
    for (const [id, html] of Object.entries(answer.rows)) {
      const row = document.getElementById(`segment-${id}`);
      if (row) this.replace(row, html);
    }
    for (const [id, html] of Object.entries(answer.parts)) document.getElementById(id).innerHTML = html;
    this.say(answer.said);
    // Not `location.reload()`: what a lost connection leaves in the frame is of no origin that may be asked.
    // deno-lint-ignore no-self-assign -- an address that is set again is loaded again
    if (this.hasPreviewTarget) this.previewTarget.src = this.previewTarget.src;
    const next = answer.next && document.getElementById(`segment-${answer.next}`);
    if (next) {
      await this.openRow(next);
    } else if (answer.done) {
      this.helpTarget.replaceChildren();
      document.getElementById("workbench-done")?.focus();
    } else if (answer.next) {
      window.location.assign(`?segment=${answer.next}#segment-${answer.next}`); // it isn't among those shown
    }
  }

  // Not saved: why, at the field; what was typed stays in it.
  tell(row, answer) {
    if (answer.version) {
      row.querySelector("[name=version]").value = answer.version;
      if (row === this.row) this.typed();
    }
    const problem = document.createElement("p");
    problem.className = "segment__problem";
    problem.setAttribute("role", "alert");
    problem.textContent = answer.problem;
    for (const old of row.querySelectorAll("[role=alert]")) old.remove();
    const verdict = row.querySelector("#workbench-verdict");
    if (verdict) verdict.before(problem); // not in it: the next check writes that anew
    else row.querySelector(".segment__target").prepend(problem);
    if (row === this.row) this.editor?.field.focus();
  }

  async sendNote(event) {
    event.preventDefault();
    const form = event.target;
    const answer = await this.ask(form.action, Object.fromEntries(new FormData(form)));
    if (answer?.html) {
      document.getElementById("workbench-notes").innerHTML = answer.html;
      this.say(document.querySelector("#workbench-notes h2").innerText);
    }
  }

  // The server, which may be away. null: it has not got what was sent.
  async ask(address, data, signal) {
    const options = { headers: { "X-Requested-With": "XMLHttpRequest" }, signal };
    if (data) {
      const given = this.element.querySelector("[name=csrfmiddlewaretoken]").value;
      const now = document.cookie.match(/csrftoken=([^;]+)/)?.[1]; // another one since a new login
      Object.assign(options, {
        method: "POST",
        body: new URLSearchParams({ ...data, csrfmiddlewaretoken: now || given }),
      });
    }
    try {
      const response = await fetch(address, options);
      if (response.status === 404) this.movedTarget.hidden = false; // the segment is gone
      else if (response.redirected || response.status === 403) this.lose(this.refusedValue);
      else if (response.status >= 500) this.lose(this.lostValue);
      else return this.answered(await response.json());
    } catch (error) {
      if (error.name !== "AbortError") this.lose(this.lostValue);
    }
    return null;
  }

  answered(answer) {
    if (!this.waiting().some((key) => this.read(key)?.send)) this.lostTarget.hidden = true;
    if (answer.source && answer.source !== this.sourceValue) this.movedTarget.hidden = false;
    return answer;
  }

  lose(words) {
    if (this.lostTextTarget.textContent !== words) this.lostTextTarget.textContent = words;
    this.lostTarget.hidden = false;
  }

  resendSome() {
    if (!this.lostTarget.hidden && !document.hidden) this.resend();
  }

  async resend() {
    if (this.saving) return;
    this.saving = true;
    try {
      for (const key of this.waiting()) {
        const kept = this.read(key);
        if (!kept?.send) continue;
        const id = key.split(":").at(-1);
        const row = document.getElementById(`segment-${id}`);
        const answer = await this.ask(kept.action, { text: kept.text, version: kept.version });
        if (!answer) return;
        if (answer.saved || answer.moved) {
          this.forget(key);
          if (answer.saved) await this.goOn(answer);
          else window.location.assign(answer.moved);
        } else {
          this.keep(key, { ...kept, send: false });
          if (row) this.tell(row, answer);
        }
      }
      const row = this.element.querySelector(".segment");
      if (this.lostTarget.hidden || !row) return;
      await this.ask(row.dataset.url);
      if (this.lostTarget.hidden) this.say(this.sentValue);
    } finally {
      this.saving = false;
    }
  }

  // What the server hasn't got, in this browser: by person, translation and segment, until it is saved.
  key(id = this.row?.dataset.segment) {
    return `workbench:${this.userValue}:${this.translationValue}:${id}`;
  }

  keep(key, kept) {
    try {
      localStorage.setItem(key, JSON.stringify({ ...this.read(key), ...kept }));
    } catch {
      this.isForgetful = true; // storage is full or forbidden: leaving the page asks first
    }
  }

  read(key) {
    try {
      return JSON.parse(localStorage.getItem(key));
    } catch {
      return null;
    }
  }

  forget(key) {
    try {
      localStorage.removeItem(key);
    } catch {
      // nothing was kept
    }
  }

  waiting() {
    const start = `workbench:${this.userValue}:${this.translationValue}:`;
    try {
      return Object.keys(localStorage).filter((key) => key.startsWith(start));
    } catch {
      return [];
    }
  }

  markUnsaved(id) {
    const name = document.querySelector(`#segment-${id} .segment__name`);
    if (!name || name.querySelector(".segment__unsaved")) return;
    const mark = document.createElement("span");
    mark.className = "segment__state segment__state--error segment__unsaved";
    mark.textContent = this.unsavedValue;
    name.append(mark);
  }

  leave(event) {
    if (this.isForgetful && this.hasTextTarget && this.textTarget.value !== this.stored) event.preventDefault();
  }

  // The preview, at the text that is open.
  show() {
    const page = this.hasPreviewTarget && this.previewTarget.contentDocument;
    const wanted = (this.stored || "").replace(MARK, "").replace(/\s+/g, " ").trim().slice(0, 30);
    if (!page?.body || !wanted) return;
    const walker = page.createTreeWalker(page.body, NodeFilter.SHOW_ELEMENT);
    let found = null;
    while (walker.nextNode()) {
      const { currentNode: node } = walker;
      if (node.closest("script, style, template, nav")) continue;
      if (node.textContent.replace(/\s+/g, " ").includes(wanted)) found = node;
    }
    if (!found) return;
    const { top } = found.getBoundingClientRect();
    page.defaultView.scrollTo(0, page.defaultView.scrollY + top - 40);
  }

  say(words) {
    this.statusTarget.textContent = "";
    requestAnimationFrame(() => {
      if (this.hasStatusTarget) this.statusTarget.textContent = words;
    });
  }
}

window.wagtail.app.register("workbench", WorkbenchController);
