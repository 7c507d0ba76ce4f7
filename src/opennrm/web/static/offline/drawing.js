// Pieces of a page, made as elements and never as text that is read as HTML.

export function make(tag, attributes = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name === "on") for (const [event, act] of Object.entries(value)) made.addEventListener(event, act);
    else if (value === true) made.setAttribute(name, "");
    else if (value !== false && value !== null && value !== undefined) made.setAttribute(name, value);
  }
  made.append(...children.filter((child) => child !== null && child !== undefined));
  return made;
}

export const said = (text, kind = "govuk-body") => make("p", { class: kind }, text);
export const heading = (text, level = 2) => make(`h${level}`, { class: "govuk-heading-m", tabindex: "-1" }, text);

export function button(text, act, kind = "") {
  return make("button", { type: "button", class: `govuk-button ${kind}`, on: { click: act } }, text);
}

export function field(id, label, attributes = {}, hint = "", error = "") {
  const described = [hint && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(" ") || null;
  const tag = attributes.rows ? "textarea" : "input";
  const kind = `${tag === "input" ? "govuk-input" : "govuk-textarea"}${error ? ` govuk-${tag}--error` : ""}`;
  const input = make(tag, { id, class: kind, autocomplete: "off", spellcheck: "false", "aria-describedby": described, ...attributes });
  return make(
    "div",
    { class: `govuk-form-group${error ? " govuk-form-group--error" : ""}` },
    make("label", { class: "govuk-label", for: id }, label),
    hint ? make("div", { class: "govuk-hint", id: `${id}-hint` }, hint) : null,
    error ? make("p", { class: "govuk-error-message", id: `${id}-error` }, error) : null,
    input,
  );
}

export function warning(text) {
  return make("div", { class: "govuk-inset-text" }, text);
}
