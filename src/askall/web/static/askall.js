// The keys of the working pages. Each part of a page with data-keys has controls marked data-key="n" and so on: the key
// does what a click on the control does. Keys act only while the focus is inside that part, and never while one types
// (WCAG 2.2, 2.1.4). Without this script every control is still there, as a link, a button or a field.
"use strict";

const types = element => element.matches("textarea, select, input:not([type=radio]):not([type=checkbox])");
const answersEnter = element => element.matches("a, button, summary");

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

// A part of a page that is fetched again every few seconds while its box is ticked. It stays as it is while the page is
// out of sight, or while the focus is inside that part.
const AGAIN = 3000;

async function renew(part) {
  if (document.hidden || part.contains(document.activeElement)) return;
  const answer = await fetch(part.dataset.from).catch(() => null);
  if (answer && answer.ok && !part.contains(document.activeElement)) part.innerHTML = await answer.text();
}

for (const box of document.querySelectorAll("input[data-live]")) {
  const part = document.getElementById(box.dataset.live);
  box.closest(".live").hidden = false;
  setInterval(() => box.checked && renew(part), AGAIN);
}
