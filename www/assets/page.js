// The page around the element: the choice of a language. The page stands ready in every language;
// changing it takes the words from there and leaves the element, which speaks for itself, where it is.

const choice = document.getElementById("language");
const first = choice.value;
const page = document.querySelector("door-key[kiosk]") ? "kiosk" : "index";

// Who is led to another page and back has chosen already. A browser may forbid to keep anything.
const kept = (write) => {
  try {
    return page === "index" ? write(sessionStorage) : null;
  } catch {
    return null;
  }
};

choice.addEventListener("change", () => {
  const tag = choice.value;
  kept((store) => store.setItem("language", tag));
  const request = new XMLHttpRequest();
  request.open("GET", tag === "en" ? `/${page}.html` : `/${page}.${tag}.html`);
  request.responseType = "document";
  request.onload = () => request.response?.documentElement.lang === tag && speak(request.response);
  request.send();
});

const before = kept((store) => store.getItem("language"));
if (before && before !== first && [...choice.options].some(({ value }) => value === before)) {
  choice.value = before;
  choice.dispatchEvent(new Event("change"));
}

// Loading again is not to lose what the address brought: a link without an address would.
addEventListener("click", (event) => {
  if (!event.target.closest?.('a[href=""]')) return;
  event.preventDefault();
  location.reload();
});

// The next one at a kiosk is greeted in the language that it was set up with.
addEventListener("doorkey-wiped", () => {
  if (choice.value === first) return;
  choice.value = first;
  choice.dispatchEvent(new Event("change"));
});

function speak(other) {
  const root = document.documentElement;
  root.lang = other.documentElement.lang;
  root.dir = other.documentElement.dir;
  document.title = other.title;
  choice.setAttribute("aria-label", other.getElementById("language").getAttribute("aria-label"));
  const said = other.querySelectorAll("[data-said]");
  document.querySelectorAll("[data-said]").forEach((here, place) => {
    here.textContent = said[place].textContent;
  });
  // Told at once; it would look around by itself within a second.
  for (const door of document.querySelectorAll("door-key")) door.lang = root.lang;
}
