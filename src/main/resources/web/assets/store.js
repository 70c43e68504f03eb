// Photos and their results on this device: an IndexedDB database, or memory where the browser gives
// none (private windows of some).

const DATABASE = "floracare";
const PHOTOS = "photos";
const MOST = 100;

export async function openStore() {
  try {
    return new DeviceStore(await openDatabase());
  } catch {
    return new MemoryStore();
  }
}

function openDatabase() {
  const request = indexedDB.open(DATABASE, 1);
  request.onupgradeneeded = () => request.result.createObjectStore(PHOTOS, { keyPath: "id" });
  return answer(request);
}

function answer(request) {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
    request.onblocked = () => reject(new Error("another page holds an older database"));
  });
}

class DeviceStore {
  keeps = true;
  #database;

  constructor(database) {
    this.#database = database;
    // Another tab with a newer page may need to change the database.
    database.onversionchange = () => database.close();
  }

  put(photo) {
    return answer(this.#photos("readwrite").put(photo));
  }

  delete(id) {
    return answer(this.#photos("readwrite").delete(id));
  }

  clear() {
    return answer(this.#photos("readwrite").clear());
  }

  /** All, newest first. Of those that have their answer, the oldest beyond a hundred go. */
  async all() {
    const photos = newestFirst(await answer(this.#photos("readonly").getAll()));
    const old = photos.filter((photo) => photo.state === "done").slice(MOST);
    await Promise.all(old.map((photo) => this.delete(photo.id)));
    return photos.filter((photo) => !old.includes(photo));
  }

  #photos(mode) {
    return this.#database.transaction(PHOTOS, mode).objectStore(PHOTOS);
  }
}

class MemoryStore {
  keeps = false;
  #photos = new Map();

  async put(photo) {
    this.#photos.set(photo.id, photo);
  }

  async delete(id) {
    this.#photos.delete(id);
  }

  async clear() {
    this.#photos.clear();
  }

  async all() {
    return newestFirst([...this.#photos.values()]);
  }
}

function newestFirst(photos) {
  return photos.sort((one, other) => other.at - one.at);
}
