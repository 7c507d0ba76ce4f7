// The way through the questions, as src/opennrm/questions/conditions.py and journey.py know it; a test asks both.

export function holds(condition, answers) {
  if (!condition) return true;
  const [[kind, content]] = Object.entries(condition);
  switch (kind) {
    case "is": {
      const [key, ...values] = content;
      const given = Object.hasOwn(answers, key) ? answers[key] : undefined;
      return Array.isArray(given) ? given.some((value) => values.includes(value)) : values.includes(given);
    }
    case "answered":
      return Object.hasOwn(answers, content);
    case "any_of":
      return content.some((each) => holds(each, answers));
    case "all_of":
      return content.every((each) => holds(each, answers));
    case "not":
      return !holds(content, answers);
  }
  throw new Error(`No condition is called ${kind}.`);
}

// The pages of a journey with the questions that are asked on each; an answer counts only while its question is asked.
export function journey(catalogue, answers) {
  const kept = {};
  const pages = [];
  for (const section of catalogue.sections) {
    if (!holds(section.only_if, kept)) continue;
    for (const page of section.pages) {
      if (!holds(page.only_if, kept)) continue;
      const asked = [];
      for (const question of page.questions ?? []) {
        if (!holds(question.only_if, kept)) continue;
        asked.push(question);
        if (Object.hasOwn(answers, question.key)) kept[question.key] = answers[question.key];
      }
      pages.push({ section, page, asked });
    }
  }
  return { pages: pages.filter(({ page }) => isShown(page, kept)), kept };
}

function isShown(page, kept) {
  const questions = page.questions ?? [];
  return questions.length === 0 || questions.some((question) => holds(question.only_if, kept));
}

const PARTS = {
  date: ["day", "month", "year"],
  address: ["line_1", "line_2", "town", "county", "postcode"],
};

export function namesOf(question) {
  const parts = PARTS[question.kind];
  const names = parts ? parts.map((part) => `${question.key}-${part}`) : [question.key];
  return question.not_known ? [...names, `${question.key}-not_known`] : names;
}

// What was typed, as the conditions know it: choices by their values, everything else as whether it was answered.
export function answersOf(catalogue, typed) {
  const answers = {};
  for (const section of catalogue.sections) {
    for (const page of section.pages) {
      for (const question of page.questions ?? []) {
        const answer = answerOf(question, typed[page.slug] ?? {});
        if (answer !== undefined) answers[question.key] = answer;
      }
    }
  }
  return answers;
}

function answerOf(question, typed) {
  const given = (name) => (typed[name] ?? []).filter((text) => text.trim() !== "");
  if (question.not_known && given(`${question.key}-not_known`).length) {
    return { not_known: given(`${question.key}-not_known`)[0] };
  }
  if (question.kind === "checkboxes") return given(question.key).length ? given(question.key) : undefined;
  if (question.kind === "radios" || question.kind === "select") return given(question.key)[0];
  return namesOf(question).some((name) => given(name).length) ? true : undefined;
}
