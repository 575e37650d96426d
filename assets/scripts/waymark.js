import { createAll, Button, CharacterCount, Checkboxes, ErrorSummary, NotificationBanner, ServiceNavigation, SkipLink } from "govuk-frontend";
import { keepWords } from "./words-saved.js";
import { showWhoIsHere } from "./presence.js";
import { askWhatFollows } from "./asked.js";
import { offerPrinting } from "./print.js";
import { drawOnBody } from "./body-map.js";

// govuk-frontend looks for these on the body. They are set here and not by a script in the page, which our content policy forbids.
document.body.classList.add("js-enabled", "govuk-frontend-supported");

// Not FileUpload: its button's name isn't what it reads (WCAG 2.5.3), which defeats those who speak to their computer.
// Not Radios: its script only shows and hides what an option asks for, which the stylesheet does without one, and without an
// aria-expanded that a radio may not have.
for (const component of [Button, CharacterCount, Checkboxes, ErrorSummary, NotificationBanner, ServiceNavigation, SkipLink]) {
  createAll(component);
}

document.querySelectorAll("form[data-autosave]").forEach(keepWords);
document.querySelectorAll('form:has([data-when^="{"])').forEach(askWhatFollows);
document.querySelectorAll("[data-presence]").forEach(showWhoIsHere);
document.querySelectorAll("[data-print]").forEach(offerPrinting);
document.querySelectorAll("[data-body-map]").forEach(drawOnBody);
