// The search and the filters of the page. Without them it is whole too.

const find = (id) => document.getElementById(id);
const form = find("filters");
const search = find("search");
const moduleChoice = find("module"); // not there if there is one module
const compact = find("compact");
const main = find("messages");
const all = find("all");
const found = find("found");
const answer = find("answer");
const hits = find("hits");
const more = find("more");

// How many hits are shown at once; more follow where the reader gets to their end.
const PAGE = 20;

const choices = (name) => [...form.querySelectorAll(`input[name=${name}]`)];
const chosen = (name) => choices(name).filter((box) => box.checked).map((box) => box.value);

const make = (tag, text = "", attributes = {}) => {
  const element = Object.assign(document.createElement(tag), attributes);
  element.append(text);
  return element;
};

// --- The messages, and those that are looked for ---

const messages = [...all.querySelectorAll("article")].map((article) => ({
  article,
  id: article.id,
  key: normal(article.id),
  severity: article.dataset.severity,
  change: article.dataset.change,
  module: article.parentElement.dataset.module,
  text: null,
}));
const total = messages.filter(({ module }) => module !== "removed").length;
const byKey = new Map(messages.map((message) => [message.key, message]));
const textOf = (message) => (message.text ??= normal(message.article.textContent));

// The texts are prepared while nothing else is done.
let prepared = 0;
const prepare = (deadline) => {
  while (prepared < messages.length && deadline.timeRemaining() > 1) textOf(messages[prepared++]);
  if (prepared < messages.length) requestIdleCallback(prepare);
};
globalThis.requestIdleCallback?.(prepare);

// The messages that have all words: first the one with this ID, then those with IDs that begin so,
// then those with the words in their IDs.
function withWords(words, candidates) {
  const id = words.join("_");
  const ranks = [[], [], [], []];
  for (const message of candidates) {
    const { key } = message;
    if (key === id) ranks[0].push(message);
    else if (key.startsWith(id)) ranks[1].push(message);
    else if (words.every((word) => key.includes(word))) ranks[2].push(message);
    else if (words.every((word) => textOf(message).includes(word))) ranks[3].push(message);
  }
  return ranks.flat();
}

// The message whose ID stands in a line of a log, and the values that it has there.
function ofLine(line) {
  // Colours of a terminal.
  line = line.replace(/\x1b\[[\d;]*m/g, "").trim();
  for (const word of line.matchAll(/[A-Za-z][A-Za-z0-9_]*/g)) {
    const message = byKey.get(word[0].toLowerCase());
    // A word such as `started` is an ID in capital letters alone.
    if (!message || (word[0] !== message.id && !word[0].includes("_"))) continue;
    const rows = [...message.article.querySelectorAll("tbody tr")];
    const row = (name) => rows.find((row) => row.querySelector("var")?.textContent === name);
    const pieces = [...message.article.querySelector(".text").childNodes].map((node) =>
      node.nodeName === "VAR"
        ? { name: node.textContent, kind: row(node.textContent)?.dataset.kind }
        : node.textContent);
    for (const text of textsOfLine(line, word.index + word[0].length)) {
      const { found, isAmbiguous } = readings(pieces, text);
      if (found.length > 0) {
        const values = [...found[0]].map(([placeholder, value]) =>
          ({ placeholder, name: row(placeholder)?.cells[1].textContent ?? "", value }));
        return { message, values, isAmbiguous };
      }
    }
    return { message, values: null };
  }
  return null;
}

// --- What is shown of the hits ---

let shown = []; // the hits, or none where all is shown
let words = [];

// A copy of the entry, without the ID that only the entry itself can have.
const copyOf = ({ article }) => {
  const copy = article.cloneNode(true);
  copy.dataset.id = article.id;
  copy.removeAttribute("id");
  return copy;
};

const addHits = (count) => {
  const start = hits.childElementCount;
  hits.append(...shown.slice(start, start + count).map(copyOf));
  more.hidden = hits.childElementCount === shown.length;
  awaitEnd();
};

const showMore = () => {
  addHits(PAGE);
  mark();
};

// More hits follow before the reader gets to their end. An observer only reports a change, so it
// is asked again: the end can still be near after some short hits.
const nearEnd = globalThis.IntersectionObserver && new IntersectionObserver((entries) => {
  if (entries.some((entry) => entry.isIntersecting)) showMore();
}, { rootMargin: "600px" });
const awaitEnd = () => {
  nearEnd?.unobserve(more);
  nearEnd?.observe(more);
};

// Marks the words in the hits that are in sight. What is not there costs nothing.
const mark = () => {
  if (!globalThis.Highlight) return;
  const ranges = [];
  for (const hit of words.length > 0 ? hits.children : []) {
    const { top, bottom } = hit.getBoundingClientRect();
    if (bottom < 0) continue;
    if (top > innerHeight) break;
    const texts = document.createTreeWalker(hit, NodeFilter.SHOW_TEXT);
    for (let node = texts.nextNode(); node; node = texts.nextNode()) {
      const text = normal(node.data);
      if (text.length !== node.length || node.parentElement.closest("button, .unseen")) continue;
      for (const word of words) {
        for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + word.length)) {
          const range = new Range();
          range.setStart(node, at);
          range.setEnd(node, at + word.length);
          ranges.push(range);
        }
      }
    }
  }
  CSS.highlights.set("hit", new Highlight(...ranges));
};

