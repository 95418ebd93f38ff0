// The search and the filters of the page, which is complete without them too.

const find = (id) => document.getElementById(id);
const form = find("filters");
const search = find("search");
const moduleChoice = find("module"); // absent if there is only one module
const compact = find("compact");
const main = find("messages");
const all = find("all");
const found = find("found");
const answer = find("answer");
const hits = find("hits");
const more = find("more");
// These are looked up once, because a selector looks at each element of the page.
const nav = document.querySelector("nav");
const contents = [...nav.querySelectorAll("li")];

// The number of hits that are added at a time, when the reader gets to the end of those shown.
const PAGE = 20;

const choices = (name) => [...form.querySelectorAll(`input[name=${name}]`)];
const chosen = (name) => choices(name).filter((box) => box.checked).map((box) => box.value);

const make = (tag, text = "", attributes = {}) => {
  const element = Object.assign(document.createElement(tag), attributes);
  element.append(text);
  return element;
};

// --- Searching the messages ---

// The texts are read when the page is loaded, so that the first search does not wait for them.
const messages = [...all.querySelectorAll("article")].map((article) => ({
  article,
  id: article.id,
  key: normal(article.id),
  severity: article.dataset.severity,
  change: article.dataset.change,
  module: article.closest("section").dataset.module,
  text: normal(article.textContent),
}));
const total = messages.filter(({ module }) => module !== "removed").length;
const byKey = new Map(messages.map((message) => [message.key, message]));

// Returns the messages that contain all words: first the message with exactly this ID, then those
// whose IDs begin with it, then those whose IDs contain the words, then all others.
function withWords(words, candidates) {
  const id = words.join("_");
  const ranks = [[], [], [], []];
  for (const message of candidates) {
    const { key, text } = message;
    if (key === id) ranks[0].push(message);
    else if (key.startsWith(id)) ranks[1].push(message);
    else if (words.every((word) => key.includes(word))) ranks[2].push(message);
    else if (words.every((word) => text.includes(word))) ranks[3].push(message);
  }
  return ranks.flat();
}

// Returns the message whose ID is in a log line, with the values of its arguments.
function ofLine(line) {
  // Removes the colours of a terminal.
  line = line.replace(/\x1b\[[\d;]*m/g, "").trim();
  for (const word of line.matchAll(/[A-Za-z][A-Za-z0-9_]*/g)) {
    const message = byKey.get(word[0].toLowerCase());
    // A word such as `started` is only an ID if it is written in capital letters.
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
          ({ placeholder, name: row(placeholder)?.cells[1]?.textContent ?? "", value }));
        return { message, values, isAmbiguous };
      }
    }
    return { message, values: null };
  }
  return null;
}

// --- Showing the hits ---

let shown = []; // the hits; empty if all messages are shown
let words = [];

// Returns a copy of an entry, without its `id`, which must be unique on the page.
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

// Adds more hits before the reader gets to the end. An observer only reports changes, and the end
// can still be near after some short hits, so it is observed again.
const nearEnd = globalThis.IntersectionObserver && new IntersectionObserver((entries) => {
  if (entries.some((entry) => entry.isIntersecting)) showMore();
}, { rootMargin: "600px" });
const awaitEnd = () => {
  nearEnd?.unobserve(more);
  nearEnd?.observe(more);
};

// Marks the words in the hits that are in sight, so that hits out of sight cost nothing.
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
      // A placeholder such as `{client}` contains the name.
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

// Reduces the contents to the modules of the hits.
function showContents() {
  const counts = new Map();
  for (const { module } of isSearching() ? shown : messages) {
    counts.set(module, (counts.get(module) ?? 0) + 1);
  }
  for (const item of contents) {
    const count = counts.get(item.dataset.module) ?? 0;
    item.hidden = count === 0;
    item.querySelector(".number").textContent = count;
  }
}

const isSearching = () => main.classList.contains("searching");

// Scrolls to the first hit.
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
    // An ID by itself is not a log line.
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

// --- The address: it contains the search and the filters, so that it can be saved and sent ---

