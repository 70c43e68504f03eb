// Server-Sent Events read by fetch: EventSource sends no headers, and a key travels in one.

import { credentials } from "../session.js";

const FIRST_WAIT = 1000;
const LONGEST_WAIT = 15_000;

/**
 * Follows a stream for ever, and after a break goes on where it was.
 *
 * @param path of the stream
 * @param opened called each time it is open, from when on nothing is missed
 * @param heard called with each result
 */
export async function follow(path, opened, heard) {
  let lastId = null;
  let wait = FIRST_WAIT;
  for (;;) {
    try {
      const headers = { Accept: "text/event-stream", ...credentials(), ...(lastId === null ? {} : { "Last-Event-ID": lastId }) };
      const response = await fetch(path, { headers, cache: "no-store" });
      if (response.ok) {
        wait = FIRST_WAIT;
        opened();
        for await (const event of events(response.body)) {
          lastId = event.id ?? lastId;
          if (event.name === "result") {
            heard(JSON.parse(event.data));
          }
        }
      }
    } catch {
      // The break itself is shown by whoever polls the status.
    }
    await new Promise((resolve) => setTimeout(resolve, wait));
    wait = Math.min(LONGEST_WAIT, 2 * wait);
  }
}

async function* events(body) {
  const reader = body.pipeThrough(new TextDecoderStream()).getReader();
  let text = "";
  for (;;) {
    const { done, value } = await reader.read();
    if (done) {
      return;
    }
    text += value;
    const blocks = text.split(/\r?\n\r?\n/);
    text = blocks.pop();
    for (const block of blocks) {
      const event = parse(block);
      if (event.data !== "") {
        yield event;
      }
    }
  }
}

function parse(block) {
  const event = { id: null, name: "message", data: "" };
  for (const line of block.split(/\r?\n/)) {
    const [, field, value] = line.match(/^(\w+): ?(.*)$/) ?? [];
    if (field === "data") {
      event.data += (event.data === "" ? "" : "\n") + value;
    } else if (field === "event") {
      event.name = value;
    } else if (field === "id") {
      event.id = value;
    }
  }
  return event;
}
