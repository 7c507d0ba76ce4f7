// The page that works without a network: who it is, the lock, and the list of drafts. The key of what is kept is in this
// page's memory only, and gone when it is locked: by a button, after a while, on signing out, and when the page is left.
import { button, field, heading, make, said, warning } from "./drawing.js";
import { drafts, forget, keepDraft, keepLock, locks, removeDraft } from "./keeping.js";
import { newLock, opened, SHORTEST } from "./locking.js";
import { send, whoIsIn } from "./sending.js";
import { keepOutcome, newDraft, showDraft } from "./writing.js";

const root = document.getElementById("offline");
const told = document.getElementById("offline-told");
const IDLE_MINUTES = 15;
const POLICY = globalThis.trustedTypes?.createPolicy("opennrm-offline", { createScriptURL: (address) => address });
const NOT_KEPT = "This device could not keep what was typed: it may be full. It is lost when this page is locked or left. Send it to the service, or make room on the device and type on.";
const state = { key: null, account: null, kept: [], idle: 0, minutes: IDLE_MINUTES, saving: Promise.resolve() };

const tell = (text) => told.replaceChildren(text ? said(text) : "");

function show(...children) {
  root.replaceChildren(...children);
  root.querySelector("h2")?.focus();
}

function lock(because = "") {
  Object.assign(state, { key: null, account: null, kept: [] });
  clearTimeout(state.idle);
  tell(because);
  begin();
}

function used() {
  clearTimeout(state.idle);
  if (state.key) state.idle = setTimeout(() => lock("Locked, because nothing happened here."), state.minutes * 60_000);
}

async function begin() {
  show(said("One moment."));
  const who = await whoIsIn(root.dataset.drafts);
  if (who?.account && !who.on) await forget(who.account);
  const here = await locks();
  if (who?.out) return show(heading("Sign in first"), said("The service can be reached, and you are signed out. What this device keeps stays locked."), link("/sign-in/?next=%2Foffline%2F", "Sign in"));
  if (who && !who.on) return show(heading("Not switched on"), said("Your organisation does not let drafts be kept on devices. Refer somebody on the ordinary pages."), link("/referrals/", "Go to the referrals"));
  if (who) {
    state.minutes = who.idle_minutes;
    await startWorker();
    const mine = here.find((each) => each.account === who.account);
    return mine ? askPassphrase([mine], true) : choosePassphrase(who.account);
  }
  if (here.length) return askPassphrase(here, false);
  return show(heading("Not ready"), said("There is no network. Open this page once with one, signed in, and choose a passphrase. From then on it works without."));
}

const link = (href, text) => make("p", { class: "govuk-body" }, make("a", { class: "govuk-link", href }, text));

async function startWorker() {
  const { worker, scope } = root.dataset;
  await navigator.serviceWorker?.register(POLICY ? POLICY.createScriptURL(worker) : worker, { scope });
  await navigator.storage?.persist?.();
}

function choosePassphrase(account, problem = "") {
  const words = "At least 15 letters. Nobody can bring it back if you forget it: then what this device keeps is lost.";
  const first = field("passphrase", "Choose a passphrase for this device", { type: "password" }, words, problem);
  const again = field("again", "The same passphrase again", { type: "password" });
  const act = async () => {
    const [typed, twice] = [first, again].map((each) => each.querySelector("input").value);
    if (typed.length < SHORTEST) return choosePassphrase(account, "Choose a passphrase of at least 15 letters");
    if (typed !== twice) return choosePassphrase(account, "The two are different: type the same passphrase twice");
    const made = await newLock(account, typed);
    await keepLock(made.lock);
    return unlocked(made.key, account);
  };
  show(heading("Your own lock"), first, again, button("Choose it", act));
  if (problem) first.querySelector("input").focus();
}

function askPassphrase(here, isIn, problem = "") {
  const asked = field("passphrase", "Your passphrase for this device", { type: "password" }, "", problem);
  const act = async () => {
    const typed = asked.querySelector("input").value;
    for (const each of here) {
      const key = await opened(each, typed);
      if (key) return unlocked(key, each.account);
    }
    return askPassphrase(here, isIn, "This passphrase opens nothing here");
  };
  const anew = () => make(
    "details",
    { class: "govuk-details" },
    make("summary", { class: "govuk-details__summary" }, make("span", { class: "govuk-details__summary-text" }, "I forgot the passphrase")),
    make("div", { class: "govuk-details__text" }, said("Nobody can bring it back. You can remove what this device keeps for you, and choose another."), button("Remove it from this device", () => forget(here[0].account).then(begin), "govuk-button--warning")),
  );
  show(heading("Locked"), asked, button("Open", act), isIn ? anew() : "");
  asked.querySelector("input").addEventListener("keydown", (event) => event.key === "Enter" && act());
  if (problem) asked.querySelector("input").focus();
}

