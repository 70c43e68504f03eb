// Photos on their way: each is prepared, kept on the device, and sent when it can be.

import { randomId } from "./dom.js";
import { prepare } from "./photo.js";
import { predict, resultOf } from "./predict.js";

const AT_ONCE = 2;
const LONGEST_WAIT = 60;
const POLLS = 20;

/**
 * A photo is { id, key, at, name, state, image, thumb, result, problem }; its state is
 *   preparing   it is being read
 *   waiting     to be sent; `why` is "", "offline", "busy" or "sign-in"
 *   sending     `progress` of it has left, 0 to 1; `why` is what it waited for before, if anything
 *   done        `result` says what it shows; `image` is gone
 *   failed      `problem` says why; `image` is still there, so that it can be sent again
 * and one that was removed on its way is `gone`: nothing is shown or kept of it any more.
 */
export class Outbox {
  #store;
  #changed;
  #line = [];
  #busy = 0;
  #pause = null;
  #reason = "";
  #failures = 0;

  /** @param changed called with a photo after each change of it */
  constructor(store, changed) {
    this.#store = store;
    this.#changed = changed;
    addEventListener("online", () => this.resume());
    document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && this.resume());
  }

  /** What is waited for before the next photo is sent: "", "offline", "busy" or "sign-in". */
  get waitsFor() {
    return this.#pause === null ? "" : this.#reason;
  }

  /** Takes files in; each appears at once and is sent in its turn. */
  async add(files) {
    const now = Date.now();
    const photos = files.map((file, index) => ({
      id: randomId(),
      key: randomId(),
      at: now - index,
      name: file.name,
      state: "preparing",
      why: "",
      progress: 0,
      image: null,
      thumb: null,
      result: null,
      problem: null,
    }));
    // The newest comes first; of those chosen together, the first one.
    [...photos].reverse().forEach((photo) => this.#changed(photo));
    // One after the other: several decoded 12-megapixel photos at once are too much for a phone.
    for (const [index, photo] of photos.entries()) {
      try {
        Object.assign(photo, await prepare(files[index]));
      } catch {
        await this.#set(photo, { state: "failed", problem: { code: "unreadable", detail: "" } });
        continue;
      }
      await this.#set(photo, { state: "waiting" });
      this.enqueue(photo);
    }
  }

  /** Sends a photo that waits or failed. */
  enqueue(photo) {
    if (!this.#line.includes(photo)) {
      this.#line.push(photo);
    }
    if (this.#pause !== null) {
      this.#show(photo, { why: this.#reason });
    }
    this.#pump();
  }

  /** Sends a photo that failed once more: under the old key the server would repeat its answer. */
  async retry(photo) {
    await this.#set(photo, { state: "waiting", problem: null, key: randomId() });
    this.enqueue(photo);
    this.resume();
  }

  /** Forgets photos that wait. */
  drop(photo) {
    this.#line = this.#line.filter((other) => other !== photo);
  }

  /** Tries again now, whatever was waited for. */
  resume() {
    clearTimeout(this.#pause);
    this.#pause = null;
    this.#pump();
  }

  #pump() {
    while (this.#pause === null && this.#busy < AT_ONCE && this.#line.length > 0) {
      const photo = this.#line.shift();
      this.#busy++;
      this.#send(photo).finally(() => {
        this.#busy--;
        this.#pump();
      });
    }
  }

  async #send(photo) {
    this.#show(photo, { state: "sending", progress: 0 });
    const first = await predict(photo.image, photo.key, (share) => this.#show(photo, { progress: share }));
    const outcome = first.kind === "later" ? await this.#await(first.id) : first;
    switch (outcome.kind) {
      case "result":
        this.#failures = 0;
        await this.#set(photo, { state: "done", why: "", result: outcome.result, image: null });
        break;
      case "problem":
        await this.#set(photo, { state: "failed", why: "", problem: outcome.problem });
        break;
      case "later":
        await this.#set(photo, { state: "failed", why: "", problem: { code: "deadline", detail: "" } });
        break;
      default:
        await this.#postpone(photo, outcome);
    }
  }

  /** The line stops for all: what keeps one photo from being sent keeps the others too. */
  async #postpone(photo, outcome) {
    await this.#set(photo, { state: "waiting", why: outcome.kind });
    this.#line.unshift(photo);
    this.#reason = outcome.kind;
    this.#failures++;
    const wait = Math.min(LONGEST_WAIT, Math.max(outcome.seconds ?? 0, 2 ** this.#failures));
    clearTimeout(this.#pause);
    this.#pause = outcome.kind === "sign-in" ? -1 : setTimeout(() => this.resume(), wait * 1000);
    for (const other of this.#line) {
      if (other.why !== outcome.kind) {
        await this.#set(other, { why: outcome.kind });
      }
    }
  }

  async #await(id) {
    for (let poll = 1; poll <= POLLS; poll++) {
      await new Promise((resolve) => setTimeout(resolve, Math.min(5, poll) * 1000));
      const outcome = await resultOf(id);
      if (outcome.kind !== "later") {
        return outcome;
      }
    }
    return { kind: "later", id };
  }

  #show(photo, change) {
    Object.assign(photo, change);
    if (!photo.gone) {
      this.#changed(photo);
    }
  }

  async #set(photo, change) {
    if (photo.gone) {
      return;
    }
    // What is shown as done is kept: a page that is reloaded at once must not send the photo again.
    Object.assign(photo, change);
    try {
      await this.#store.put(photo);
    } catch {
      // A full disk: the photo is still sent while the page is open.
    }
    this.#show(photo, {});
  }
}
