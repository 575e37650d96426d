// What the scripts say. A page in another language gives its own in the body's data-words, as JSON with the same names.
const english = {
  saving: "Saving…",
  saved: "Saved at {time}",
  notSaved: "What you type is not being saved. It is still on this page: keep the page open. Waymark goes on trying.",
  signedOut: "You are signed out. What you typed is still on this page. Sign in again in a new tab, then go on here: it will be saved.",
  besideBody: "That is beside the body. Press on the body itself.",
  notMoved: "The mark could not be moved, and is where it was. Try again, or press Enter to change it on its own page.",
  newMark: "The mark that you are adding",
};

export const words = { ...english, ...JSON.parse(document.body.dataset.words ?? "{}") };
