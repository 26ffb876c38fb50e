// The rest of the module: what is needed once a pass is given. Here the module is whole and there is none;
// where the build cuts the module in two it puts xtask/src/split/rest.js in the place of this file.

export async function load(exports) {}
