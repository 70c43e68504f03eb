// The engineers' page, put together: figures from /ops/status every two seconds, results from the
// stream as they come.

import { el, mark } from "../dom.js";
import { Notices } from "../notices.js";
import { credentials } from "../session.js";
import { Texts } from "../texts.js";
import { LineChart } from "./charts.js";
import { follow } from "./stream.js";

const EVERY = 2000;
const ROWS = 25;
const MARKS = { ok: "ok", uncertain: "unsure", error: "failed" };

const part = (id) => document.getElementById(id);
const texts = new Texts();
await texts.load(Texts.preferred());
part("app").hidden = false;
const notices = new Notices(part("notices"), texts);
const charts = {
  throughput: new LineChart(part("chart-throughput"), ["--moss"]),
  latency: new LineChart(part("chart-latency"), ["--moss", "--sick"]),
  lag: new LineChart(part("chart-lag"), ["--moss", "--unsure"]),
};
const latest = [];
let status = null;
let reached = null;
let lost = false;
let held = false;

async function poll() {
  const answer = await askStatus();
  lost = answer === null;
  if (answer !== null) {
    status = answer;
    reached = Date.now();
    draw();
  }
  showLink();
}

/** Goes on with a key that was entered; false if it will not do. */
async function enter() {
  await poll();
  return !lost;
}

/** The status; null if there is none to be had. */
async function askStatus() {
  try {
    const response = await fetch("/ops/status", { headers: credentials(), cache: "no-store" });
    const refused = response.status === 401 || response.status === 403;
    notices.askForKey(refused, enter, "ops-sign-in");
    return response.ok ? await response.json() : null;
  } catch {
    return null;
  }
}

function draw() {
  const time = texts.time(Date.parse(status.time));
  const { express, bulk } = status.lanes;
  charts.throughput.add(time, [status.throughput]);
  charts.latency.add(time, [express.p50, express.p99]);
  charts.lag.add(time, [express.lag, bulk.lag]);
  fill();
}

/** Writes the figures of the last status. */
function fill() {
  const { throughput, seconds, outcomes, models } = status;
  const { express, bulk } = status.lanes;
  const total = outcomes.ok + outcomes.uncertain + outcomes.error;
  const millis = (value) => (value === null ? "–" : texts.number(value, value < 10 ? 1 : 0));
  part("throughput").textContent = texts.number(throughput, throughput < 10 ? 1 : 0);
  part("counted").textContent = texts.text("ops.window", { count: texts.number(total), seconds: texts.number(seconds) });
  part("latency").textContent = millis(express.p50);
  part("latency-p99").textContent = texts.text("ops.latency.p99", { p99: millis(express.p99), bulk: millis(bulk.p50) });
  part("lag").textContent = texts.number(express.lag + bulk.lag);
  const lanes = ["express", "bulk"].map((lane) => texts.text(`ops.lane.${lane}`));
  const waiting = [express, bulk].map((lane, index) => `${lanes[index]}\u00a0${texts.number(lane.lag)}`).join(" · ");
  part("lanes").textContent = waiting;
  part("answered").textContent = total === 0 ? "–" : texts.percent(outcomes.ok / total);
  part("outcomes").textContent = ["uncertain", "error"].map((name) => `${texts.text(`ops.status.${name}`)}\u00a0${texts.number(outcomes[name])}`).join(" · ");
  nameChart("throughput", [texts.text("ops.throughput")], texts.number(throughput, 1));
  nameChart("latency", ["p50", "p99"], `p50 ${millis(express.p50)}, p99 ${millis(express.p99)}`);
  nameChart("lag", lanes, waiting);
  part("models").replaceChildren(...rows(models, 6, (model) => [
    cell(model.name),
    cell(model.version),
    cell(model.variant),
    cell(model.sha256.slice(0, 12), "mono"),
    cell(texts.number(model.results), "number"),
    cell(texts.percent(model.results / Math.max(1, models.reduce((sum, one) => sum + one.results, 0))), "number"),
  ]));
}

function nameChart(name, lines, value) {
  charts[name].name(lines, texts.text("ops.chart.now", { title: texts.text(`ops.chart.${name}`), value }));
}

function showLink() {
  const words = lost ? texts.text("ops.lost", { time: reached === null ? "–" : texts.time(reached) }) : texts.text(reached === null ? "ops.starting" : "ops.live");
  const link = part("link");
  if (link.textContent !== words) {
    link.className = `chip ${lost ? "failed" : reached === null ? "" : "healthy"}`;
    link.replaceChildren(mark(lost ? "failed" : "ok"), el("span", {}, words));
  }
}

function fillLatest() {
  part("hold").textContent = texts.text(held ? "ops.go" : "ops.hold");
  part("hold").setAttribute("aria-pressed", String(held));
  if (held && part("latest").children.length > 0) {
    return;
  }
  part("latest").replaceChildren(...rows(latest, 7, (result) => [
    cell(texts.time(Date.parse(result.time.classified))),
    el("td", {}, el("span", { class: `chip ${result.status}` }, mark(MARKS[result.status]), el("span", {}, texts.text(`ops.status.${result.status}`)))),
    cell(result.label ?? result.error?.code ?? "–"),
    cell(result.confidence === null ? "–" : texts.number(result.confidence, 3), "number"),
    cell(result.image.width === null ? "–" : `${result.image.format} ${result.image.width}×${result.image.height}`),
    cell(result.millis.infer === null ? "–" : texts.number(result.millis.infer, 1), "number"),
    cell(result.id, "mono"),
  ]));
}

function rows(items, columns, cells) {
  if (items.length === 0) {
    return [el("tr", {}, el("td", { class: "empty", colSpan: columns }, texts.text("ops.none")))];
  }
  return items.map((item) => el("tr", {}, ...cells(item)));
}

function cell(text, kind = "") {
  return el("td", { class: kind }, text);
}

function hear(...results) {
  const known = new Set(latest.map((result) => result.id));
  latest.push(...results.filter((result) => !known.has(result.id)));
  latest.sort((one, other) => Date.parse(other.time.classified) - Date.parse(one.time.classified));
  latest.length = Math.min(latest.length, ROWS);
  // A full pipeline gives hundreds a second; the eye takes a few.
  hear.pending ??= setTimeout(() => {
    hear.pending = undefined;
    fillLatest();
  }, 250);
}

function say() {
  texts.fill(document);
  document.title = `FloraCare · ${texts.text("ops.title")}`;
  notices.refresh();
  showLink();
  fillLatest();
  if (status !== null) {
    fill();
  }
}

/** What came before the stream was open. */
async function hearPast() {
  try {
    const response = await fetch(`/results?limit=${ROWS}`, { headers: credentials(), cache: "no-store" });
    hear(...(await response.json()).results);
  } catch {
    // The stream will bring the next ones.
  }
}

texts.offer(part("language"), say);
part("hold").addEventListener("click", () => {
  held = !held;
  fillLatest();
});
say();
poll();
setInterval(poll, EVERY);
follow("/results/stream", hearPast, hear);
