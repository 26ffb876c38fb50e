// The class of <door-key>, because HTMLElement cannot be extended from Rust. It holds the element's
// life, which Rust gives it, and forwards; nothing else happens here.

export function define(wake) {
  // A page may load the script twice; the first definition stays.
  if (customElements.get("door-key")) return;
  customElements.define("door-key", class DoorKey extends HTMLElement {
    static observedAttributes = ["lang"];
    #life;

    connectedCallback() {
      this.#life ??= wake(this);
    }

    disconnectedCallback() {
      this.#life?.end();
      this.#life = undefined;
    }

    attributeChangedCallback() {
      this.#life?.changed();
    }
  });
}
