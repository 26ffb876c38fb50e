// The one import of a page: defines <door-key>. What it exports settles when the tag is there.
import init from "./doorkey_glue.js";

export const ready = init().catch((error) => {
  // Without the module the element cannot wake: what stands inside it says what to do.
  for (const door of document.querySelectorAll("door-key")) door.setAttribute("data-asleep", "");
  throw error;
});
