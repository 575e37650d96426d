import { createAll, Button, CharacterCount, Checkboxes, ErrorSummary, FileUpload, NotificationBanner, Radios, ServiceNavigation, SkipLink } from "govuk-frontend";
import { keepWords } from "./words-saved.js";
import { showWhoIsHere } from "./presence.js";
import { offerPrinting } from "./print.js";

// govuk-frontend looks for these on the body. They are set here and not by a script in the page, which our content policy forbids.
document.body.classList.add("js-enabled", "govuk-frontend-supported");

for (const component of [Button, CharacterCount, Checkboxes, ErrorSummary, FileUpload, NotificationBanner, Radios, ServiceNavigation, SkipLink]) {
  createAll(component);
}

document.querySelectorAll("form[data-autosave]").forEach(keepWords);
document.querySelectorAll("[data-presence]").forEach(showWhoIsHere);
document.querySelectorAll("[data-print]").forEach(offerPrinting);
