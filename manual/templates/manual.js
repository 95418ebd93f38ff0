(() => {
  "use strict";
  const find = (id) => document.getElementById(id);
  const form = find("filters");
  const search = find("search");
  const severity = find("severity");
  const module = find("module");
  const sections = [...document.querySelectorAll("main section")].map((section) => ({
    section,
    name: section.dataset.module,
    articles: [...section.querySelectorAll("article")].map((article) => ({
      article,
      severity: article.dataset.severity,
      text: article.textContent.toLowerCase(),
      isShown: true,
    })),
  }));
  const show = () => {
    const words = search.value.toLowerCase().split(/\s+/).filter(Boolean);
    let count = 0;
    for (const { section, name, articles } of sections) {
      const isModule = !module.value || module.value === name;
      let inSection = 0;
      for (const entry of articles) {
        const isShown = isModule
          && (!severity.value || severity.value === entry.severity)
          && words.every((word) => entry.text.includes(word));
        if (isShown !== entry.isShown) {
          entry.article.hidden = !isShown;
          entry.isShown = isShown;
        }
        inSection += isShown;
      }
      section.hidden = inSection === 0;
      count += inSection;
    }
    find("count").value = count === 1 ? "1 message" : `${count} messages`;
    find("nothing").hidden = count > 0;
    const state = new URLSearchParams();
    for (const field of [search, severity, module]) {
      if (field.value) state.set(field.id, field.value);
    }
    const query = state.toString();
    history.replaceState(null, "", (query ? `?${query}` : location.pathname) + location.hash);
  };
  let frame = 0;
  const showSoon = () => {
    cancelAnimationFrame(frame);
    frame = requestAnimationFrame(show);
  };
  // A link to a message that the filters hide shows it.
  const reveal = () => {
    const target = find(decodeURIComponent(location.hash.slice(1)));
    if (target && target.closest("[hidden]")) {
      search.value = severity.value = module.value = "";
      show();
      target.scrollIntoView();
    }
  };
  form.hidden = false;
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("input", showSoon);
  addEventListener("hashchange", reveal);
  addEventListener("keydown", (event) => {
    const isTyping = /^(INPUT|SELECT|TEXTAREA)$/.test(event.target.tagName);
    if (event.key === "/" && !isTyping && !event.ctrlKey && !event.metaKey) {
      event.preventDefault();
      search.focus();
    } else if (event.key === "Escape" && event.target === search) {
      search.value = "";
      show();
    }
  });
  const state = new URLSearchParams(location.search);
  for (const field of [search, severity, module]) {
    field.value = state.get(field.id) ?? "";
    if (field.selectedIndex === -1) field.value = "";
  }
  if (state.size > 0) show();
  reveal();
})();
