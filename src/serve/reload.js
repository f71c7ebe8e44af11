// Reloads the page at each new build, keeping the place, and lays errors over it.
(() => {
  const shown = Number(new URL(document.currentScript.src).search.slice(1));
  const place = "tt-scroll:" + location.pathname;
  const isErrorPage = document.documentElement.hasAttribute("data-tt-errors");
  const words = {
    fr: { title: "Le site ne se construit pas", close: "Fermer", hint: "conseil",
          count: (n) => (n > 1 ? `${n} messages. ` : "") + "La page derrière est la dernière qui était bonne." },
    en: { title: "The site does not build", close: "Close", hint: "hint",
          count: (n) => (n > 1 ? `${n} messages. ` : "") + "The page behind is the last good one." },
  };

  const saved = sessionStorage.getItem(place);
  if (saved !== null) {
    sessionStorage.removeItem(place);
    scrollTo(0, Number(saved));
  }

  const style = `
    dialog { font: 16px/1.5 system-ui, sans-serif; color: #1c1c1c; background: #fff; border: 0;
      border-top: 6px solid #b3261e; border-radius: 8px; width: min(60rem, 92vw); max-height: 86vh;
      padding: 1.25rem 1.5rem; box-shadow: 0 8px 40px #0006; overflow: auto; }
    dialog::backdrop { background: #0007; }
    h2 { margin: 0 0 .25rem; font-size: 1.25rem; } p { margin: 0; }
    ol { margin: 1rem 0; padding: 0; list-style: none; }
    li { border-top: 1px solid #ddd; padding: .75rem 0; }
    code { font: 14px ui-monospace, monospace; color: #444; overflow-wrap: anywhere; }
    .error { color: #b3261e; font-weight: 600; } .warning { color: #7a4d00; font-weight: 600; }
    ul { margin: .25rem 0 0; padding-left: 1.25rem; }
    button { font: inherit; padding: .4rem 1rem; border: 2px solid #1c1c1c; border-radius: 6px;
      background: #fff; cursor: pointer; }
    button:focus-visible { outline: 3px solid #0b57d0; outline-offset: 2px; }`;

  let host = null;
  const close = () => { host?.remove(); host = null; };

  const element = (name, text, className) => {
    const made = document.createElement(name);
    if (text !== undefined) made.textContent = text;
    if (className) made.className = className;
    return made;
  };

  const item = (finding, say) => {
    const li = element("li");
    li.append(element("p", finding.message, finding.severity));
    const at = [finding.file, finding.line, finding.column].filter((part) => part != null);
    li.append(element("code", [at.join(":"), finding.rule].filter(Boolean).join(" · ")));
    if (finding.hints.length > 0) {
      const hints = element("ul");
      hints.append(...finding.hints.map((hint) => element("li", `${say.hint} : ${hint}`)));
      li.append(hints);
    }
    return li;
  };

  const show = ({ findings, lang }) => {
    close();
    const say = words[lang];
    host = element("tt-errors");
    const root = host.attachShadow({ mode: "open" });
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(style);
    root.adoptedStyleSheets = [sheet];
    const dialog = element("dialog");
    dialog.lang = lang;
    const title = element("h2", say.title);
    title.id = "title";
    dialog.setAttribute("aria-labelledby", "title");
    const button = element("button", say.close);
    button.addEventListener("click", () => dialog.close());
    dialog.addEventListener("close", close);
    const list = element("ol");
    list.append(...findings.map((finding) => item(finding, say)));
    dialog.append(title, element("p", say.count(findings.length)), list, button);
    root.append(dialog);
    document.body.append(host);
    dialog.showModal();
  };

  const reload = () => {
    sessionStorage.setItem(place, String(scrollY));
    location.reload();
  };

  const events = new EventSource("/__tt/events");
  events.addEventListener("message", ({ data }) => {
    const build = JSON.parse(data);
    const isBad = build.findings.length > 0;
    if (isBad && !isErrorPage) show(build);
    else if (build.build !== shown) reload();
  });
  addEventListener("pagehide", () => events.close());
})();