async function unlocked(key, account) {
  Object.assign(state, { key, account, kept: await drafts(key, account) });
  tell("");
  used();
  list();
  await sendAll();
}

// One after the other; gives whether it is kept. One that fails (the device is full) is told, and stops none after it.
function keep(draft) {
  const { key, account } = state;
  const failed = () => {
    tell(NOT_KEPT);
    return false;
  };
  state.saving = state.saving.then(() => (key ? keepDraft(key, account, draft) : null)).then(() => true, failed);
  return state.saving;
}

function list() {
  page.writes = false;
  const rows = state.kept.map((draft) => {
    const began = new Date(draft.began).toLocaleString("en-GB", { dateStyle: "long", timeStyle: "short" });
    const where = draft.changed ? "Not in the service yet." : "In the service.";
    const what = "What stands here is kept. Go on to read it and copy what is still needed, or remove it.";
    return make(
      "li",
      {},
      said(`Begun ${began}. ${where}`),
      draft.refused ? said(`It was not taken: ${draft.refused} ${what}`) : null,
      draft.left?.length ? said(`Not taken, since it is not asked with what stands in the service: ${draft.left.join(" ")}`) : null,
      draft.href ? link(draft.href, "Open it in the service") : null,
      button("Go on", () => showDraft(page, draft)),
      " ",
      button("Remove from this device", () => remove(draft), "govuk-button--secondary"),
    );
  });
  show(
    heading("Drafts on this device"),
    warning("If somebody is in danger now, ring 999. Do not wait for this page."),
    said("What is chosen from lists, and files, need the network: add them in the service before you send the referral."),
    rows.length ? make("ul", { class: "govuk-list" }, ...rows) : said("There is none."),
    button("Write a new one", () => write()),
    " ",
    button("Send to the service", () => sendAll(true), "govuk-button--secondary"),
    " ",
    button("Lock", () => lock(), "govuk-button--secondary"),
  );
}

// Says it above the list, unless somebody writes, or what was typed meanwhile is about to be sent.
function listed(text) {
  if (page.writes || state.isAskedAgain) return;
  list();
  tell(text);
}

function write() {
  const draft = newDraft();
  state.kept.push(draft);
  keep(draft);
  showDraft(page, draft);
}

async function remove(draft) {
  await removeDraft(draft.id);
  state.kept = state.kept.filter((each) => each !== draft);
  list();
}

async function beginAnew(draft) {
  const before = draft.id;
  Object.assign(draft, { id: crypto.randomUUID(), known: {}, settled: [] });
  if (await keep(draft)) await removeDraft(before);
}

// Sends what is not in the service yet; never from under somebody who writes, and one after the other. What is to be put
// right in one is shown after the others were sent. Asked for while it sends, it sends again: more was typed.
async function sendAll(isAsked = false) {
  if (isAsked) page.writes = false;
  state.isAskedAgain = state.isSending;
  if (state.isSending) return;
  state.isSending = true;
  try {
    do {
      state.isAskedAgain = false;
      await sendEach(isAsked);
    } while (state.isAskedAgain);
  } finally {
    state.isSending = false;
  }
}

async function sendEach(isAsked) {
  const who = await whoIsIn(root.dataset.drafts);
  if (!state.key || (page.writes && !isAsked)) return null;
  if (!who) return isAsked ? listed("There is no network. It stays on this device, and is sent when there is one.") : null;
  if (!who.on || who.account !== state.account) return lock("Locked, because you are signed out, or somebody else is signed in.");
  let first = null;
  for (const draft of state.kept.filter((each) => each.changed && Object.keys(each.pages).length)) {
    const { edits } = draft;
    const outcome = await send(root.dataset.drafts, who.token, draft);
    if (!state.key) return null;
    if (!outcome) return listed("The network went away. It stays on this device, and is sent when there is one.");
    if (outcome.out) return lock("Locked, because you are signed out.");
    if (outcome.gone) await beginAnew(draft);
    const toPutRight = await keepOutcome(page, draft, outcome, edits);
    first ??= toPutRight;
    if (page.writes) return null;
  }
  if (first) return state.isAskedAgain ? null : first();
  if (state.kept.some((each) => each.changed && each.refused)) return listed("Not everything was taken. Below each draft stands why.");
  return state.kept.length ? listed("Everything that is on this device is in the service.") : list();
}

const page = { show, tell, keep, list, sendAll, used, questions: null, writes: false };

for (const event of ["keydown", "pointerdown", "input"]) document.addEventListener(event, used);
window.addEventListener("pagehide", () => state.key && lock());
window.addEventListener("online", () => state.key && sendAll());
document.addEventListener("visibilitychange", async () => {
  if (document.hidden || !state.key) return;
  const who = await whoIsIn(root.dataset.drafts);
  if (state.key && who && who.account !== state.account) lock("Locked, because you are signed out, or somebody else is signed in.");
});

page.questions = await (await fetch(root.dataset.questions)).json();
await begin();
