// A key that a person entered, for as long as this tab lives. Whoever came by an invitation has a
// cookie instead, which no script can read.

const KEY = "floracare.key";
let entered = null;

export function enterKey(key) {
  entered = key;
  try {
    sessionStorage.setItem(KEY, key);
  } catch {
    // It is then asked for again after a reload.
  }
}

export function forgetKey() {
  entered = null;
  try {
    sessionStorage.removeItem(KEY);
  } catch {
    // There was nothing to remove.
  }
}

/** Whether the server lets us do what a scope names; null if it does not say. */
export async function allowed(scope) {
  try {
    const response = await fetch("/session", { headers: credentials(), cache: "no-store" });
    return response.ok ? (await response.json()).scopes.some((one) => one === scope || one === "admin") : null;
  } catch {
    return null;
  }
}

/** Headers that say who is asking. */
export function credentials() {
  const key = entered ?? stored();
  return key === null ? {} : { "X-API-Key": key };
}

function stored() {
  try {
    return sessionStorage.getItem(KEY);
  } catch {
    return null;
  }
}
