/**
 * Texts before their reader is there: what has no marks needs none, so that a page on which nobody reads an
 * answer or writes never fetches it. Later pieces do not import it themselves but ask here: a file that two of
 * them import could not be fetched again once it failed.
 */
import { fetchPiece } from '@foyer/client'
import { cleanText } from '@foyer/protocol'
import { signal } from '@preact/signals-core'
import type { VNode } from 'preact'

type Rich = typeof import('../later/rich.ts')

/** Null: it could not be fetched; undefined: not yet. */
const module = signal<Rich | null>()

/** It is there before any later piece is. */
export const rich = (): Rich => module.peek()!

export async function fetchRich(): Promise<void> {
  module.value ||= await fetchPiece(() => import('../later/rich.ts'))
}

/** For whoever is about to show a text: what reads its marks is there sooner. */
export function prepareRich(): void {
  fetchRich().catch(() => {
    module.value = null
  })
}

/** Shows a text in the Markdown subset. Its marks are not shown while what reads them is on its way. */
export function RichText({ text }: { text: string }): VNode {
  const isPlain = /^[^\\*_`[@:•\n-]*$/.test(text) && !/^\s*\d+[.)]|www\./i.test(text)
  const reader = isPlain ? null : module.value
  if (reader) return <reader.RichText text={text} />
  if (reader === undefined) prepareRich()
  return (
    <p dir="auto" style={{ visibility: reader === undefined ? 'hidden' : '' }}>
      {cleanText(text)}
    </p>
  )
}
