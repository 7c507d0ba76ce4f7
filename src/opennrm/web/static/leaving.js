// Leaves a person's own page at once: the screen is emptied first, and the page's line in the history goes to the page
// that is shown instead. Without this file the same link leaves, too.
const away = document.querySelector("[data-away]").dataset.away;

function leave(link) {
  document.body.replaceChildren();
  fetch(link, { redirect: "manual", keepalive: true, cache: "no-store" }).catch(() => null);
  window.location.replace(away);
}

document.addEventListener(
  "click",
  (event) => {
    const link = event.target.closest(".govuk-exit-this-page__button, .govuk-js-exit-this-page-skiplink");
    if (link) {
      event.preventDefault();
      event.stopImmediatePropagation();
      leave(link.href);
    }
  },
  true,
);

// Brought back by the button that goes back, the page is asked for anew: whoever left it finds its door.
window.addEventListener("pageshow", (event) => event.persisted && window.location.reload());
