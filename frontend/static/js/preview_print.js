// An editor's preview on paper: what the style sheets say of print holds on the screen.
const onPaper = (rules) => {
  for (const rule of rules) {
    const media = rule.media?.mediaText;
    if (media === "print") rule.media.mediaText = "screen";
    else if (rule.cssRules) onPaper(rule.cssRules);
  }
};
for (const sheet of document.styleSheets) onPaper(sheet.cssRules);
