// The words of the pages in the reader's language, from texts/<language>.json, and what is told
// about each class, from texts/labels-<language>.json.

const LANGUAGES = ["en", "es", "fr"];
const CHOSEN = "floracare.language";

export class Texts {
  static languages = LANGUAGES;

  #words = {};
  #labels = {};
  language = "en";

  /** The language that was chosen here, else the browser's first that there is, else English. */
  static preferred() {
    const wanted = [remembered(), ...navigator.languages].filter(Boolean);
    return wanted.map((tag) => tag.slice(0, 2).toLowerCase()).find((tag) => LANGUAGES.includes(tag)) ?? "en";
  }

  /** Reads a language; English is beneath it, for classes that it has no text for. */
  async load(language) {
    const [words, english, labels] = await Promise.all([
      read(`texts/${language}.json`),
      read("texts/labels-en.json"),
      language === "en" ? {} : read(`texts/labels-${language}.json`),
    ]);
    this.#words = words;
    this.#labels = Object.fromEntries(
      Object.entries(english).map(([name, label]) => [name, { ...label, ...labels[name] }]),
    );
    this.language = language;
    document.documentElement.lang = language;
  }

  /** The words under a key, each {name} replaced. */
  text(key, values = {}) {
    const words = this.#words[key] ?? key;
    return words.replace(/\{(\w+)\}/g, (_, name) => values[name] ?? "");
  }

  has(key) {
    return key in this.#words;
  }

  /** What is told about a class; null for a class of a model that the page does not know. */
  label(name) {
    return this.#labels[name] ?? null;
  }

  title(name) {
    return this.label(name)?.title ?? name;
  }

  /** A share of 0 to 1. */
  percent(share) {
    return new Intl.NumberFormat(this.language, { style: "percent", maximumFractionDigits: 0 }).format(share);
  }

  /** A confidence of 0 to 1; nothing is ever certain, so that the most is "over 99 %". */
  sure(confidence) {
    return confidence > 0.99 ? this.text("percent.most", { percent: this.percent(0.99) }) : this.percent(confidence);
  }

  number(value, digits = 0) {
    return new Intl.NumberFormat(this.language, { maximumFractionDigits: digits }).format(value);
  }

  when(millis) {
    return new Intl.DateTimeFormat(this.language, { dateStyle: "medium", timeStyle: "short" }).format(millis);
  }

  time(millis) {
    return new Intl.DateTimeFormat(this.language, { timeStyle: "medium", hourCycle: "h23" }).format(millis);
  }

  /** Fills every element that names a text. */
  fill(root) {
    for (const element of root.querySelectorAll("[data-text]")) {
      element.textContent = this.text(element.dataset.text);
    }
  }

  /** A select element of the languages, by their own names, that calls back with the one chosen. */
  offer(select, chosen) {
    for (const language of LANGUAGES) {
      const name = new Intl.DisplayNames([language], { type: "language" }).of(language);
      const option = new Option(name.charAt(0).toUpperCase() + name.slice(1), language);
      option.lang = language;
      select.add(option);
    }
    select.value = this.language;
    select.addEventListener("change", async () => {
      remember(select.value);
      await this.load(select.value);
      chosen();
    });
  }
}

async function read(path) {
  const response = await fetch(new URL(path, import.meta.url));
  if (!response.ok) {
    throw new Error(`${path}: ${response.status}`);
  }
  return response.json();
}

// Storage may be forbidden by the browser's settings; then the choice lasts as long as the page.
function remembered() {
  try {
    return localStorage.getItem(CHOSEN);
  } catch {
    return null;
  }
}

function remember(language) {
  try {
    localStorage.setItem(CHOSEN, language);
  } catch {
    // Nothing is lost but the choice.
  }
}