// A new address takes as long as a search on a large page, because the browser resolves each link
// of the page again. So it is written when the reader pauses. Until then, the search is in the
// state of the history entry.
const PAUSE = 400; // milliseconds
let pause = 0;

function stateOfPage() {
  const state = new URLSearchParams();
  const values = {
    search: search.value,
    severity: chosen("severity").join(","),
    change: chosen("change").join(","),
    module: moduleChoice?.value,
    view: compact.checked ? "compact" : "",
  };
  for (const [name, value] of Object.entries(values)) if (value) state.set(name, value);
  return state.size > 0 ? `?${state}` : "";
}

function writeHistory(...change) {
  try {
    history.replaceState(...change);
  } catch {
    // Some browsers reject frequent changes, or all changes in a frame.
  }
}

function writeAddress(hash = "") {
  clearTimeout(pause);
  const state = stateOfPage();
  writeHistory(state, "", (state || location.pathname) + hash);
}

function writeAddressSoon() {
  clearTimeout(pause);
  writeHistory(stateOfPage(), "");
  pause = setTimeout(writeAddress, PAUSE);
}

function readAddress() {
  const state = new URLSearchParams(history.state ?? location.search);
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
  writeAddressSoon();
}

function clearFilters() {
  for (const box of [...choices("severity"), ...choices("change")]) box.checked = false;
  if (moduleChoice) moduleChoice.value = "";
}

// Goes to the message or module that the address names after `#`, in upper or lower case. If there
// is none, similar messages are shown.
function followHash() {
  let name = location.hash.slice(1);
  try {
    name = decodeURIComponent(name);
  } catch {
    // It is not percent-encoded correctly, and is used as it is.
  }
  if (name === "") return;
  // The address of a search has no `#`.
  clearTimeout(pause);
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
      // The style for `:target` only applies after a change of the address.
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

// --- Events ---

// The arrow keys move from the search to the hits, from hit to hit, and back.
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

// Keys that are pressed in quick succession cause one search.
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
// In a narrow window, the browser may only bring a part of a choice into sight.
form.addEventListener("focusin", ({ target }) => {
  target.closest(".choice, select")?.scrollIntoView({ block: "nearest", inline: "nearest" });
});
form.addEventListener("submit", (event) => event.preventDefault());
more.addEventListener("click", showMore);
addEventListener("scroll", mark, { passive: true });
// All hits are printed. Afterwards the page is reduced again, because scrolling many hits is slow.
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

// If several lines are pasted, the first one with an ID is explained.
search.addEventListener("paste", (event) => {
  const lines = event.clipboardData.getData("text").split(/\r?\n/).filter((line) => line.trim());
  if (lines.length < 2) return;
  event.preventDefault();
  search.value = lines.find(ofLine) ?? lines[0];
  update();
});

// While hits are shown, a module in the contents filters them.
nav.addEventListener("click", (event) => {
  const item = event.target.closest("a")?.parentElement;
  if (!item || !moduleChoice || !isSearching()) return;
  event.preventDefault();
  moduleChoice.value = item.dataset.module;
  update();
});

main.addEventListener("click", async ({ target }) => {
  if (!target.matches(".copy")) return;
  const article = target.closest("article");
  // A copied link has the published address of the page, even in a local copy.
  const page = document.querySelector("link[rel=canonical]")?.href ?? location.href;
  const url = new URL(linkOf(article).getAttribute("href"), page);
  url.search = "";
  let said = "copied";
  try {
    await navigator.clipboard.writeText(url.href);
  } catch {
    // If the page may not write to the clipboard, the link is shown.
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
if (matchMedia("(max-width: 60rem)").matches) nav.querySelector("details").open = false;
const measure = () => document.documentElement.style.setProperty("--bar", `${form.offsetHeight}px`);
measure();
if (globalThis.ResizeObserver) new ResizeObserver(measure).observe(form);
readAddress();
show();
// An earlier change of the address would keep the browser from scrolling to its target.
addEventListener("load", followHash);

