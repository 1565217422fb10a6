// The keys of the working pages. Each part of a page with data-keys has controls marked data-key="n" and so on: the key
// does what a click on the control does. Keys act only while the focus is inside that part, and never while one types
// (WCAG 2.2, 2.1.4). Without this script every control is still there, as a link, a button or a field.
"use strict";

const types = element => element.matches("textarea, select, input:not([type=radio]):not([type=checkbox])");
const answersEnter = element => element.matches("a, button, summary, input");

function press(control) {
  const fold = control.closest("details");
  if (fold) fold.open = true;
  control.focus();
  if (!types(control)) control.click();
}

for (const part of document.querySelectorAll("[data-keys]")) {
  part.addEventListener("keydown", event => {
    if (event.ctrlKey || event.altKey || event.metaKey || event.isComposing) return;
    if (types(event.target)) {
      if (event.key === "Escape") part.focus();
      return;
    }
    if (event.key === "Enter" && answersEnter(event.target)) return;
    const control = part.querySelector(`[data-key="${CSS.escape(event.key)}"]`);
    if (!control) return;
    event.preventDefault();
    press(control);
  });
}
