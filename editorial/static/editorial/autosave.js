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
