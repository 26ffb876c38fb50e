// The one import of a page: defines <door-key>. What it exports settles when the tag is there.
import init from "./doorkey_glue.js";

// Without the module the element cannot wake, or not go on: what stands inside it says what to do, and
// the console says what is missing.
function sleep(reason, advice) {
  for (const door of document.querySelectorAll("door-key")) door.setAttribute("data-asleep", reason);
  console.error(`<door-key>: ${advice}`);
}

function trouble(error) {
  const said = String(error);
  if (typeof WebAssembly === "undefined") return ["old", "this browser has no WebAssembly, or it is switched off"];
  if (/unsafe-eval|content security policy|blocked by csp|call to webassembly/i.test(said)) {
    return ["blocked", "the page's Content-Security-Policy forbids WebAssembly: add 'wasm-unsafe-eval' to script-src"];
  }
  if (/mime/i.test(said)) return ["broken", "the .wasm file must be served as application/wasm"];
  return ["broken", `the module could not be loaded: ${said}`];
}

// A panic leaves nothing that could be gone on with; a reload starts afresh, and the pass still works.
for (const type of ["error", "unhandledrejection"]) {
  addEventListener(type, ({ error, reason }) => {
    if ((error ?? reason) instanceof (globalThis.WebAssembly?.RuntimeError ?? Boolean)) {
      sleep("broken", "the module has stopped; load the page again");
    }
  });
}

export const ready = init().catch((error) => {
  const [reason, advice] = trouble(error);
  sleep(reason, advice);
  // A spoiled file would come from the cache for a year, however often the page is loaded again.
  if (reason === "broken") fetch(new URL("doorkey_glue_bg.wasm", import.meta.url), { cache: "reload" }).catch(() => {});
  throw error;
});
