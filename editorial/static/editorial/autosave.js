// That a page can't be saved any more stands where messages stand, once: Wagtail 7.4 says it in the tooltip of a small icon.
let said = "";

document.addEventListener("w-autosave:error", ({ detail: { type, text } }) => {
  if (type !== "locked" || text === said) return;
  said = text;
  document.dispatchEvent(new CustomEvent("w-messages:add", { detail: { type: "warning", text } }));
});
document.addEventListener("w-autosave:success", () => {
  said = "";
});

// Every ten seconds Wagtail asks who else is writing. An answer that was asked for before an autosave and comes after it takes
// that for somebody else's, for as long as the page is open: each button then warns of a newer version that is one's own.
let isOutdated = false;

document.addEventListener("w-session:ping", () => {
  isOutdated = false;
});
document.addEventListener("w-autosave:save", () => {
  isOutdated = true;
});
document.addEventListener(
  "w-swap:json",
  ({ target, detail: { data } }) => {
    if (!isOutdated || !target.matches(".w-editing-sessions")) return;
    delete data.other_sessions;
    data.html = target.querySelector("#w-editing-sessions").innerHTML;
  },
  true, // before Wagtail reads it
);
