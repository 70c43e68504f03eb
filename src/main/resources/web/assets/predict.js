// Asks the server about one image. Every answer is an object with a kind:
//   result   { result }          the server's answer, status ok or uncertain
//   later    { id }              the time allowed passed; the result will be under this id
//   busy     { seconds }         too many requests, or the service is starting
//   sign-in  {}                  the server wants to know who is asking
//   offline  {}                  the server was not reached
//   problem  { problem }         { code, detail }; sending the same bytes again will not help

import { credentials } from "./session.js";

const TIMEOUT = 60_000;
const DEFAULT_WAIT = 5;

/** Sends an image; `progress` hears the share of it that has left, 0 to 1. */
export function predict(image, key, progress) {
  return new Promise((resolve) => {
    // fetch does not tell how much of a body has left, and on a slow network that is the wait.
    const request = new XMLHttpRequest();
    request.open("POST", "/predict");
    request.timeout = TIMEOUT;
    request.setRequestHeader("Content-Type", image.type || "application/octet-stream");
    request.setRequestHeader("Accept", "application/json");
    request.setRequestHeader("Idempotency-Key", key);
    for (const [name, value] of Object.entries(credentials())) {
      request.setRequestHeader(name, value);
    }
    request.upload.onprogress = (event) => progress(event.total > 0 ? event.loaded / event.total : 0);
    request.onload = () => resolve(outcome(request.status, body(request.responseText), (name) => request.getResponseHeader(name)));
    request.onerror = () => resolve({ kind: "offline" });
    request.ontimeout = () => resolve({ kind: "offline" });
    request.send(image);
  });
}

/** Asks for the result of an image that was sent before. */
export async function resultOf(id) {
  try {
    const response = await fetch(`/results/${encodeURIComponent(id)}`, { headers: credentials() });
    if (response.status === 202) {
      return { kind: "later", id };
    }
    return outcome(response.status, body(await response.text()), (name) => response.headers.get(name));
  } catch {
    return { kind: "offline" };
  }
}

function outcome(status, json, header) {
  if (status === 200 && (json.status === "ok" || json.status === "uncertain")) {
    return { kind: "result", result: json };
  }
  if (status === 200 && json.status === "error") {
    return { kind: "problem", problem: { code: json.error?.code ?? "internal", detail: json.error?.message ?? "" } };
  }
  if (status === 401) {
    return { kind: "sign-in" };
  }
  if (status === 429 || status === 503) {
    return { kind: "busy", seconds: Number(header("Retry-After")) || DEFAULT_WAIT };
  }
  const id = json.id ?? header("Location")?.split("/").pop();
  if (status === 504 && id) {
    return { kind: "later", id };
  }
  if (status === 502 || status === 504) {
    return { kind: "busy", seconds: DEFAULT_WAIT };
  }
  const code = String(json.type ?? "").split(/[/:#]/).pop() || (status >= 500 ? "internal" : "refused");
  return { kind: "problem", problem: { code, detail: json.detail ?? json.title ?? "", trace: json.traceId } };
}

function body(text) {
  try {
    return JSON.parse(text) ?? {};
  } catch {
    return {};
  }
}
