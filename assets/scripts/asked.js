// Shows a field once the answers on the page ask for it. Without this script it is always there, and says in words when it is asked.
const answersOf = (form, field) =>
  [...form.querySelectorAll(`[name="f.${CSS.escape(field)}"]`)]
    .filter((control) => (control.checked || !/^(radio|checkbox)$/.test(control.type)) && !control.closest("[data-when][hidden]"))
    .map((control) => control.value.trim())
    .filter(Boolean);

const holds = (form, when) => {
  if (when.all) return when.all.every((part) => holds(form, part));
  if (when.any) return when.any.some((part) => holds(form, part));
  if (when.not) return !holds(form, when.not);
  const answers = answersOf(form, when.field);
  return when.in ? answers.some((answer) => when.in.includes(answer)) : answers.length > 0;
};

export function askWhatFollows(form) {
  const show = () => form.querySelectorAll('[data-when^="{"]').forEach((field) => { field.hidden = !holds(form, JSON.parse(field.dataset.when)); });
  form.addEventListener("input", show);
  form.addEventListener("change", show);
  show();
}
