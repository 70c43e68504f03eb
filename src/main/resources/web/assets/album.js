// The two lists of photos: this visit's as cards, earlier ones as lines that open.

import { cardContent, headline, picture, spoken, verdict } from "./card.js";
import { el, mark } from "./dom.js";

export class Album {
  #texts;
  #actions;
  #parts;
  #cards = new Map();
  #past = new Map();
  #said = new Set();

  /**
   * @param parts elements `results`, `cards`, `earlier`, `history` and `announcements`
   * @param actions of a card
   */
  constructor(parts, texts, actions) {
    this.#parts = parts;
    this.#texts = texts;
    this.#actions = actions;
  }

  get photos() {
    return [...this.#cards.keys(), ...this.#past.keys()];
  }

  /** Shows a photo of this visit as it is now; a new one comes first. */
  show(photo) {
    let card = this.#cards.get(photo);
    if (card === undefined) {
      card = el("article", { class: "card" });
      this.#cards.set(photo, card);
      this.#parts.cards.prepend(card);
      this.#parts.results.hidden = false;
    } else if (photo.state === "sending" && card.dataset.state === "sending") {
      const line = card.querySelector("progress");
      photo.progress < 1 ? (line.value = photo.progress) : line.removeAttribute("value");
      return;
    }
    this.#fill(photo, card);
    this.#announce(photo);
  }

  /** Adds a photo of an earlier visit. */
  remember(photo) {
    const line = el("details", { class: "past" });
    this.#past.set(photo, line);
    this.#parts.history.append(line);
    this.#parts.earlier.hidden = false;
    this.#fillPast(photo, line);
  }

  remove(photo) {
    (this.#cards.get(photo) ?? this.#past.get(photo))?.remove();
    this.#cards.delete(photo);
    this.#past.delete(photo);
    this.#parts.results.hidden = this.#cards.size === 0;
    this.#parts.earlier.hidden = this.#past.size === 0;
  }

  /** Says everything again, in the language of now. */
  refresh() {
    this.#cards.forEach((card, photo) => this.#fill(photo, card));
    this.#past.forEach((line, photo) => this.#fillPast(photo, line));
  }

  #fill(photo, card) {
    card.dataset.state = photo.state;
    card.dataset.verdict = verdict(photo, this.#texts);
    // A state's change must not throw away the focus of somebody who uses the card's buttons.
    const focused = card.contains(document.activeElement);
    card.replaceChildren(...cardContent(photo, this.#texts, this.#actions));
    if (focused) {
      this.#parts.results.focus({ preventScroll: true });
    }
  }

  #fillPast(photo, line) {
    const kind = verdict(photo, this.#texts);
    line.dataset.verdict = kind;
    line.replaceChildren(
      el(
        "summary",
        {},
        picture(photo, this.#texts),
        el("span", { class: "past-title" }, headline(photo, this.#texts)),
        el("span", { class: `chip ${kind}` }, mark(markOf(kind)), el("span", {}, this.#texts.text(`verdict.${kind}`))),
        el("span", { class: "soft small past-when" }, this.#texts.when(photo.at)),
      ),
    );
    // A hundred large photos stay undecoded until somebody looks.
    const open = () => line.open && line.children.length === 1 && line.append(...cardContent(photo, this.#texts, this.#actions));
    line.ontoggle = open;
    open();
  }

  #announce(photo) {
    const final = photo.state === "done" || photo.state === "failed" || (photo.state === "waiting" && photo.why !== "");
    const words = `${photo.name}: ${spoken(photo, this.#texts)}`;
    if (final && !this.#said.has(words)) {
      this.#said.add(words);
      this.#parts.announcements.textContent = words;
    }
  }
}

function markOf(kind) {
  return { healthy: "ok", sick: "sick", unknown: "leaf", failed: "failed" }[kind] ?? "unsure";
}