const plural = (count) => (count === 1 ? "1 message" : `${count} messages`);

const showCount = () => {
  find("count").value = plural(isSearching() ? shown.length : total);
};

const linksTo = (near) => {
  const list = make("ul");
  for (const { id } of near) {
    const item = make("li");
    item.append(make("a", id, { href: `#${id}` }));
    list.append(item);
  }
  return list;
};

// Explains a log line.
function explainLine({ message, values, isAmbiguous }) {
  if (values === null) {
    return [make("p", `This line has the ID ${message.id}, but a different text, so the values are unknown.`)];
  }
  const said = [make("p", isAmbiguous
    ? `This line is ${message.id}. It can be read in more than one way. One of them is:`
    : `This line is ${message.id}${values.length > 0 ? ", with these values:" : "."}`)];
  if (values.length > 0) {
    const table = make("table");
    for (const { placeholder, name, value } of values) {
      const row = table.insertRow();
      row.insertCell().append(make("var", placeholder));
      // A placeholder such as `{client}` has the name.
      if (!placeholder.startsWith("{")) row.insertCell().append(name);
      row.insertCell().append(value);
    }
    said.push(table);
  }
  return said;
}

// Explains that nothing was found, with similar IDs and a way back.
function explainNothing(query, isFiltered) {
  const said = [];
  const others = isFiltered ? withWords(words, messages).length : 0;
  const near = others > 0 ? [] : nearest(words.join("_"), messages);
  const what = query ? `No message matches “${query.trim()}”` : "No message matches";
  said.push(make("p", others > 0 ? `${what} with these filters, but ${others} without them.` : `${what}.`));
  if (near.length > 0) said.push(make("p", "Did you mean:"), linksTo(near));
  const name = others > 0 ? "Clear the filters" : "Show all messages";
  said.push(make("button", name, {
    type: "button",
    onclick: () => {
      if (others === 0) search.value = "";
      clearFilters();
      update();
      search.focus();
    },
  }));
  return said;
}

// The contents have the modules of what is found.
function showContents() {
  const counts = new Map();
  for (const { module } of isSearching() ? shown : messages) {
    counts.set(module, (counts.get(module) ?? 0) + 1);
  }
  for (const item of document.querySelectorAll("nav li")) {
    const count = counts.get(item.dataset.module) ?? 0;
    item.hidden = count === 0;
    item.querySelector(".number").textContent = count;
  }
}

const isSearching = () => main.classList.contains("searching");

// The first hit is in sight, whatever was scrolled before.
function bringIntoSight() {
  const top = found.getBoundingClientRect().top;
  const bar = form.getBoundingClientRect().bottom;
  const height = globalThis.visualViewport?.height ?? innerHeight;
  if (top < bar - 1 || top > height / 2) {
    scrollTo({ top: scrollY + top - form.offsetHeight, behavior: "instant" });
  }
}

