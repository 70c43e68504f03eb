// Small helpers to build elements. No markup is ever made from text: what a server or a file name
// says stays text.

/** An element with properties (or attributes, where the name has a dash) and children. */
export function el(tag, props = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(props)) {
    if (name.includes("-") || name === "role" || name === "for") {
      element.setAttribute(name, value);
    } else if (name === "class") {
      element.className = value;
    } else {
      element[name] = value;
    }
  }
  element.append(...children.filter((child) => child !== null && child !== undefined));
  return element;
}

/** A mark from the sprite, for decoration beside words. */
export function mark(name) {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  svg.setAttribute("aria-hidden", "true");
  svg.setAttribute("class", "mark");
  const use = document.createElementNS("http://www.w3.org/2000/svg", "use");
  use.setAttribute("href", new URL(`icons/marks.svg#${name}`, import.meta.url).href);
  svg.append(use);
  return svg;
}

/** A bar as long as a share of 0 to 1; the figure itself belongs beside it as text. */
export function bar(share) {
  const fill = el("span", { class: "bar-fill" });
  fill.style.setProperty("--share", String(share));
  return el("span", { class: "bar-track", "aria-hidden": "true" }, fill);
}

/** A random identifier; crypto.randomUUID is missing on plain HTTP. */
export function randomId() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
