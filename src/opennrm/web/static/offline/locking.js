// The lock of what is kept: a key that is made of a passphrase for one account on this device, and leaves no page.
const ITERATIONS = 600_000; // PBKDF2 with SHA-256. Source: OWASP Password Storage Cheat Sheet
const CHECK = "this is the passphrase";

export const SHORTEST = 15;

export async function newLock(account, passphrase) {
  const salt = crypto.getRandomValues(new Uint8Array(32));
  const key = await keyOf(passphrase, salt, ITERATIONS);
  const lock = { account, salt, iterations: ITERATIONS };
  return { lock: { ...lock, check: await seal(key, CHECK, `check ${account}`) }, key };
}

// The key, or null where the passphrase is another.
export async function opened(lock, passphrase) {
  const key = await keyOf(passphrase, lock.salt, lock.iterations);
  try {
    await open(key, lock.check, `check ${lock.account}`);
    return key;
  } catch {
    return null;
  }
}

export async function seal(key, content, about) {
  const iv = crypto.getRandomValues(new Uint8Array(12));
  const plain = new TextEncoder().encode(JSON.stringify(content));
  const additionalData = new TextEncoder().encode(about);
  return { iv, sealed: await crypto.subtle.encrypt({ name: "AES-GCM", iv, additionalData }, key, plain) };
}

export async function open(key, { iv, sealed }, about) {
  const additionalData = new TextEncoder().encode(about);
  const plain = await crypto.subtle.decrypt({ name: "AES-GCM", iv, additionalData }, key, sealed);
  return JSON.parse(new TextDecoder().decode(plain));
}

async function keyOf(passphrase, salt, iterations) {
  const typed = new TextEncoder().encode(passphrase.normalize("NFKC"));
  const from = await crypto.subtle.importKey("raw", typed, "PBKDF2", false, ["deriveKey"]);
  const by = { name: "PBKDF2", hash: "SHA-256", salt, iterations };
  return crypto.subtle.deriveKey(by, from, { name: "AES-GCM", length: 256 }, false, ["encrypt", "decrypt"]);
}
