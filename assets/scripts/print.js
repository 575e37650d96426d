// <button type="button" data-print hidden>Print</button>: shown only where there is a script to do it.
export function offerPrinting(button) {
  button.hidden = false;
  button.addEventListener("click", () => print());
}
