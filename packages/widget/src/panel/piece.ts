/** A part that is fetched when it is first needed. Its style sheet joins the panel's when it comes. */
import { fetchPiece } from '@foyer/client'
import { type ReadonlySignal, signal } from '@preact/signals-core'
import { createSheet } from '../loader/sheet.ts'

export interface Piece<M> {
  /** Null until it is there. */
  module: ReadonlySignal<M | null>
  /** Fetches it; may be called any number of times. */
  load(): Promise<M>
}

/** `fetchTexts` brings the words that it says. */
export function createPiece<M extends { css: string }>(
  root: ShadowRoot,
  fetch: () => Promise<M>,
  fetchTexts: () => Promise<unknown>,
): Piece<M> {
  const module = signal<M | null>(null)
  let loading: Promise<M> | undefined
  const load = () => {
    loading ??= Promise.all([fetchPiece(fetch), fetchTexts()]).then(
      ([loaded]) => {
        root.adoptedStyleSheets.push(createSheet(loaded.css))
        module.value = loaded
        return loaded
      },
      (reason) => {
        // The network may be back the next time that it is wanted.
        loading = undefined
        throw reason
      },
    )
    return loading
  }
  return { module, load }
}

/** A widget that pieces can be made for. */
interface Maker {
  piece<M extends { css: string }>(load: () => Promise<M>): Piece<M>
}

/** A piece that only some need, one for each widget. */
export function rare<M extends { css: string }>(load: () => Promise<M>): (m: Maker) => Piece<M> {
  const made = new WeakMap<Maker, Piece<M>>()
  return (m) => {
    const piece = made.get(m) ?? m.piece(load)
    made.set(m, piece)
    return piece
  }
}