function show() {
  const query = search.value;
  const [severities, changes] = [chosen("severity"), chosen("change")];
  const module = moduleChoice?.value ?? "";
  const isFiltered = severities.length + changes.length > 0 || module !== "";
  words = normal(query).split(/\s+/).filter(Boolean);
  main.classList.toggle("compact", compact.checked);
  const isSearch = words.length > 0 || isFiltered;
  main.classList.toggle("searching", isSearch);
  all.classList.toggle("away", isSearch);
  found.hidden = !isSearch;
  answer.replaceChildren();
  hits.replaceChildren();
  more.hidden = true;
  shown = [];
  if (isSearch) {
    const candidates = isFiltered
      ? messages.filter((message) =>
        (severities.length === 0 || severities.includes(message.severity))
        && (changes.length === 0 || changes.includes(message.change))
        && (module === "" || module === message.module))
      : messages;
    // An ID by itself is none.
    const line = /[^\w-]/.test(query.trim()) ? ofLine(query) : null;
    if (!line?.values) shown = withWords(words, candidates);
    if (line && shown.length === 0) {
      shown = [line.message];
      words = [];
      answer.append(...explainLine(line));
    } else if (shown.length === 0) {
      answer.append(...explainNothing(query, isFiltered));
    }
    addHits(PAGE);
    bringIntoSight();
  }
  showCount();
  showContents();
  mark();
}

// --- The address says what is shown, so that it can be kept and sent ---

function writeAddress(hash = "") {
  const state = new URLSearchParams();
  const values = {
    search: search.value,
    severity: chosen("severity").join(","),
    change: chosen("change").join(","),
    module: moduleChoice?.value,
    view: compact.checked ? "compact" : "",
  };
  for (const [name, value] of Object.entries(values)) if (value) state.set(name, value);
  const address = state.size > 0 ? `?${state}` : location.pathname;
  try {
    history.replaceState(null, "", address + hash);
  } catch {
    // Some browsers refuse many changes, or any in a frame.
  }
}

function readAddress() {
  const state = new URLSearchParams(location.search);
  search.value = state.get("search") ?? "";
  for (const name of ["severity", "change"]) {
    const values = (state.get(name) ?? "").split(",");
    for (const box of choices(name)) box.checked = values.includes(box.value);
  }
  if (moduleChoice) {
    moduleChoice.value = state.get("module") ?? "";
    if (moduleChoice.selectedIndex === -1) moduleChoice.value = "";
  }
  compact.checked = state.get("view") === "compact";
}

function update() {
  show();
  writeAddress();
}

function clearFilters() {
  for (const box of [...choices("severity"), ...choices("change")]) box.checked = false;
  if (moduleChoice) moduleChoice.value = "";
}

// Leads to what the address names behind `#`: a message or a module in any case, or the nearest
// messages.
function followHash() {
  let name = location.hash.slice(1);
  try {
    name = decodeURIComponent(name);
  } catch {
    // It is taken as it stands.
  }
  if (name === "") return;
  const key = normal(name);
  const target = find(name) ?? byKey.get(key)?.article
    ?? [...all.children].find((module) => normal(module.id) === key);
  if (target) {
    if (all.contains(target) && isSearching()) {
      search.value = "";
      clearFilters();
      show();
      writeAddress(location.hash);
    }
    if (target.id !== name) {
      // Only a change of the address makes it the target of the style.
      location.replace(`#${target.id}`);
      return;
    }
    target.scrollIntoView({ behavior: "instant" });
    return;
  }
  clearFilters();
  search.value = name;
  update();
  if (shown.length === 0) {
    answer.firstChild.replaceWith(make("p", `There is no message ${name}.`));
  }
}

// --- What the reader does ---

