// What the element meets in its tests in place of the world: a network and an authenticator that are
// tables, and a record of everything that was asked and heard. The Rust side, stage.rs, says what each
// of these is for; JSON text goes in and out.

const wait = window.setTimeout.bind(window);
const undo = [];
const waiting = new Set();
const eyes = new MutationObserver(look);
let answers, plans, asked, run, heard, errors, ground;

export function set() {
  strike();
  answers = new Map();
  plans = new Map();
  [asked, run, heard, errors] = [[], [], [], []];
  ground = document.createElement("div");
  document.body.append(ground);
  const own = window.fetch.bind(window);
  // A catalogue is no call of the backend's: it is part of what is tested.
  put(window, "fetch", (address, init) => (String(address).startsWith("blob:") ? own(address) : network(address, init)));
  // Proxies of the browser's own, or they would be taken for an extension's.
  for (const method of ["create", "get"]) {
    const own = CredentialsContainer.prototype[method];
    put(navigator.credentials, method, new Proxy(own, { apply: (_, __, [options]) => ceremony(method, options) }));
  }
  // The pauses between the tries of a call cost no time here; what is long stays long.
  put(window, "setTimeout", (then, after, ...more) => wait(then, after > 100 && after < 10_000 ? 1 : after, ...more));
  // Without this the ways in would be those of the machine that the tests run on.
  says("getClientCapabilities", '"absent"');
  says("isUserVerifyingPlatformAuthenticatorAvailable", "true");
  for (const name of ["doorkey-ready", "doorkey-step", "doorkey-problem", "doorkey-done"]) {
    hear(document, name, ({ detail, bubbles, composed }) => heard.push({ name, detail, bubbles, composed }));
  }
  hear(window, "error", (event) => errors.push(event.message));
  hear(window, "unhandledrejection", (event) => errors.push(String(event.reason)));
}

// Puts everything back as it was; gives what nobody caught.
export function strike() {
  eyes.disconnect();
  ground?.remove();
  ground = undefined;
  for (const back of undo.splice(0).reverse()) back();
  return JSON.stringify(errors ?? []);
}

export const theGround = () => ground;
export const definition = () => customElements.get("door-key");
export const whatWasHeard = () => JSON.stringify(heard);
export const whatWasAsked = () => JSON.stringify(asked);
export const whatWasRun = () => JSON.stringify(run);
export const answer = (path, how) => answers.set(path, JSON.parse(how));
export const plan = (method, how) => plans.set(method, JSON.parse(how));
export const base64url = (bytes) => bytes.toBase64({ alphabet: "base64url", omitPadding: true });

export function forgetJson() {
  put(PublicKeyCredential, "parseCreationOptionsFromJSON", undefined);
  put(PublicKeyCredential, "parseRequestOptionsFromJSON", undefined);
  put(PublicKeyCredential.prototype, "toJSON", undefined);
}

// How the browser answers a question about itself: with a value, or in one of the ways not to.
export function says(question, how) {
  const refuse = () => {
    throw new DOMException("", "SecurityError");
  };
  const silences = { absent: undefined, throws: refuse, rejects: async () => refuse(), never: () => new Promise(() => {}) };
  const told = JSON.parse(how);
  put(PublicKeyCredential, question, told in silences ? silences[told] : async () => told);
  if (told === "barred") Object.defineProperty(PublicKeyCredential, question, { get: refuse, configurable: true });
}

export function watch(root) {
  eyes.observe(root, { subtree: true, childList: true, attributes: true, characterData: true });
}

// The first <door-key> of a page that was parsed but never shown.
export const parsed = (html) => Document.parseHTMLUnsafe(html).querySelector("door-key");
export const setHtml = (parent, html) => parent.setHTMLUnsafe(html);

// Resolves as soon as `holds`, looking again whenever something was drawn, asked, heard or aborted.
export function until(what, holds) {
  return new Promise((resolve, reject) => {
    const settle = (how, value) => {
      clearTimeout(patience);
      waiting.delete(again);
      how(value);
    };
    const again = () => holds() && settle(resolve);
    const patience = wait(() => settle(reject, `waited in vain until ${what}`), 4_000);
    waiting.add(again);
    again();
  });
}

