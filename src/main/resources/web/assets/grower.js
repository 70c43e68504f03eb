// The growers' page, put together.

import { Album } from "./album.js";
import { Notices } from "./notices.js";
import { Outbox } from "./outbox.js";
import { allowed } from "./session.js";
import { openStore } from "./store.js";
import { Texts } from "./texts.js";

const part = (id) => document.getElementById(id);
const texts = new Texts();
const [store] = await Promise.all([openStore(), texts.load(Texts.preferred())]);

const album = new Album(
  { results: part("results"), cards: part("cards"), earlier: part("earlier"), history: part("history"), announcements: part("announcements") },
  texts,
  {
    again: () => (touch ? part("take") : part("choose")).click(),
    retry: (photo) => outbox.retry(photo),
    remove: (photo) => forget([photo]),
  },
);
const notices = new Notices(part("notices"), texts);
const outbox = new Outbox(store, (photo) => {
  album.show(photo);
  notice();
});
let stranger = false;
const touch = matchMedia("(pointer: coarse)").matches;

function notice() {
  const why = (reason) => album.photos.some((photo) => photo.why === reason);
  notices.show("offline", !navigator.onLine || why("offline"));
  notices.askForKey(stranger || outbox.waitsFor === "sign-in", enter);
}

/** Goes on with a key that was entered; false if it will not do. */
async function enter() {
  stranger = (await allowed("predict")) === false;
  if (!stranger) {
    outbox.resume();
    notice();
  }
  return !stranger;
}

function say() {
  texts.fill(document);
  document.title = `FloraCare · ${texts.text("question")}`;
  album.refresh();
  notices.refresh();
}

function take(input) {
  const files = [...input.files];
  input.value = "";
  send(files);
}

/** Sends photos and goes to where their answers appear. */
function send(files) {
  outbox.add(files);
  const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
  part("results").scrollIntoView({ behavior: still ? "instant" : "smooth" });
}

async function forget(photos) {
  for (const photo of photos) {
    photo.gone = true;
    outbox.drop(photo);
    album.remove(photo);
    await store.delete(photo.id);
  }
  notice();
}

function acceptDrops() {
  const over = (dragging) => document.body.classList.toggle("dragging", dragging);
  addEventListener("dragover", (event) => {
    event.preventDefault();
    over(true);
  });
  addEventListener("dragleave", (event) => event.relatedTarget === null && over(false));
  addEventListener("drop", (event) => {
    event.preventDefault();
    over(false);
    send([...event.dataTransfer.files]);
  });
}

function offerToInstall() {
  addEventListener("beforeinstallprompt", (event) => {
    event.preventDefault();
    const button = part("install");
    button.hidden = false;
    button.onclick = async () => {
      button.hidden = true;
      await event.prompt();
    };
  });
  if ("serviceWorker" in navigator) {
    // Without it the page works all the same, but does not open without a network.
    navigator.serviceWorker.register("/sw.js").catch((error) => console.warn("no service worker:", error.message));
  }
}

document.documentElement.classList.toggle("touch", touch);
texts.offer(part("language"), say);
say();
for (const id of ["take", "choose"]) {
  part(id).addEventListener("change", (event) => take(event.target));
}
part("forget").addEventListener("click", () => part("forget-dialog").showModal());
part("forget-dialog").addEventListener("close", (event) => {
  if (event.target.returnValue === "yes") {
    forget(album.photos.filter((photo) => photo.state === "done" || photo.state === "failed"));
  }
});
acceptDrops();
offerToInstall();
notices.show("plain", !isSecureContext);
notices.show("memory", !store.keeps);
addEventListener("online", notice);
addEventListener("offline", notice);

for (const photo of await store.all()) {
  if (photo.state === "done" || photo.state === "failed") {
    album.remember(photo);
  } else {
    album.show(photo);
    outbox.enqueue(photo);
  }
}
notice();
part("app").hidden = false;
stranger = (await allowed("predict")) === false;
notice();
