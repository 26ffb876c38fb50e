// The rest of the module: what is needed once a pass is given. It is loaded once; a try that failed can be
// made again, and then past the browser's cache, where a spoiled file would stay for a year.

let loading;
let cache = "default";

async function instantiate(exports) {
  const patience = new AbortController();
  const timer = setTimeout(() => patience.abort(), 20000);
  const address = new URL("{{rest}}", import.meta.url);
  const response = fetch(address, { cache, signal: patience.signal });
  try {
    await WebAssembly.instantiateStreaming(response, { r: exports });
  } finally {
    clearTimeout(timer);
  }
}

export function load(exports) {
  return (loading ??= instantiate(exports).catch((error) => {
    loading = undefined;
    cache = "reload";
    throw error;
  }));
}
