// What is asked of the service, and sent to it, where there is a network. Nothing of it is kept by the browser.

// Who is signed in: null without a network or an answer; { out: true } where nobody is.
export async function whoIsIn(address) {
  if (!navigator.onLine) return null;
  try {
    const answer = await fetch(address, { redirect: "manual", cache: "no-store" });
    if (answer.type === "opaqueredirect" || answer.status === 403) return { out: true };
    return answer.ok ? await answer.json() : null;
  } catch {
    return null;
  }
}

const COULD_NOT = "The service could not take this draft; nothing of it is lost here. Try again later, or write it on the ordinary pages.";

// What came of a draft: null where the network went away, so that nothing is known of it and it is to be sent again.
export async function send(address, token, draft) {
  const { id, pages, known, settled } = draft;
  const body = JSON.stringify({ token: id, pages, known, settled });
  const headers = { "Content-Type": "application/json", "X-CSRFToken": token };
  try {
    const answer = await fetch(address, { method: "POST", headers, body, redirect: "manual", cache: "no-store" });
    if (answer.type === "opaqueredirect" || answer.status === 403) return { out: true };
    const text = await answer.text();
    return answer.ok || answer.status === 422 || answer.status === 400 ? read(text) : { refused: COULD_NOT };
  } catch {
    return null;
  }
}

function read(text) {
  try {
    return JSON.parse(text);
  } catch {
    return { refused: COULD_NOT };
  }
}
