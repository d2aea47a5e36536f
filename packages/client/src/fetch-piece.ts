/**
 * Fetches code that is wanted later. A browser keeps a failed import for the life of the page, so that trying
 * again fails at once even though the network is back; only another address is fetched anew.
 */

/** `load` is a bare `import()`. Rejects as it does where the error does not name the address. */
export async function fetchPiece<M>(load: () => Promise<M>): Promise<M> {
  try {
    return await load()
  } catch (reason) {
    // Chromium and Firefox name it; WebKit does not, and does not need to be asked elsewhere.
    const [address] = /https?:\/\/\S+/.exec(String(reason)) ?? []
    if (!address) throw reason
    return import(/* @vite-ignore */ /* webpackIgnore: true */ `${address}?${Date.now()}`)
  }
}
