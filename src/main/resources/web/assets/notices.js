// What the page has to say about itself: no network, plain HTTP, nobody signed in.

import { el, mark } from "./dom.js";
import { enterKey } from "./session.js";

export class Notices {
  #box;
  #texts;
  #shown = new Map();

  constructor(box, texts) {
    this.#box = box;
    this.#texts = texts;
  }

  /** Shows a notice by the key of its text, or takes it away. */
  show(key, wanted, build = () => []) {
    if (wanted === this.#shown.has(key)) {
      return;
    }
    if (!wanted) {
      this.#shown.get(key).element.remove();
      this.#shown.delete(key);
      return;
    }
    const element = el("div", { class: "notice" });
    this.#shown.set(key, { element, build });
    this.#fill(key);
    this.#box.append(element);
  }

  /** Asks for a key; `entered` is called when there is one. */
  askForKey(wanted, entered, key = "sign-in") {
    this.show(key, wanted, () => [this.#keyForm(entered)]);
  }

  /** Says everything again, in the language of now. */
  refresh() {
    for (const key of this.#shown.keys()) {
      this.#fill(key);
    }
  }

  #fill(key) {
    const { element, build } = this.#shown.get(key);
    element.replaceChildren(
      mark(key === "offline" ? "waiting" : "unsure"),
      el("div", {}, el("p", { class: "notice-head" }, this.#texts.text(`notice.${key}`)), el("p", {}, this.#texts.text(`notice.${key}.step`)), ...build()),
    );
  }

  #keyForm(entered) {
    const input = el("input", { id: "key", type: "password", autocomplete: "off", required: true, spellcheck: false });
    const form = el(
      "form",
      { class: "row key" },
      el("label", { for: "key" }, this.#texts.text("key")),
      input,
      el("button", { class: "button primary" }, this.#texts.text("key.use")),
    );
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      enterKey(input.value.trim());
      entered();
    });
    return form;
  }
}
