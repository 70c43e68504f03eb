// What is shown of one photo: where it is on its way, then what it shows and what to do about it.

import { bar, el, mark } from "./dom.js";

const VERY_SURE = 0.95;
const FAIRLY_SURE = 0.8;
const WORTH_NAMING = 0.01;
const MOST_OTHERS = 3;
/** Problems of the file itself: the same bytes will not fare better. */
const OF_THE_FILE = new Set([
  "empty", "not-an-image", "unsupported-format", "unsupported-media-type", "truncated", "corrupt",
  "too-many-bytes", "too-large", "too-many-pixels", "too-small", "unreadable", "crashed",
]);

/** What a photo amounts to: healthy, sick, unknown, unsure, none (no leaf), failed or waiting. */
export function verdict(photo, texts) {
  if (photo.state === "failed") {
    return "failed";
  }
  if (photo.state !== "done") {
    return "waiting";
  }
  const label = texts.label(photo.result.label);
  if (label?.background) {
    return "none";
  }
  if (photo.result.status === "uncertain") {
    return "unsure";
  }
  if (label === null) {
    return "unknown";
  }
  return label.healthy ? "healthy" : "sick";
}

/** The one line that says what came of a photo. */
export function headline(photo, texts) {
  switch (verdict(photo, texts)) {
    case "waiting":
      return texts.text(photo.state === "waiting" ? `waiting.${photo.why || "turn"}` : photo.state);
    case "failed":
      return problemText(photo.problem, "title", texts);
    case "unsure":
      return texts.text("unsure");
    default:
      return texts.title(photo.result.label);
  }
}

/** The line for people who hear the page. */
export function spoken(photo, texts) {
  const words = headline(photo, texts);
  const sure = ["healthy", "sick", "unknown"].includes(verdict(photo, texts));
  return sure ? `${words}. ${sureWords(photo.result.confidence, texts)}, ${texts.sure(photo.result.confidence)}` : words;
}

/**
 * A card's content.
 *
 * @param actions `again`, `retry` and `remove`, called with the photo
 */
export function cardContent(photo, texts, actions) {
  return [picture(photo, texts), el("div", { class: "card-body" }, ...body(photo, texts, actions))];
}

/** The photo, or a mark where there is none to show. */
export function picture(photo, texts) {
  const box = el("div", { class: "card-photo" });
  if (photo.thumb) {
    const url = URL.createObjectURL(photo.thumb);
    const image = el("img", { alt: texts.text("photo.alt", { name: photo.name }) });
    image.addEventListener("load", () => URL.revokeObjectURL(url), { once: true });
    image.src = url;
    box.append(image);
  } else {
    box.append(mark(photo.state === "failed" ? "failed" : "leaf"));
  }
  return box;
}

function body(photo, texts, actions) {
  const kind = verdict(photo, texts);
  const title = el("h3", { class: "card-title" }, headline(photo, texts));
  const model = photo.result?.model;
  const origin = [photo.name, texts.when(photo.at), model && `${model.name} ${model.version}`];
  const caption = el("p", { class: "soft caption" }, origin.filter(Boolean).join(" · "));
  switch (kind) {
    case "waiting":
      return [chip("waiting", texts), title, progress(photo, texts), caption];
    case "failed":
      return [chip("failed", texts), title, el("p", {}, problemText(photo.problem, "step", texts)), trace(photo.problem, texts), buttons(photo, texts, actions), caption];
    case "none":
      return [chip(kind, texts), title, step(photo, texts), buttons(photo, texts, actions), caption];
    case "unsure":
      return [
        chip(kind, texts),
        title,
        el("p", { class: "step-text" }, texts.text("unsure.step")),
        others(photo.result.top.slice(0, MOST_OTHERS), texts.text("unsure.others"), texts, true),
        buttons(photo, texts, actions),
        caption,
      ];
    default:
      return [
        chip(kind, texts),
        title,
        sureness(photo.result.confidence, texts),
        step(photo, texts),
        others(photo.result.top.slice(1, 1 + MOST_OTHERS), texts.text("others"), texts, false),
        source(photo, texts),
        caption,
      ];
  }
}

function chip(kind, texts) {
  const marks = { healthy: "ok", sick: "sick", unknown: "leaf", unsure: "unsure", none: "unsure", waiting: "waiting", failed: "failed" };
  return el("p", { class: `chip ${kind}` }, mark(marks[kind]), el("span", {}, texts.text(`verdict.${kind}`)));
}

function progress(photo, texts) {
  if (photo.state !== "sending") {
    return photo.why === "" ? null : el("p", { class: "soft" }, texts.text(`waiting.${photo.why}.step`));
  }
  // Once all has left, the server is thinking, and nobody knows for how long.
  const line = el("progress", { "aria-label": texts.text("sending") });
  if (photo.progress < 1) {
    line.value = photo.progress;
  }
  return line;
}

function sureness(confidence, texts) {
  return el(
    "div",
    { class: "sure" },
    el("p", {}, el("strong", {}, sureWords(confidence, texts)), el("span", { class: "share" }, texts.sure(confidence))),
    bar(confidence),
  );
}

function sureWords(confidence, texts) {
  return texts.text(confidence >= VERY_SURE ? "sure.very" : confidence >= FAIRLY_SURE ? "sure.fairly" : "sure.leaning");
}

function step(photo, texts) {
  const label = texts.label(photo.result.label);
  if (label === null) {
    return el("p", {}, texts.text("unknown.step"));
  }
  return el("div", { class: "step" }, el("p", { class: "step-head" }, texts.text("step")), el("p", { class: "step-text" }, label.nextStep));
}

function others(candidates, title, texts, open) {
  const named = candidates.filter((candidate) => candidate.probability >= WORTH_NAMING && !texts.label(candidate.label)?.background);
  if (named.length === 0) {
    return open ? null : el("p", { class: "soft" }, texts.text("others.none"));
  }
  const list = el(
    "ol",
    { class: "others" },
    ...named.map((candidate) =>
      el(
        "li",
        {},
        el("span", {}, texts.title(candidate.label)),
        el("span", { class: "share" }, texts.percent(candidate.probability)),
        bar(candidate.probability),
      ),
    ),
  );
  return el("details", { class: "more", open }, el("summary", {}, title), list);
}

function source(photo, texts) {
  const words = texts.label(photo.result.label)?.source;
  return words ? el("p", { class: "soft small" }, texts.text("source", { source: words })) : null;
}

function buttons(photo, texts, actions) {
  const row = el("div", { class: "row" });
  if (photo.state === "failed" && !OF_THE_FILE.has(photo.problem.code)) {
    row.append(button("retry", () => actions.retry(photo), texts));
  } else {
    row.append(button("again", () => actions.again(photo), texts));
  }
  if (photo.state === "failed") {
    row.append(button("remove", () => actions.remove(photo), texts));
  }
  return row;
}

function button(name, run, texts) {
  const element = el("button", { type: "button", class: "button" }, texts.text(name));
  element.addEventListener("click", run);
  return element;
}

function trace(problem, texts) {
  return problem.trace ? el("p", { class: "soft small" }, texts.text("trace", { trace: problem.trace })) : null;
}

/** In the page's own words; for a code that it does not know, in the server's. */
function problemText(problem, part, texts) {
  const key = `problem.${problem.code}.${part}`;
  if (texts.has(key)) {
    return texts.text(key);
  }
  return part === "step" && problem.detail ? problem.detail : texts.text(`problem.other.${part}`);
}
