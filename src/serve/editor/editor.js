// The web editor: starts Decap CMS with the forms of the portal, and gives it the fields
// that it lacks: dates, communes, references, positions picked on the département's outline.
(() => {
  const own = document.currentScript.dataset;
  let picker = null;
  if (own.decap) return start(own);
  const button = document.querySelector("[data-installer]");
  button?.addEventListener("click", () => fetchEditor(button));

  async function fetchEditor(button) {
    const status = document.querySelector("[role=status]");
    button.disabled = true;
    status.textContent = "Téléchargement…";
    const answer = await fetch(button.dataset.installer, { method: "POST" });
    if (answer.ok) return location.reload();
    status.textContent = (await answer.json()).error;
    button.disabled = false;
  }

  async function start({ decap, formulaires }) {
    window.CMS_MANUAL_INIT = true;
    // The page beside its form; translations at the press of a button.
    localStorage.setItem("cms.right-pane", localStorage.getItem("cms.right-pane") ?? "preview");
    const [answer] = await Promise.all([fetch(formulaires), script(decap)]);
    const { config, aides, error } = await answer.json();
    if (error) {
      document.body.textContent = error;
      return;
    }
    const { CMS } = window;
    if (config.backend.name === "proxy") {
      // Nobody signs in on one's own machine.
      localStorage.setItem("decap-cms-user", JSON.stringify({ backendName: "proxy" }));
    }
    // What Decap says in English alone.
    Object.assign(CMS.getLocale("fr").editor.editorControlPane.i18n, { copyFromLocale: "Reprendre d’une autre langue" });
    // Files travel as the values of their form: the server knows how to write them.
    CMS.registerCustomFormat("tt", "md", {
      fromFile: (text) => JSON.parse(text || "{}"),
      toFile: (values) => JSON.stringify(values),
    });
    CMS.registerWidget("tt-champ", control(aides));
    CMS.registerWidget("tt-nomme", named(CMS.getWidget("object").control));
    for (const collection of config.collections) {
      CMS.registerPreviewTemplate(collection.name, preview(collection));
      for (const file of collection.files ?? []) CMS.registerPreviewTemplate(file.name, preview(file));
    }
    CMS.init({ config: { ...config, load_config_file: false, site_url: new URL("../..", location.href).href.replace(/\/$/, "") } });
    const field = new URLSearchParams(location.search).get("champ");
    if (field) reveal(field);
  }

  /** Brings a field into sight, once its form is there. */
  function reveal(field) {
    const find = () => document.querySelector(`[id^="${CSS.escape(field)}-field"]`);
    const observer = new MutationObserver(() => {
      const input = find();
      if (!input) return;
      observer.disconnect();
      input.scrollIntoView({ block: "center" });
      input.focus();
    });
    observer.observe(document.body, { childList: true, subtree: true });
  }

  function script(src) {
    return new Promise((resolve, reject) => {
      const tag = Object.assign(document.createElement("script"), { src, onload: resolve, onerror: reject });
      document.head.append(tag);
    });
  }

  /** The page as it was last saved; it reloads by itself after each build. */
  function preview({ preview_path: path }) {
    const { createClass, h } = window;
    return createClass({
      render() {
        const slug = this.props.entry.get("slug");
        if (!path || !slug) {
          return h("p", { style: { font: "16px system-ui", padding: "1rem" } },
            "La page se montre ici une fois enregistrée.");
        }
        const src = "../../" + path.replace("{{slug}}", slug);
        return h("iframe", { src, title: "Page enregistrée", style: { width: "100%", height: "98vh", border: 0 } });
      },
    });
  }

  /** A record, or the bare text that stands for it. */
  function named(Record) {
    const { createClass, h } = window;
    return createClass({
      render() {
        const { value, onChange, forID, classNameWrapper } = this.props;
        if (typeof value !== "string") return h(Record, this.props);
        return h("input", { id: forID, className: classNameWrapper, value, onChange: (event) => onChange(event.target.value) });
      },
    });
  }

  function plain(value) {
    return value && typeof value.toJS === "function" ? value.toJS() : value;
  }

  /** One control for all forms of text that the browser or the portal can help with. */
  function control(aides) {
    const { createClass, h } = window;
    const words = {
      commune: aides.communes.map(([name, code, postcodes]) => [name, `${code} ${postcodes}`]),
      epci: aides.epcis.map((name) => [name]),
      departement: aides.departements,
      region: aides.regions,
      recurrence: aides.repetitions.map((form) => [form]),
    };
    const types = { email: "email", phone: "tel" };
    const isDate = (text) => /^(\d{4}-\d\d-\d\d)?$/.test(text);
    const isTime = (text) => /^(\d\d:\d\d)?$/.test(text);

    return createClass({
      value() {
        const value = plain(this.props.value);
        return Array.isArray(value) ? value : String(value ?? "");
      },
      isValid() {
        const { field } = this.props;
        const value = this.value();
        if (field.get("forme") !== "position" || value.length === 0) return true;
        const [lat, lon] = [].concat(value).map(Number);
        const inFrance = Number.isFinite(lat) && Number.isFinite(lon) && Math.abs(lat) <= 90;
        return inFrance || { error: { message: "une position a une latitude et une longitude, comme 45.11 et 2.87" } };
      },
      input(props) {
        const { forID, classNameWrapper, setActiveStyle, setInactiveStyle, onChange } = this.props;
        return h("input", {
          id: forID, className: classNameWrapper, onFocus: setActiveStyle, onBlur: setInactiveStyle,
          onChange: (event) => onChange(event.target.value), value: this.value(), ...props,
        });
      },
      suggested(options) {
        const id = `${this.props.forID}-choix`;
        return h("div", {},
          this.input({ list: id, autoComplete: "off" }),
          h("datalist", { id }, options.map(([value, label]) => h("option", { value, key: value }, label))));
      },
      moment() {
        const { onChange, forID, classNameWrapper } = this.props;
        const [day = "", time = ""] = this.value().split("T");
        if (!isDate(day) || !isTime(time.slice(0, 5))) return this.input({});
        const put = (day, time) => onChange(day && time ? `${day}T${time}` : day);
        return h("div", { className: "tt-moment" },
          h("input", { id: forID, type: "date", className: classNameWrapper, value: day,
            onChange: (event) => put(event.target.value, time) }),
          h("input", { type: "time", className: classNameWrapper, value: time, "aria-label": "Heure",
            onChange: (event) => put(day, event.target.value) }));
      },
      render() {
        const { field } = this.props;
        const form = field.get("forme");
        const value = this.value();
        if (form === "position") return h(position(aides.carte), this.props);
        if (form === "reference") {
          const folders = plain(field.get("dossiers"));
          return this.suggested(folders.flatMap((folder) => aides.references[folder] ?? []));
        }
        if (words[form]) return this.suggested(words[form]);
        if (form === "date" && isDate(value)) return this.input({ type: "date" });
        if (form === "time" && isTime(value)) return this.input({ type: "time" });
        if (form === "date-time") return this.moment();
        return this.input({ type: types[form] ?? "text" });
      },
    });
  }

  /** Picks a position: two numbers, or a place on the outline of the département. */
  function position({ contour, reperes }) {
    if (picker) return picker;
    const { createClass, h } = window;
    const points = contour.flat();
    const lats = points.map(([, lat]) => lat);
    const middle = points.length ? (Math.min(...lats) + Math.max(...lats)) / 2 : 46.5;
    const stretch = Math.cos((middle * Math.PI) / 180);
    const flat = ([lon, lat]) => [lon * stretch, -lat];
    const xs = points.map((point) => flat(point)[0]);
    const ys = points.map((point) => flat(point)[1]);
    const whole = points.length
      ? { x: Math.min(...xs), y: Math.min(...ys), w: Math.max(...xs) - Math.min(...xs), h: Math.max(...ys) - Math.min(...ys) }
      : { x: -5 * stretch, y: -51.5, w: 15 * stretch, h: 10.5 };
    const outline = contour
      .map((ring) => "M" + ring.map((point) => flat(point).map((n) => n.toFixed(4)).join(" ")).join("L") + "Z")
      .join("");
    const round = (number) => Math.round(number * 1e4) / 1e4;

    picker = createClass({
      getInitialState() {
        const margin = whole.w * 0.04;
        return { box: { x: whole.x - margin, y: whole.y - margin, w: whole.w + 2 * margin, h: whole.h + 2 * margin } };
      },
      pair() {
        const value = plain(this.props.value);
        return Array.isArray(value) ? value : ["", ""];
      },
      put(lat, lon) {
        const none = lat === "" && lon === "";
        this.props.onChange(none ? "" : [lat, lon]);
      },
      /** Maps give « 45.11, 2.87 » in one text. */
      typed(index, text) {
        const both = text.match(/^\s*(-?\d+[.,]\d+)\s*[,; ]\s*(-?\d+[.,]\d+)\s*$/);
        if (both) return this.put(...both.slice(1).map((part) => part.replace(",", ".")));
        const pair = this.pair();
        pair[index] = text.replace(",", ".");
        this.put(...pair);
      },
      at(event) {
        const svg = event.currentTarget;
        const point = new DOMPoint(event.clientX, event.clientY).matrixTransform(svg.getScreenCTM().inverse());
        return [round(-point.y), round(point.x / stretch)];
      },
      zoom(factor) {
        const { box } = this.state;
        const [lat, lon] = this.pair().map(Number);
        const [cx, cy] = this.pair()[0] !== "" ? flat([lon, lat]) : [box.x + box.w / 2, box.y + box.h / 2];
        const [w, h] = [Math.min(box.w * factor, whole.w * 1.08), Math.min(box.h * factor, whole.h * 1.08)];
        this.setState({ box: { x: cx - w / 2, y: cy - h / 2, w, h } });
      },
      moved(event) {
        const step = this.state.box.w / 50;
        const moves = { ArrowUp: [step, 0], ArrowDown: [-step, 0], ArrowLeft: [0, -step], ArrowRight: [0, step] };
        const move = moves[event.key];
        if (!move) return;
        event.preventDefault();
        const { box } = this.state;
        const [lat, lon] = this.pair();
        const from = lat === "" ? [-(box.y + box.h / 2), (box.x + box.w / 2) / stretch] : [Number(lat), Number(lon)];
        this.put(round(from[0] + move[0]), round(from[1] + move[1] / stretch));
      },
      mark(place, index) {
        const [x, y] = flat([place.lon, place.lat]);
        const unit = this.state.box.w / 100;
        return h("g", { key: index, className: place.ville ? "tt-ville" : "tt-repere" },
          h("circle", { cx: x, cy: y, r: unit * (place.ville ? 0.9 : 0.6) }),
          place.ville || this.state.box.w < whole.w / 2
            ? h("text", { x: x + unit * 1.4, y: y + unit, fontSize: unit * 3 }, place.nom)
            : h("title", {}, place.nom));
      },
      render() {
        const { forID, classNameWrapper } = this.props;
        const { box } = this.state;
        const [lat, lon] = this.pair();
        const known = lat !== "" && Number.isFinite(Number(lat)) && Number.isFinite(Number(lon));
        const number = (index, label, id) => h("label", {}, label,
          h("input", { id, className: classNameWrapper, inputMode: "decimal", value: String(this.pair()[index] ?? ""),
            onChange: (event) => this.typed(index, event.target.value) }));
        const button = (text, label, act) => h("button", { type: "button", "aria-label": label, onClick: act }, text);
        const [x, y] = known ? flat([Number(lon), Number(lat)]) : [0, 0];
        const unit = box.w / 100;
        return h("div", { className: "tt-position" },
          h("div", { className: "tt-nombres" }, number(0, "Latitude", forID), number(1, "Longitude"),
            button("+", "Agrandir la carte", () => this.zoom(0.5)), button("−", "Réduire la carte", () => this.zoom(2))),
          h("svg", { viewBox: `${box.x} ${box.y} ${box.w} ${box.h}`, tabIndex: 0, role: "application",
            "aria-label": "Carte du département : cliquez, ou déplacez le repère avec les flèches du clavier",
            onClick: (event) => this.put(...this.at(event)), onKeyDown: (event) => this.moved(event) },
            h("path", { d: outline, strokeWidth: unit * 0.4 }),
            reperes.map((place, index) => this.mark(place, index)),
            known ? h("circle", { className: "tt-ici", cx: x, cy: y, r: unit * 1.6, strokeWidth: unit * 0.5 }) : null));
      },
    });
    return picker;
  }
})();
