// Sends a file in pieces, tells how far it is, and goes on after a break. Without this file the form sends it whole.
const WAITS = [1, 2, 5, 10, 20, 30];

async function hashOf(file) {
  const digest = await crypto.subtle.digest("SHA-256", await file.arrayBuffer());
  return [...new Uint8Array(digest)].map((each) => each.toString(16).padStart(2, "0")).join("");
}

const wait = (seconds) => new Promise((done) => setTimeout(done, seconds * 1000));

class Refused extends Error {}

async function answerTo(address, options) {
  const answer = await fetch(address, { ...options, method: "POST", redirect: "error", cache: "no-store" });
  const isTold = answer.headers.get("Content-Type")?.startsWith("application/json");
  if (answer.status >= 500) {
    throw new TypeError("away");
  }
  if (!isTold) {
    throw new Refused("");
  }
  const told = await answer.json();
  if (answer.status === 422) {
    throw new Refused(told.because);
  }
  return told;
}

async function again(doing, broken) {
  for (const seconds of WAITS) {
    try {
      return await doing();
    } catch (fault) {
      if (fault instanceof Refused) {
        throw fault;
      }
      broken();
      await wait(seconds);
    }
  }
  return doing();
}

async function send(form, file) {
  const token = form.querySelector('input[name="csrfmiddlewaretoken"]').value;
  const status = form.querySelector("[data-status]");
  const bar = form.querySelector("progress");
  const size = Number(form.dataset.piece);
  const broken = () => {
    status.textContent = status.dataset.broken;
  };
  form.querySelector("[data-sending]").hidden = false;
  status.textContent = status.dataset.reading;
  const said = { csrfmiddlewaretoken: token, name: file.name, size: file.size, sha256: await hashOf(file) };
  let sent = await again(() => answerTo(form.action, { body: new URLSearchParams(said) }), broken);
  const pieces = form.dataset.pieces.replace("00000000-0000-0000-0000-000000000000", sent.id);
  const headers = { "Content-Type": "application/octet-stream", "X-CSRFToken": token };
  while (!sent.finished) {
    const from = sent.have;
    const body = file.slice(from, from + size);
    sent = await again(() => answerTo(`${pieces}?from=${from}`, { headers, body }), broken);
    bar.value = Math.floor((100 * sent.have) / file.size);
    status.textContent = `${bar.value} %`;
  }
  status.textContent = status.dataset.done;
  location.assign(location.pathname);
}

for (const form of document.querySelectorAll("form[data-files]")) {
  if (!globalThis.crypto?.subtle) {
    continue;
  }
  form.addEventListener("submit", async (event) => {
    const chosen = form.querySelector('input[type="file"]').files;
    if (chosen.length !== 1) {
      return; // the page says what is missing
    }
    event.preventDefault();
    const status = form.querySelector("[data-status]");
    try {
      await send(form, chosen[0]);
    } catch (fault) {
      form.querySelector("[data-sending]").hidden = true;
      status.textContent = fault.message && fault instanceof Refused ? fault.message : status.dataset.failed;
    }
  });
}
