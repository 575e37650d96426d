// <p data-presence="/…/here"></p> shows who else has this page open. The server answers {"text": "Priya Shah is also here"},
// or {"text": ""}; asking is also what tells it that we are here.

const every = 15_000;

export function showWhoIsHere(place) {
  place.classList.add("wm-presence");
  place.setAttribute("role", "status");

  async function ask() {
    if (document.visibilityState === "hidden") return;
    try {
      const response = await fetch(place.dataset.presence, { credentials: "same-origin", redirect: "manual", headers: { Accept: "application/json" } });
      if (!response.ok) return;
      const { text = "" } = await response.json();
      if (place.textContent !== text) place.textContent = text;
    } catch {
      // No answer now: who was last seen stays until there is one.
    }
  }

  ask();
  setInterval(ask, every);
}
