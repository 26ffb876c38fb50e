// The page around the element: the choice of a language. The page stands ready in every language;
// changing it takes the words from there and leaves the element, which speaks for itself, where it is.

const choice = document.getElementById("language");

choice.addEventListener("change", () => {
  const tag = choice.value;
  const request = new XMLHttpRequest();
  request.open("GET", tag === "en" ? "/index.html" : `/index.${tag}.html`);
  request.responseType = "document";
  request.onload = () => request.response?.documentElement.lang === tag && speak(request.response);
  request.send();
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
