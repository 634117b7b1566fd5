// Small conveniences over pages that are whole without them: keys, filters that answer at once, progress.
"use strict";
(() => {
  const one = (selector, from = document) => from.querySelector(selector);
  const all = (selector, from = document) => [...from.querySelectorAll(selector)];

  // Keys. Letters count only while nothing is being typed.
  const typing = (target) => target.closest("input:not([type=checkbox]):not([type=range]), select, textarea, [contenteditable]");
  let at = -1;
  let after = "";
  const go = { b: "/", e: "/events", t: "/timeline", m: "/map", w: "/network", r: "/reports" };

  function move(step) {
    const rows = all("[data-row]").filter((row) => row.offsetParent !== null);
    if (!rows.length) return;
    const before = one("[data-row].at");
    if (before) before.classList.remove("at");
    at = Math.min(Math.max(at + step, 0), rows.length - 1);
    rows[at].classList.add("at");
    const link = rows[at].matches("a") ? rows[at] : one("[data-open]", rows[at]);
    if (link) link.focus({ preventScroll: true });
    rows[at].scrollIntoView({ block: "nearest" });
  }

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
    const key = event.key;
    if (after === "g") {
      after = "";
      if (go[key]) location.href = go[key];
      return;
    }
    if (key === "j") move(1);
    else if (key === "k") move(-1);
    else if (key === "g") after = "g";
    else if (key === "/") { one("#find").focus(); one("#find").select(); }
    else if (key === "?") one("#keys").showModal();
    else if (key === "n" || key === "p") {
      const link = one(key === "n" ? "a[rel=next]" : "a[rel=prev]");
      if (link) link.click();
    } else return;
    event.preventDefault();
  });

  // Filters: the same address that the form would ask for, of which only the results are taken.
  let asked = 0;
  async function refresh(address, { keep = false } = {}) {
    const number = ++asked;
    const results = one("#results");
    results.setAttribute("aria-busy", "true");
    try {
      const answer = await fetch(address, { headers: { accept: "text/html" } });
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const fresh = one("#results", page);
      if (number !== asked || !fresh) return;
      results.replaceWith(fresh);
      const facets = one(".facets");
      const others = one(".facets", page);
      if (facets && others) facets.replaceWith(others);
      if (!keep) history.replaceState(null, "", address);
      at = -1;
      poll();
    } catch {
      results.removeAttribute("aria-busy");
    }
  }
  let waiting = 0;
  for (const form of all("form[data-live]")) {
    form.addEventListener("input", (event) => {
      if (event.target.type === "range") {
        const day = new Date(event.target.dataset.from + "T00:00:00Z");
        day.setUTCDate(day.getUTCDate() + Number(event.target.value));
        one("output", form).value = day.toISOString().slice(0, 10);
      }
      clearTimeout(waiting);
      waiting = setTimeout(() => {
        const fields = [...new FormData(form)].filter(([, value]) => value !== "");
        refresh(`${form.getAttribute("action")}?${new URLSearchParams(fields)}`);
      }, 250);
    });
  }

  // A reading that goes on.
  function poll() {
    const results = one("#results[data-poll]");
    if (!results) return;
    setTimeout(async () => {
      await refresh(location.href, { keep: true });
      if (!one("#results[data-poll]")) location.reload();
    }, Number(results.dataset.poll));
  }
  poll();

  // A report: a claim lights its words, and words their claims.
  const light = (claims, on) => {
    for (const claim of claims) {
      for (const piece of all(`[data-claims~="${CSS.escape(claim)}"]`)) piece.classList.toggle("lit", on);
      const note = one(`[data-note="${CSS.escape(claim)}"]`);
      if (note) note.classList.toggle("lit", on);
    }
  };
  const reading = one(".reading");
  if (reading) {
    const claimsOf = (target) => {
      const note = target.closest("[data-note]");
      const piece = target.closest("[data-claims]");
      return note ? [note.dataset.note] : piece ? piece.dataset.claims.split(" ") : [];
    };
    for (const [kind, on] of [["mouseover", true], ["mouseout", false], ["focusin", true], ["focusout", false]]) {
      reading.addEventListener(kind, (event) => light(claimsOf(event.target), on));
    }
  }
})();
