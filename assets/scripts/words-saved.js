import { words } from "./words.js";

// Sends what is typed to the server's draft, so that no words are lost. Nothing is kept in the browser: a shared or stolen computer
// holds nothing of a child's record.
//
//   <form data-autosave="/…/draft">   posts the form's fields there, with its antiforgery token
//   <p data-autosave-status></p>      optional: where "Saved at 2:06pm" is shown; otherwise at the form's end
//
// The server answers 2xx, with {"text": "Saved at 2:06pm"} when it wants its own words (its clock may not be the browser's).

const pauseAfterTyping = 2_000;
const longestWhileTyping = 5_000;
const betweenAnnouncements = 30_000;
const failuresBeforeWarning = 3;
// A request with "keepalive" outlives its page, but those of a page may hold 64 KB together: one on its way, and the last.
const mostToOutlive = 40_000;
const retryAfter = [5_000, 10_000, 30_000];

export function keepWords(form) {
  const says = saying(form);
  let dirtySince = null;
  let timer = null;
  let sending = false;
  let failures = 0;
  let leaving = false;

  function changed(event) {
    if (event.target.type === "file" || event.target.closest("[data-not-saved]")) return;
    dirtySince ??= Date.now();
    schedule(Math.min(pauseAfterTyping, Math.max(0, dirtySince + longestWhileTyping - Date.now())));
  }

  function schedule(after) {
    clearTimeout(timer);
    timer = setTimeout(save, after);
  }

  async function save({ last = false } = {}) {
    if (dirtySince === null || leaving) return;
    if (sending && !last) return schedule(500);
    clearTimeout(timer);
    const wasDirtySince = dirtySince;
    dirtySince = null;
    sending = true;
    try {
      const answer = await post(form, last);
      failures = 0;
      says.saved(answer?.text);
    } catch (problem) {
      dirtySince ??= wasDirtySince;
      failures += 1;
      if (problem.signedOut) says.trouble(words.signedOut);
      else if (failures >= failuresBeforeWarning) says.trouble(words.notSaved);
      schedule(retryAfter[Math.min(failures, retryAfter.length) - 1]);
    } finally {
      sending = false;
    }
  }

  form.addEventListener("input", changed);
  form.addEventListener("change", changed);
  form.addEventListener("focusout", (event) => {
    // On the way to the form's button: what it sends must not meet its own draft on the way. If it isn't pressed, the pause saves.
    if (event.relatedTarget?.form === form && event.relatedTarget.type === "submit") return;
    save();
  });
  form.addEventListener("submit", () => {
    leaving = true;
    clearTimeout(timer);
  });
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden") save({ last: true });
  });
  addEventListener("pageshow", () => {
    leaving = false;
  });
  addEventListener("beforeunload", (event) => {
    if (leaving || (dirtySince === null && !sending)) return;
    // What is on its way may be cut off with the page: it is sent once more.
    dirtySince ??= Date.now();
    save({ last: true });
    // Leaving is only questioned where words would be lost by it: the server has not answered, or there are too many to outlive the page.
    if (failures > 0 || size(new FormData(form)) >= mostToOutlive) event.preventDefault();
  });
}

async function post(form, last) {
  const fields = new FormData(form);
  for (const [name, value] of [...fields]) if (value instanceof File) fields.delete(name);
  const response = await fetch(form.dataset.autosave, {
    method: "POST",
    body: new URLSearchParams(fields),
    credentials: "same-origin",
    redirect: "manual",
    keepalive: size(fields) < (last ? mostToOutlive : mostToOutlive / 2),
    headers: { "X-Requested-With": "autosave", Accept: "application/json" },
  });
  const signedOut = response.type === "opaqueredirect" || response.status === 401;
  if (signedOut || !response.ok) throw Object.assign(new Error("not saved"), { signedOut });
  return response.headers.get("Content-Type")?.includes("json") ? response.json() : null;
}

// Of the form's text, as it is sent at the most: files go only with the form itself.
function size(fields) {
  return [...fields].reduce((sum, [name, value]) => sum + (value instanceof File ? 0 : name.length + 3 * value.length), 0);
}

function saying(form) {
  const shown = form.querySelector("[data-autosave-status]") ?? form.appendChild(document.createElement("p"));
  shown.classList.add("wm-saved");
  const announced = form.appendChild(document.createElement("p"));
  announced.className = "govuk-visually-hidden";
  announced.setAttribute("role", "status");
  let announcedAt = 0;
  let warning = null;

  return {
    saved(text) {
      const said = text ?? words.saved.replace("{time}", clock(new Date()));
      shown.textContent = said;
      // A screen reader that is told at each save can't be worked with.
      if (warning || Date.now() - announcedAt >= betweenAnnouncements) {
        announced.textContent = said;
        announcedAt = Date.now();
      }
      warning?.remove();
      warning = null;
    },
    trouble(text) {
      shown.textContent = "";
      if (warning?.textContent === text) return;
      warning ??= Object.assign(document.createElement("div"), { className: "wm-not-saved" });
      warning.setAttribute("role", "alert");
      form.prepend(warning);
      const line = document.createElement("p");
      line.textContent = text;
      warning.replaceChildren(line);
    },
  };
}

function clock(time) {
  const hour = time.getHours();
  return `${hour % 12 || 12}:${String(time.getMinutes()).padStart(2, "0")}${hour < 12 ? "am" : "pm"}`;
}
