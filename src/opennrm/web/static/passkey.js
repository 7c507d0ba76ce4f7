// Passkeys: asks the browser for one and sends what it gives with the form. Pages say what to use without this file.
const bytes = (text) =>
  Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (letter) => letter.charCodeAt(0));
const text = (buffer) =>
  btoa(String.fromCharCode(...new Uint8Array(buffer)))
    .replace(/\+/g, "-")
    .replace(/\//g, "_")
    .replace(/=+$/, "");
const listed = (credentials) => (credentials ?? []).map((each) => ({ ...each, id: bytes(each.id) }));

async function made(options) {
  const publicKey = {
    ...options.publicKey,
    challenge: bytes(options.publicKey.challenge),
    user: { ...options.publicKey.user, id: bytes(options.publicKey.user.id) },
    excludeCredentials: listed(options.publicKey.excludeCredentials),
  };
  const made = await navigator.credentials.create({ publicKey });
  return {
    ...described(made),
    response: {
      clientDataJSON: text(made.response.clientDataJSON),
      attestationObject: text(made.response.attestationObject),
      transports: made.response.getTransports?.() ?? [],
    },
  };
}

async function used(options) {
  const publicKey = {
    ...options.publicKey,
    challenge: bytes(options.publicKey.challenge),
    allowCredentials: listed(options.publicKey.allowCredentials),
  };
  const used = await navigator.credentials.get({ publicKey });
  const { clientDataJSON, authenticatorData, signature, userHandle } = used.response;
  return {
    ...described(used),
    response: {
      clientDataJSON: text(clientDataJSON),
      authenticatorData: text(authenticatorData),
      signature: text(signature),
      userHandle: userHandle ? text(userHandle) : null,
    },
  };
}

function described(credential) {
  return {
    id: credential.id,
    rawId: text(credential.rawId),
    type: credential.type,
    clientExtensionResults: credential.getClientExtensionResults(),
  };
}

async function optionsOf(button) {
  if (button.dataset.options) {
    return JSON.parse(button.dataset.options);
  }
  const answer = await fetch(button.form.action, { headers: { Accept: "application/json" }, cache: "no-store" });
  return (await answer.json()).request_options;
}

for (const button of document.querySelectorAll("button[data-passkey]")) {
  button.closest("[data-passkey-part]").hidden = !window.PublicKeyCredential;
  button.addEventListener("click", async (event) => {
    event.preventDefault();
    const failed = button.form.querySelector("[data-passkey-failed]");
    failed.hidden = true;
    try {
      const options = await optionsOf(button);
      const credential = await (button.dataset.passkey === "make" ? made(options) : used(options));
      button.form.elements.namedItem(button.dataset.into).value = JSON.stringify(credential);
      button.form.submit();
    } catch {
      failed.hidden = false;
    }
  });
}
