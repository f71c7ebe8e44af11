// What the preview adds to a page: it follows the files, shows errors over the last good
// page, and tells who writes where the page comes from.
(() => {
  const own = document.currentScript;
  let shown = Number(new URL(own.src).search.slice(1));
  const page = JSON.parse(own.dataset.page || "{}");
  const place = "tt-place:" + location.pathname;
  // Pages that list the errors themselves.
  const isErrorPage = document.documentElement.hasAttribute("data-tt-errors") || "liste" in own.dataset;
  const isAlone = window === window.top;
  const words = {
    fr: {
      title: "Le site ne se construit pas", close: "Fermer", hint: "conseil", edit: "Corriger dans l’éditeur", code: "VS Code",
      count: (n) => (n > 1 ? `${n} messages. ` : "") + "La page derrière est la dernière qui était bonne.",
      change: "Modifier cette page", home: "Rédaction", notes: (n) => (n > 1 ? `${n} remarques` : "1 remarque"), bar: "Rédaction de la page", hide: "Masquer la barre",
    },
    en: {
      title: "The site does not build", close: "Close", hint: "hint", edit: "Mend in the editor", code: "VS Code",
      count: (n) => (n > 1 ? `${n} messages. ` : "") + "The page behind is the last good one.",
      change: "Edit this page", home: "Editing", notes: (n) => (n > 1 ? `${n} notices` : "1 notice"), bar: "Editing this page", hide: "Hide the bar",
    },
  };

  const sheet = new CSSStyleSheet();
  sheet.replaceSync(`
    :host { all: initial; }
    * { font: 15px/1.45 system-ui, sans-serif; box-sizing: border-box; }
    a { color: #0b4f9c; } a:focus-visible, button:focus-visible, summary:focus-visible { outline: 3px solid #0b57d0; outline-offset: 2px; }
    ul, ol { margin: 0; padding: 0; list-style: none; } p { margin: 0; }
    button { padding: .35rem .9rem; border: 1px solid #1c1c1c; border-radius: 6px; background: #fff; color: #1c1c1c; cursor: pointer; }
    code { font: 13px ui-monospace, monospace; color: #444; overflow-wrap: anywhere; }
    .error { color: #b3261e; font-weight: 600; } .warning { color: #7a4d00; font-weight: 600; } .note { color: #1f5132; font-weight: 600; }
    .hints { margin: .25rem 0 0; padding-left: 1.25rem; list-style: disc; } .links { display: flex; gap: 1rem; flex-wrap: wrap; }
    dialog { color: #1c1c1c; background: #fff; border: 0; border-top: 6px solid #b3261e; border-radius: 8px; width: min(60rem, 92vw);
      max-height: 86vh; padding: 1.25rem 1.5rem; box-shadow: 0 8px 40px #0006; overflow: auto; }
    dialog::backdrop { background: #0007; }
    h2 { margin: 0 0 .25rem; font-size: 1.25rem; font-weight: 700; }
    dialog ol { margin: 1rem 0; } li.finding { border-top: 1px solid #ddd; padding: .6rem 0; }
    aside { position: fixed; z-index: 2147483000; left: .75rem; bottom: .75rem; max-width: calc(100vw - 1.5rem); color: #1c1c1c; background: #fffdf5;
      border: 1px solid #b9b29a; border-radius: 8px; box-shadow: 0 2px 12px #0003; padding: .5rem .75rem; }
    .row { display: flex; gap: .5rem 1rem; align-items: center; flex-wrap: wrap; }
    details ol { max-height: 40vh; overflow: auto; max-width: 44rem; } summary { cursor: pointer; }
    @media print { :host { display: none; } }`);

  const element = (name, text, className) => {
    const made = document.createElement(name);
    if (text !== undefined) made.textContent = text;
    if (className) made.className = className;
    return made;
  };
  const link = (text, href) => Object.assign(element("a", text), { href });
  const shadow = (name) => {
    const host = element(name);
    const root = host.attachShadow({ mode: "open" });
    root.adoptedStyleSheets = [sheet];
    document.body.append(host);
    return { host, root };
  };
  const codeLink = (root, file, line = 1, column = 1) =>
    link("VS Code", `vscode://file${encodeURI(`${root.startsWith("/") ? "" : "/"}${root}/${file}`)}:${line}:${column}`);

  const item = (finding, say, root) => {
    const li = element("li", undefined, "finding");
    li.append(element("p", finding.message, finding.severity));
    const at = [finding.file, finding.line, finding.column].filter((part) => part != null);
    li.append(element("code", [at.join(":"), finding.rule].filter(Boolean).join(" · ")));
    if (finding.hints.length > 0) {
      const hints = element("ul", undefined, "hints");
      hints.append(...finding.hints.map((hint) => element("li", `${say.hint} : ${hint}`)));
      li.append(hints);
    }
    const links = element("p", undefined, "links");
    if (finding.edit) links.append(link(say.edit, finding.edit));
    if (finding.file) links.append(codeLink(root, finding.file, finding.line ?? 1, finding.column ?? 1));
    li.append(links);
    return li;
  };

  let overlay = null;
  const close = () => { overlay?.remove(); overlay = null; };
  const show = ({ findings, lang, root: folder }) => {
    close();
    const say = words[lang];
    const errors = findings.filter((finding) => finding.severity === "error");
    const { host, root } = shadow("tt-errors");
    overlay = host;
    const dialog = element("dialog");
    dialog.lang = lang;
    const title = element("h2", say.title);
    title.id = "title";
    dialog.setAttribute("aria-labelledby", "title");
    const button = element("button", say.close);
    button.addEventListener("click", () => dialog.close());
    dialog.addEventListener("close", close);
    const list = element("ol");
    list.append(...errors.map((finding) => item(finding, say, folder)));
    dialog.append(title, element("p", say.count(errors.length)), list, button);
    root.append(dialog);
    dialog.showModal();
  };

  let bar = null;
  const tell = ({ findings, lang, root: folder }) => {
    const wasOpen = bar?.root.querySelector("details")?.open;
    bar?.host.remove();
    bar = null;
    if (!isAlone || isErrorPage || !page.file || sessionStorage.getItem("tt-bar") === "hidden") return;
    const say = words[lang];
    bar = shadow("tt-bar");
    const aside = element("aside");
    aside.lang = lang;
    aside.setAttribute("aria-label", say.bar);
    const row = element("div", undefined, "row");
    if (page.edit) row.append(link(say.change, page.edit));
    row.append(element("code", page.file), codeLink(folder, page.file), link(say.home, "/redaction/"));
    const mine = findings.filter((finding) => finding.file === page.file);
    if (mine.length > 0) {
      const details = element("details");
      details.open = wasOpen ?? false;
      const list = element("ol");
      list.append(...mine.map((finding) => item(finding, say, folder)));
      details.append(element("summary", say.notes(mine.length)), list);
      row.append(details);
    }
    const hide = element("button", "×");
    hide.setAttribute("aria-label", say.hide);
    hide.addEventListener("click", () => { sessionStorage.setItem("tt-bar", "hidden"); bar.host.remove(); });
    row.append(hide);
    aside.append(row);
    bar.root.append(aside);
  };

  // What was open and where one was reading survive a reload.
  const folds = () => [...document.querySelectorAll("details")].map((details, i) => [details.id || i, details]);
  const openOnes = () => Object.fromEntries(folds().map(([key, details]) => [key, details.open]));
  const reload = () => {
    sessionStorage.setItem(place, JSON.stringify({ scroll: scrollY, open: openOnes() }));
    location.reload();
  };
  const saved = sessionStorage.getItem(place);
  if (saved !== null) {
    sessionStorage.removeItem(place);
    const { scroll, open } = JSON.parse(saved);
    folds().forEach(([key, details]) => { details.open = open[key] ?? details.open; });
    scrollTo(0, scroll);
  }

  // A page as it came, apart from what the preview adds; its style sheets apart from that, and
  // the policy that names them.
  const POLICY = /<meta[^>]*Content-Security-Policy[^>]*>/;
  const SHEET = /<style[^>]*>(.*?)<\/style>/gs;
  const parts = (html) => {
    const text = html.split('<script src="/__tt/')[0];
    return {
      rest: text.replace(POLICY, "").replace(SHEET, "<style>"),
      sheets: [...text.matchAll(SHEET)].map(([, sheet]) => sheet),
    };
  };
  const fetched = async () => (await fetch(location.href, { cache: "no-store" })).text();
  // The policy of the page stops a style element that changes, not what a script lays over it.
  const laid = [];
  const put = (style, i, text) => {
    laid[i] = new CSSStyleSheet();
    laid[i].replaceSync(text);
    style.sheet.disabled = true;
    document.adoptedStyleSheets = laid.filter(Boolean);
  };
  let first = null;
  const follow = async (number) => {
    if (isErrorPage || first === null) return reload();
    const now = parts(await fetched());
    const styles = document.querySelectorAll("style");
    if (now.rest !== first.rest || styles.length !== now.sheets.length) return reload();
    shown = number;
    now.sheets.forEach((sheet, i) => { if (sheet !== first.sheets[i]) put(styles[i], i, sheet); });
    first = now;
  };

  const hear = (build) => {
    if (build.bad && !isErrorPage) return show(build);
    close();
    if (build.build !== shown) follow(build.build);
    tell(build);
  };
  const listen = () => {
    const events = new EventSource("/__tt/events");
    events.addEventListener("message", ({ data }) => hear(JSON.parse(data)));
    addEventListener("pagehide", () => events.close());
  };
  // A build between the page and now makes this another page than the one that is shown.
  fetched().then((html) => { if (html.includes(`preview.js?${shown}"`)) first = parts(html); }, () => {}).finally(listen);
})();
