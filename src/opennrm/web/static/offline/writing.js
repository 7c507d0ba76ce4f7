// Writing a draft, page after page, and what the service said of it when it was sent.
import { ask } from "./asking.js";
import { answersOf, journey, namesOf } from "./answers.js";
import { button, heading, make, said, warning } from "./drawing.js";

export const newDraft = () => ({
  id: crypto.randomUUID(),
  began: Date.now(),
  at: null,
  pages: {},
  known: {},
  settled: [],
  problems: {},
  changed: true,
  edits: 0,
});

export function showDraft(page, draft, focused = null) {
  page.writes = true;
  page.tell("");
  const { pages } = journey(page.questions, answersOf(page.questions, draft.pages));
  const place = Math.max(0, pages.findIndex((each) => each.page.slug === draft.at));
  const here = pages[place];
  const slug = here.page.slug;
  const typed = draft.pages[slug] ?? {};
  const changed = (name, values, redraw) => {
    draft.pages[slug] = { ...draft.pages[slug], [name]: values };
    delete draft.problems[name];
    draft.changed = true;
    draft.edits = (draft.edits ?? 0) + 1;
    page.keep(draft);
    if (redraw) showDraft(page, draft, document.activeElement?.id);
  };
  const go = (to) => {
    draft.at = pages[to].page.slug;
    page.keep(draft);
    showDraft(page, draft);
  };
  const leave = () => {
    page.list();
    return page.sendAll();
  };
  page.show(
    said(`Page ${place + 1} of ${pages.length} as it stands: ${here.section.title}`, "govuk-caption-l"),
    heading(here.page.title),
    here.page.warning ? warning(here.page.warning) : "",
    ...(here.page.text ?? []).map((text) => said(text)),
    ...here.asked.map((question) => ask(question, typed, draft.problems, changed)),
    button("Continue", () => (place + 1 < pages.length ? go(place + 1) : leave())),
    " ",
    place ? button("Back", () => go(place - 1), "govuk-button--secondary") : "",
    " ",
    button("All drafts", leave, "govuk-button--secondary"),
  );
  if (focused) document.getElementById(focused)?.focus();
}

// Keeps what came of sending; gives what draws it where something is to be put right, and null otherwise. Of what is not
// settled, `known` is what this device knew before, so that it is asked again if the page is locked before somebody chose.
// `edits` is how often the draft was written to when it was sent: what was typed since is not in the service.
export async function keepOutcome(page, draft, outcome, edits) {
  draft.refused = outcome.refused ?? "";
  if (draft.refused) {
    await page.keep(draft);
    return null;
  }
  Object.assign(draft, { known: outcome.known, settled: [], href: outcome.href });
  draft.problems = Object.fromEntries(outcome.errors.map(({ field, message }) => [field, message]));
  const isDone = !outcome.errors.length && !outcome.conflicts.length;
  draft.changed = !isDone || draft.edits !== edits;
  draft.left = outcome.not_asked.map((key) => questionOf(page, key).ask);
  if (!page.writes && !isDone && !outcome.conflicts.length) draft.at = slugOf(page, outcome.errors[0].key);
  await page.keep(draft);
  if (isDone) return null;
  return () => (outcome.conflicts.length ? showConflicts(page, draft, outcome.conflicts) : showProblems(page, draft));
}

function showProblems(page, draft) {
  showDraft(page, draft);
  page.tell("What is right was kept in the service. Put the rest right, and send it again.");
}

function showConflicts(page, draft, conflicts) {
  const open = new Set(conflicts.map((each) => each.key));
  const settle = async (conflict, isMine, row) => {
    if (isMine) draft.settled.push(conflict.key);
    else takeTheirs(page, draft, conflict);
    open.delete(conflict.key);
    row.remove();
    await page.keep(draft);
    if (!open.size) await page.sendAll(true);
  };
  const rows = conflicts.map((conflict) => {
    const question = questionOf(page, conflict.key);
    const row = make("li", { class: "govuk-!-margin-bottom-6" });
    row.append(
      make("h3", { class: "govuk-heading-s" }, question.ask),
      said(`On this device: ${conflict.here || "no answer"}`),
      said(`In the service: ${conflict.there || "no answer"}`),
      conflict.goes.length ? said(`If you keep yours, these answers in the service go: ${conflict.goes.map((key) => questionOf(page, key).ask).join("; ")}`) : "",
      button(`Keep mine`, () => settle(conflict, true, row)),
      " ",
      button("Take the one in the service", () => settle(conflict, false, row), "govuk-button--secondary"),
    );
    return row;
  });
  page.writes = true;
  page.tell("");
  page.show(
    heading("Answered here and there"),
    said("The service holds answers that this device did not know. Nothing was written over: say which stays."),
    make("ul", { class: "govuk-list" }, ...rows),
  );
}

function takeTheirs(page, draft, conflict) {
  const slug = slugOf(page, conflict.key);
  const typed = { ...draft.pages[slug] };
  for (const name of namesOf(questionOf(page, conflict.key))) delete typed[name];
  draft.pages[slug] = { ...typed, ...conflict.typed };
}

const placed = (page) => page.questions.sections.flatMap((section) => section.pages).flatMap((each) => (each.questions ?? []).map((question) => ({ slug: each.slug, question })));
const questionOf = (page, key) => placed(page).find((each) => each.question.key === key).question;
const slugOf = (page, key) => placed(page).find((each) => each.question.key === key).slug;
