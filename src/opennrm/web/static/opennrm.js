// Starts the components of govuk-frontend. Every page works without this file.
import { initAll } from "./govuk/govuk-frontend.min.js";

document.body.classList.add("js-enabled");
if ("noModule" in HTMLScriptElement.prototype) {
  document.body.classList.add("govuk-frontend-supported");
}
initAll();

// ARIA does not allow aria-expanded on a radio button, and axe says so; the component sets it at start and at each click.
function withoutWhatAriaForbids() {
  for (const radio of document.querySelectorAll('input[type="radio"][aria-expanded]')) {
    radio.removeAttribute("aria-expanded");
  }
}
withoutWhatAriaForbids();
document.addEventListener("click", withoutWhatAriaForbids);
window.addEventListener("pageshow", withoutWhatAriaForbids);