function look() {
  for (const again of [...waiting]) again();
}

function put(object, name, value) {
  const before = Object.getOwnPropertyDescriptor(object, name);
  Object.defineProperty(object, name, { value, configurable: true, writable: true });
  undo.push(() => (before ? Object.defineProperty(object, name, before) : delete object[name]));
}

function hear(target, name, listener) {
  const both = (event) => (listener(event), look());
  target.addEventListener(name, both);
  undo.push(() => target.removeEventListener(name, both));
}

// Like fetch(): settles by the table, rejects when the request is aborted.
async function network(address, init) {
  const request = new Request(address, init);
  const { signal, method, credentials } = request;
  const { origin, pathname: path } = new URL(request.url);
  const record = { method, origin, path, credentials, aborted: signal.aborted };
  record.headers = Object.fromEntries(request.headers);
  asked.push(record);
  const aborted = new Promise((_, reject) => {
    const abort = () => ((record.aborted = true), look(), reject(signal.reason));
    if (signal.aborted) abort();
    signal.addEventListener("abort", abort);
  });
  aborted.catch(() => {});
  record.body = await request.text();
  look();
  const how = answers.get(path);
  if (how === "never") return aborted;
  if (how === undefined || how === "rejected") throw new TypeError("Failed to fetch");
  signal.throwIfAborted();
  return new Response(how.status === 204 ? null : how.body, {
    status: how.status,
    headers: how.type ? { "content-type": how.type } : {},
  });
}

// Like navigator.credentials.create() and .get(), except that "deaf" does not hear its signal.
function ceremony(method, { publicKey, signal }) {
  const record = { method, publicKey: plain(publicKey), aborted: signal.aborted };
  run.push(record);
  look();
  const how = plans.get(method);
  return new Promise((resolve, reject) => {
    signal.addEventListener("abort", () => {
      record.aborted = true;
      if (how !== "deaf") reject(signal.reason);
      look();
    });
    if (how?.throws) reject(new DOMException("", how.throws));
    else if (how?.credential) resolve(credential(how.credential, how.toJson));
  });
}

// A credential from its JSON. Only the browser makes real ones, so its own toJSON() refuses this one
// ("Illegal invocation"), unless `toJson` gives it one that does as WebAuthn Level 3, §5.1, says.
function credential(json, toJson) {
  const { clientDataJSON, authenticatorData, attestationObject, signature, userHandle } = json.response;
  const response = attestationObject
    ? {
        clientDataJSON: buffer(clientDataJSON),
        attestationObject: buffer(attestationObject),
        getAuthenticatorData: () => buffer(authenticatorData),
        getPublicKey: () => buffer(json.response.publicKey),
        getPublicKeyAlgorithm: () => json.response.publicKeyAlgorithm,
        getTransports: () => [...json.response.transports],
      }
    : {
        clientDataJSON: buffer(clientDataJSON),
        authenticatorData: buffer(authenticatorData),
        signature: buffer(signature),
        userHandle: userHandle ? buffer(userHandle) : null,
      };
  const members = {
    id: json.id,
    type: json.type,
    rawId: buffer(json.rawId),
    authenticatorAttachment: json.authenticatorAttachment ?? null,
    getClientExtensionResults: () => structuredClone(json.clientExtensionResults),
    response,
    ...(toJson ? { toJSON: () => structuredClone(json) } : {}),
  };
  const own = Object.entries(members).map(([name, value]) => [name, { value }]);
  return Object.create(PublicKeyCredential.prototype, Object.fromEntries(own));
}

function buffer(text) {
  return Uint8Array.fromBase64(text, { alphabet: "base64url" }).buffer;
}

// With bytes as { bytes: base64url }, so that a text that was left a text can be told from them.
function plain(value) {
  if (value instanceof ArrayBuffer) return { bytes: base64url(new Uint8Array(value)) };
  if (ArrayBuffer.isView(value)) return plain(value.buffer.slice(value.byteOffset, value.byteOffset + value.byteLength));
  if (Array.isArray(value)) return value.map(plain);
  if (value === null || typeof value !== "object") return value;
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, plain(member)]));
}
