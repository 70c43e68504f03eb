// What the page has to say about itself: no network, plain HTTP, nobody signed in.

import { el, mark } from "./dom.js";
import { enterKey, forgetKey } from "./session.js";

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

  /** Asks for a key; `accepted` is called with each that is entered, and tells whether it will do. */
  askForKey(wanted, accepted, key = "sign-in") {
    this.show(key, wanted, () => [this.#keyForm(accepted)]);
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

  #keyForm(accepted) {
    const remark = el("p", { class: "remark", role: "alert" });
    const input = el("input", { id: "key", type: "password", autocomplete: "off", required: true, spellcheck: false });
    const form = el(
      "form",
      { class: "row key" },
      el("label", { for: "key" }, this.#texts.text("key")),
      input,
      el("button", { class: "button primary" }, this.#texts.text("key.use")),
      remark,
    );
    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      remark.textContent = "";
      enterKey(input.value.trim());
      if (!(await accepted())) {
        forgetKey();
        remark.textContent = this.#texts.text("key.refused");
        input.select();
      }
    });
    return form;
  }
}
