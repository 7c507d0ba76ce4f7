// What this device keeps, in IndexedDB: a lock for each account, and drafts, each sealed. No name and no answer is open.
import { open, seal } from "./locking.js";

const DAYS = 28; // as long as the service keeps a draft that nobody goes on with

function opening() {
  return new Promise((resolve, reject) => {
    const asked = indexedDB.open("offline", 1);
    asked.onupgradeneeded = () => {
      asked.result.createObjectStore("locks", { keyPath: "account" });
      asked.result.createObjectStore("drafts", { keyPath: "id" });
    };
    asked.onsuccess = () => resolve(asked.result);
    asked.onerror = () => reject(asked.error);
  });
}

async function within(store, mode, act) {
  const database = await opening();
  try {
    return await new Promise((resolve, reject) => {
      const transaction = database.transaction(store, mode);
      const asked = act(transaction.objectStore(store));
      transaction.oncomplete = () => resolve(asked?.result);
      transaction.onerror = () => reject(transaction.error);
      transaction.onabort = () => reject(transaction.error);
    });
  } finally {
    database.close();
  }
}

export const locks = () => within("locks", "readonly", (store) => store.getAll());
export const keepLock = (lock) => within("locks", "readwrite", (store) => store.put(lock));

const about = (account, id) => `draft ${account} ${id}`;

export async function keepDraft(key, account, draft) {
  const row = { id: draft.id, account, on: Date.now(), ...(await seal(key, draft, about(account, draft.id))) };
  await within("drafts", "readwrite", (store) => store.put(row));
}

export async function drafts(key, account) {
  const rows = (await within("drafts", "readonly", (store) => store.getAll())).filter((row) => row.account === account);
  const opened = [];
  for (const row of rows) {
    if (Date.now() - row.on > DAYS * 86_400_000) await removeDraft(row.id);
    else opened.push(await open(key, row, about(account, row.id)));
  }
  return opened;
}

export const removeDraft = (id) => within("drafts", "readwrite", (store) => store.delete(id));

// Everything that is kept for an account, its lock too.
export async function forget(account) {
  const rows = await within("drafts", "readonly", (store) => store.getAll());
  for (const row of rows) {
    if (row.account === account) await removeDraft(row.id);
  }
  await within("locks", "readwrite", (store) => store.delete(account));
}