// The hits can be walked through with the arrow keys, from the search and back to it.
const linkOf = (hit) => hit?.querySelector("h3 a");
function step(from, isDown) {
  const hit = from.closest("#hits article");
  if (!hit) return isDown ? linkOf(hits.firstElementChild) ?? answer.querySelector("a, button") : null;
  if (isDown && !hit.nextElementSibling) showMore();
  return linkOf(isDown ? hit.nextElementSibling : hit.previousElementSibling) ?? (isDown ? null : search);
}

addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
  const { key, target } = event;
  const isTyping = /^(SELECT|TEXTAREA)$/.test(target.tagName) || target === search;
  const isHit = target.closest?.("#hits");
  if (key === "/" && !isTyping) {
    search.focus();
    search.select();
  } else if (key === "Escape" && isHit) {
    search.focus();
  } else if (key === "Escape" && (search.value !== "" || isSearching())) {
    if (search.value === "") clearFilters();
    search.value = "";
    update();
    search.focus();
  } else if (isSearching() && (
    (key === "Enter" && target === search)
    || (/^Arrow(Up|Down)$/.test(key) && (target === search || isHit)))) {
    showNow();
    const next = step(target, key !== "ArrowUp");
    next?.focus();
    next?.closest("article")?.scrollIntoView({ block: "nearest" });
  } else {
    return;
  }
  event.preventDefault();
});

// Many keys in a short time are one search.
let frame = 0;
const showNow = () => {
  if (frame === 0) return;
  cancelAnimationFrame(frame);
  frame = 0;
  update();
};
form.addEventListener("input", () => {
  if (frame === 0) frame = requestAnimationFrame(showNow);
});
form.addEventListener("submit", (event) => event.preventDefault());
more.addEventListener("click", showMore);
addEventListener("scroll", mark, { passive: true });
// Paper has no end to get to. All hits on the screen would slow down each scroll afterwards.
let onScreen = 0;
addEventListener("beforeprint", () => {
  onScreen = hits.childElementCount;
  addHits(shown.length);
});
addEventListener("afterprint", () => {
  for (const hit of [...hits.children].slice(onScreen)) hit.remove();
  addHits(0);
  mark();
});

// A log is pasted line by line: the first that has an ID is meant.
search.addEventListener("paste", (event) => {
  const lines = event.clipboardData.getData("text").split(/\r?\n/).filter((line) => line.trim());
  if (lines.length < 2) return;
  event.preventDefault();
  search.value = lines.find(ofLine) ?? lines[0];
  update();
});

// In the contents of what is found, a module is one of its filters.
document.querySelector("nav").addEventListener("click", (event) => {
  const item = event.target.closest("a")?.parentElement;
  if (!item || !moduleChoice || !isSearching()) return;
  event.preventDefault();
  moduleChoice.value = item.dataset.module;
  update();
});

main.addEventListener("click", async ({ target }) => {
  if (!target.matches(".copy")) return;
  const article = target.closest("article");
  // A link to a published page has its published address, even in a local copy.
  const page = document.querySelector("link[rel=canonical]")?.href ?? location.href;
  const url = new URL(linkOf(article).getAttribute("href"), page);
  url.search = "";
  let said = "copied";
  try {
    await navigator.clipboard.writeText(url.href);
  } catch {
    // Where a page may not write, the link is shown.
    said = url.href;
  }
  target.textContent = said;
  find("count").value = said === "copied" ? "link copied" : "copy it manually";
  setTimeout(() => {
    if (said === "copied") target.textContent = "copy link";
    showCount();
  }, 2000);
});

addEventListener("hashchange", followHash);
addEventListener("popstate", () => {
  if (location.hash) return;
  readAddress();
  show();
});

main.classList.add("js");
form.hidden = false;
if (matchMedia("(max-width: 60rem)").matches) document.querySelector("nav details").open = false;
const measure = () => document.documentElement.style.setProperty("--bar", `${form.offsetHeight}px`);
measure();
if (globalThis.ResizeObserver) new ResizeObserver(measure).observe(form);
readAddress();
show();
// Before that, a change of the address would keep the browser from its target.
addEventListener("load", followHash);

