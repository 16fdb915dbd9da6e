const UNTIL_LET_GO = 300; // milliseconds after a click beside the comments in which Wagtail lets go of the one in hand

// Two things that Wagtail's comments lack. First: the button above a page that was sent back leads to the first of them.
document.addEventListener("click", ({ target }) => {
  const app = window.comments?.commentApp;
  if (!app || !target.closest("[data-show-comments]")) return;
  const isOpen = ({ resolved, deleted, annotation }) => annotation && !resolved && !deleted;
  const open = [...app.store.getState().comments.comments.values()].filter(isOpen);
  const place = ({ annotation }) => annotation.getAnchorNode?.() || annotation.field;
  const [first] = open.sort((one, other) => (place(one).compareDocumentPosition(place(other)) & 4 ? -1 : 1));
  app.activate();
  if (!first) return;
  const tab = place(first).closest('[role="tabpanel"]');
  if (tab?.hidden) document.querySelector(`[role="tab"][href="#${tab.id}"]`)?.click();
  setTimeout(() => {
    // Not by Wagtail's own way (`forceFocus`): when one leaves it for the text, it takes the focus back to the button.
    app.store.dispatch(app.actions.setFocusedComment(first.localId, { updatePinnedComment: true, forceFocus: false }));
    document.querySelector("#comments .comment--focused")?.focus({ preventScroll: true });
    place(first).scrollIntoView({ block: "center" });
  }, UNTIL_LET_GO);
});

// Second: what is written in comments while an autosave is under way stays written. Wagtail 7.4 puts the comments that the server
// answers with in the place of all that are in the editor: what the request hadn't got yet would go (`updateData`).

const ANSWERED = "w-autosave:success";
let number = 1e9; // local ids beyond Wagtail's own, which count from 1 with each answer

const isUnsent = (written) => written.remoteId === null;

function written() {
  const app = window.comments?.commentApp;
  if (!app) return null;
  const { comments, focusedComment } = app.store.getState().comments;
  const field = document.activeElement?.closest("#comments textarea");
  const caret = field && { field: `textarea.${field.className}`, place: [field.selectionStart, field.selectionEnd] };
  return { app, comments: [...comments.values()], focused: focusedComment, caret };
}

// Takes what `old` has become out of `loaded`: the same row, or the row that was made of it.
function take(loaded, old, known) {
  const place = loaded.findIndex((each) =>
    isUnsent(old)
      ? old.mode !== "creating" && !known.has(each.remoteId) && each.contentpath === old.contentpath &&
        each.text === old.text.trim()
      : each.remoteId === old.remoteId
  );
  return place < 0 ? null : loaded.splice(place, 1)[0];
}

function changes(now, old) {
  const found = {};
  if (old.mode !== now.mode) Object.assign(found, { mode: old.mode, newText: old.newText });
  if (old.text !== old.originalText && old.text.trim() !== now.text) found.text = old.text;
  if (old.newReply) found.newReply = old.newReply;
  if (old.resolved) found.resolved = true;
  if (old.deleted) found.deleted = true;
  return Object.keys(found).length ? found : null;
}

function keys(all) {
  return new Set(all.filter((each) => !isUnsent(each)).map((each) => each.remoteId));
}

function putBack({ app, comments, focused, caret }) {
  const { store, actions } = app;
  const loaded = [...store.getState().comments.comments.values()];
  const known = keys(comments);
  let focus = null;
  for (const old of comments) {
    const now = take(loaded, old, known);
    let id = now?.localId;
    if (now) {
      const found = changes(now, old);
      if (found) store.dispatch(actions.updateComment(id, found));
      putRepliesBack(app, id, [...now.replies.values()], [...old.replies.values()]);
    } else if (isUnsent(old)) {
      id = number += 1;
      store.dispatch(actions.addComment({ ...old, localId: id, annotation: null }));
    }
    if (id && old.localId === focused) focus = id;
  }
  if (!focus) return;
  // The focus only if it was there: who types in the text goes on typing in the text.
  store.dispatch(actions.setFocusedComment(focus, { updatePinnedComment: true, forceFocus: Boolean(caret) }));
  if (caret) putCaretBack(caret);
}

function putRepliesBack({ store, actions }, comment, loaded, replies) {
  const known = keys(replies);
  for (const old of replies) {
    const now = take(loaded, old, known);
    if (now) {
      const found = changes(now, old);
      if (found) store.dispatch(actions.updateReply(comment, now.localId, found));
    } else if (isUnsent(old)) {
      store.dispatch(actions.addReply(comment, { ...old, localId: number += 1 }));
    }
  }
}

// At once, for who is typing; and again when Wagtail has moved the focus, which it does a moment later.
function putCaretBack({ field, place }) {
  const comments = document.querySelector("#comments");
  let isPlaced = false; // then the field keeps its own
  const focus = () => {
    const found = comments.querySelector(`.comment--focused ${field}`);
    if (!found || document.activeElement === found) return;
    found.focus({ preventScroll: true });
    if (!isPlaced) found.setSelectionRange(...place);
    isPlaced = true;
  };
  focus();
  setTimeout(focus);
  comments.addEventListener("focusin", () => setTimeout(focus), { once: true });
}

// Before Wagtail's own listener, which is the document's, and after it.
let before = null;
window.addEventListener(ANSWERED, () => (before = written()), true);
window.addEventListener(ANSWERED, () => before && putBack(before));
