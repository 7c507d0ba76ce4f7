// A question as an input, filled with what was typed; an answer goes to `changed` as the ordinary page would send it.
import { namesOf } from "./answers.js";
import { field, make, said } from "./drawing.js";

const WORDS = {
  day: "Day",
  month: "Month",
  year: "Year",
  line_1: "Address line 1",
  line_2: "Address line 2 (optional)",
  town: "Town or city",
  county: "County (optional)",
  postcode: "Postcode",
};
const TYPES = { phone: "tel", email: "email" };

export const NEEDS_NETWORK = "This is a list, or is chosen from one, which needs the network. Answer it in the service later.";
const ON_NETWORK = ["lookup", "entries"];

// `problems` are what the service said is wrong, by the input's name.
export function ask(question, typed, problems, changed) {
  const error = namesOf(question).map((name) => problems[name]).find(Boolean) ?? "";
  if (ON_NETWORK.includes(question.kind)) {
    return make("div", { class: "govuk-form-group" }, said(question.ask, "govuk-label govuk-label--s"), said(NEEDS_NETWORK, "govuk-hint"));
  }
  const drawn = question.choices?.length ? choices(question, typed, error, changed) : inputs(question, typed, problems, changed);
  return question.not_known ? make("div", {}, drawn, reason(question, typed, problems, changed)) : drawn;
}

function choices(question, typed, error, changed) {
  const several = question.kind === "checkboxes";
  const kind = several ? "checkboxes" : "radios";
  const chosen = typed[question.key] ?? [];
  const items = question.choices.map((choice, number) => {
    const id = number ? `${question.key}-${number + 1}` : question.key;
    const input = make("input", {
      id,
      class: `govuk-${kind}__input`,
      type: several ? "checkbox" : "radio",
      name: question.key,
      value: choice.value,
      checked: chosen.includes(choice.value),
      autocomplete: "off",
      on: { change: (event) => changed(question.key, ticked(event.target.closest("fieldset")), true) },
    });
    const label = make("label", { class: `govuk-label govuk-${kind}__label`, for: id }, choice.label);
    const hint = choice.hint ? make("div", { class: `govuk-hint govuk-${kind}__hint` }, choice.hint) : null;
    return make("div", { class: `govuk-${kind}__item` }, input, label, hint);
  });
  return make("div", { class: "govuk-form-group" }, group(question, error, make("div", { class: `govuk-${kind}` }, ...items)));
}

const ticked = (within) => [...within.querySelectorAll("input:checked")].map((each) => each.value);

function group(question, error, ...children) {
  return make(
    "fieldset",
    { class: "govuk-fieldset" },
    make("legend", { class: "govuk-fieldset__legend govuk-fieldset__legend--s" }, question.ask),
    question.hint ? make("div", { class: "govuk-hint" }, question.hint) : null,
    error ? make("p", { class: "govuk-error-message" }, error) : null,
    ...children,
  );
}

function inputs(question, typed, problems, changed) {
  const names = namesOf(question).filter((name) => !name.endsWith("-not_known"));
  if (names.length === 1) {
    return one(question.key, question.ask, question.hint, question.kind === "textarea" ? { rows: question.rows ?? 8 } : { type: TYPES[question.kind] ?? "text" });
  }
  const parts = names.map((name) => one(name, WORDS[name.slice(question.key.length + 1)], "", { type: "text" }));
  return make("div", { class: "govuk-form-group" }, group(question, "", ...parts));

  function one(name, label, hint, attributes) {
    const drawn = field(name, label, attributes, hint, problems[name] ?? "");
    const input = drawn.querySelector("input, textarea");
    input.value = (typed[name] ?? [""])[0];
    input.addEventListener("input", () => changed(name, input.value === "" ? [] : [input.value], false));
    return drawn;
  }
}

function reason(question, typed, problems, changed) {
  const name = `${question.key}-not_known`;
  const drawn = field(name, `Why the ${question.called} is not known`, { rows: 2 }, "Only where it is not known.", problems[name] ?? "");
  const input = drawn.querySelector("textarea");
  input.value = (typed[name] ?? [""])[0];
  input.addEventListener("input", () => changed(name, input.value === "" ? [] : [input.value], false));
  return drawn;
}
