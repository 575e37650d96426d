import { words } from "./words.js";

// The outline of a body whose marks can be set by pressing on it, moved with the arrow keys and removed.
//
//   <div data-body-map="/…/tables/marks" data-places="front head 50 4;…">   a list of marks: each has a page at /…/tables/marks/{row}
//   <div … data-one="f-side f-part f-across f-down">                        one mark, whose place is in these boxes of the page
//
// Without this script the outline is a picture, and the table below it and the page of each mark do all of it.

const height = 200;
const pause = 600;
const steps = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

export function drawOnBody(map) {
  const places = map.dataset.places.split(";").map((each) => each.split(" ")).map(([side, part, across, down]) => ({ side, part, across: +across, down: +down }));
  const said = map.querySelector("[data-body-said]");
  map.querySelector("[data-body-how]").hidden = false;
  map.classList.add("wm-body--live");
  const one = map.dataset.one ? oneMark(map, places) : null;

  for (const svg of map.querySelectorAll("svg")) {
    svg.setAttribute("role", "group");
    svg.addEventListener("click", (event) => {
      if (event.target.closest("[data-row]") && !one) return;
      const at = pointOf(svg, event);
      if (!isOnBody(places, svg.dataset.side, at)) return say(words.besideBody);
      if (one) one.put(svg.dataset.side, at);
      else add(map, svg.dataset.side, at);
    });
  }
  for (const mark of map.querySelectorAll("[data-row]")) {
    if (one && mark !== one.mark) continue;
    mark.setAttribute("tabindex", "0");
    mark.setAttribute("role", "button");
    mark.setAttribute("aria-label", mark.dataset.name);
    if (!one) listed(mark);
  }

  function say(text) {
    said.textContent = text;
  }

  // A mark of a list: it is moved where it stands, and saved when the moving pauses.
  function listed(mark) {
    const address = `${map.dataset.bodyMap}/${mark.dataset.row}`;
    let [saved, timer] = [at(mark), null];
    mark.addEventListener("click", () => leave(address));
    mark.addEventListener("focusout", () => save());
    mark.addEventListener("keydown", (event) => {
      const step = steps[event.key];
      if (step) {
        const to = moved(at(mark), step, event.shiftKey);
        if (isOnBody(places, sideOf(mark), to)) place(mark, to);
        clearTimeout(timer);
        timer = setTimeout(save, pause);
      } else if (event.key === "Enter" || event.key === " ") leave(address);
      else if (event.key === "Delete" || event.key === "Backspace") leave(`${address}/remove`);
      else return;
      event.preventDefault();
    });

    async function leave(to) {
      await save();
      location.assign(to);
    }

    async function save() {
      clearTimeout(timer);
      const to = at(mark);
      if (to.across === saved.across && to.down === saved.down) return;
      const before = saved;
      saved = to;
      try {
        const response = await fetch(`${address}?handler=Move`, {
          method: "POST", credentials: "same-origin", redirect: "manual", keepalive: true,
          body: new URLSearchParams({ __RequestVerificationToken: token(), key: crypto.randomUUID?.() ?? fromRandom(), across: to.across, down: to.down }),
        });
        if (!response.ok) throw new Error("not moved");
        const { text } = await response.json();
        say(text);
      } catch {
        saved = before;
        place(mark, before);
        say(words.notMoved);
      }
    }
  }
}

// The one mark that the page's boxes are about.
function oneMark(map, places) {
  const [side, part, across, down] = map.dataset.one.split(" ");
  const form = map.closest("form");
  const mark = map.querySelector(".wm-body__mark--one") ?? newMark(map);
  const boxes = (id) => [...form.querySelectorAll(`[name="${document.getElementById(id).name}"]`)];

  function choose(id, value) {
    for (const box of boxes(id)) if (box.type === "radio") box.checked = box.value === value;
      else box.value = value;
  }

  function put(onSide, point) {
    show(onSide, point);
    choose(side, onSide);
    choose(part, nearest(places, onSide, point).part);
    choose(across, point.across);
    choose(down, point.down);
    document.getElementById(across).dispatchEvent(new Event("input", { bubbles: true }));
  }

  function show(onSide, point) {
    const had = document.activeElement === mark;
    map.querySelector(`svg[data-side="${onSide}"]`).append(mark);
    mark.removeAttribute("visibility");
    place(mark, point);
    if (had) mark.focus();
  }

  // Whoever names side and part in words sees the mark go there.
  form.addEventListener("change", (event) => {
    if (![...boxes(side), ...boxes(part)].includes(event.target)) return;
    const [onSide, named] = [side, part].map((id) => boxes(id).find((box) => box.checked || box.type !== "radio")?.value);
    const there = places.find((each) => each.side === onSide && each.part === named);
    choose(across, "");
    choose(down, "");
    if (there) show(onSide, there);
    else mark.setAttribute("visibility", "hidden");
  });
  mark.addEventListener("keydown", (event) => {
    const step = steps[event.key];
    if (!step) return;
    const [onSide, to] = [sideOf(mark), moved(at(mark), step, event.shiftKey)];
    if (isOnBody(places, onSide, to)) put(onSide, to);
    event.preventDefault();
  });
  return { mark, put };
}

function newMark(map) {
  const mark = document.createElementNS("http://www.w3.org/2000/svg", "g");
  mark.setAttribute("class", "wm-body__mark wm-body__mark--one");
  mark.setAttribute("visibility", "hidden");
  mark.dataset.row = "";
  mark.dataset.name = words.newMark;
  const circle = document.createElementNS("http://www.w3.org/2000/svg", "circle");
  circle.setAttribute("r", "5.6");
  mark.append(circle);
  map.querySelector("svg").append(mark);
  return mark;
}

// Goes to the page on which the mark gets its words. What else was typed on this one goes with it, where there is anything.
function add(map, side, point) {
  const button = map.parentElement.querySelector("button[name=then]");
  if (!button) return location.assign(`${map.dataset.bodyMap}?${new URLSearchParams({ side, ...point })}`);
  for (const [name, value] of Object.entries({ side, ...point })) {
    button.form.append(Object.assign(document.createElement("input"), { type: "hidden", name, value }));
  }
  button.click();
}

function pointOf(svg, event) {
  const box = svg.getBoundingClientRect();
  return rounded(((event.clientX - box.left) / box.width) * 100, ((event.clientY - box.top) / box.height) * 100);
}

const rounded = (across, down) => ({ across: Math.round(across * 10) / 10, down: Math.round(down * 10) / 10 });

const moved = (from, [right, below], far) => rounded(from.across + right * (far ? 5 : 1), from.down + (below * (far ? 5 : 1)) / 2);

const sideOf = (mark) => mark.closest("svg").dataset.side;

function at(mark) {
  const [across, down] = mark.getAttribute("transform").match(/[\d.]+/g).map(Number);
  return rounded(across, (down * 100) / height);
}

function place(mark, { across, down }) {
  mark.setAttribute("transform", `translate(${across} ${(down * height) / 100})`);
}

const far = (place, { across, down }) => Math.hypot(place.across - across, ((place.down - down) * height) / 100);

const nearest = (places, side, point) => places.filter((each) => each.side === side).reduce((best, each) => (far(each, point) < far(best, point) ? each : best));

// A finger is broad: a little beside the outline counts.
const isOnBody = (places, side, point) => far(nearest(places, side, point), point) <= 12;

const token = () => document.querySelector("input[name=__RequestVerificationToken]").value;

function fromRandom() {
  const hex = [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}
