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

// The warning before somebody is signed out appears by itself (see the stylesheet). Here it is also read aloud, and
// staying signed in needs no other tab.
for (const warning of document.querySelectorAll('[data-module="nrm-idle"]')) {
  warning.addEventListener("animationend", () => warning.setAttribute("role", "alert"));
  warning.querySelector("a").addEventListener("click", async (event) => {
    event.preventDefault();
    const answer = await fetch(event.target.href, { redirect: "manual", cache: "no-store" }).catch(() => null);
    if (answer?.ok) {
      warning.removeAttribute("role");
      warning.replaceWith(warning); // the animation begins anew
    } else {
      window.open(event.target.href, "_blank", "noopener");
    }
  });
}
