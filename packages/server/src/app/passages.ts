/**
 * What of a site's documents may answer a question: pieces of them, the likeliest first. Read and cut again
 * only when documents of the site have changed, in steps with the event loop's other work between.
 */
import type { SiteDocument } from '@foyer/protocol'
import { chunksOf } from '../core/assistant/chunks.ts'
import { buildPassageRanking, type PassageRanking } from '../core/assistant/passage-ranking.ts'
import type { Passage } from '../ports/answerer.ts'
import type { Documents } from '../ports/documents.ts'
import type { FindPassages } from './ask-answerer.ts'
import { createKept } from './kept.ts'

/** Pieces that go with a question. */
const mostPassages = 5
/** Sites whose documents are kept cut: up to some tens of megabytes each, usually far less. */
const mostSites = 20

interface Library {
  /** Names and times of the documents that it was made of. */
  stamp: string
  passages: Passage[]
  ranking: PassageRanking
}

export function createPassages(ports: {
  documents: Pick<Documents, 'ofSite'>
  /** Changes with every change of the site's documents. */
  revisionOf(site: string): number
}): FindPassages {
  const { documents, revisionOf } = ports
  const kept = createKept<{ revision: number; library: Promise<Library> }>(mostSites)

  function libraryOf(site: string): Promise<Library> {
    const revision = revisionOf(site)
    const before = kept.get(site)
    if (before?.revision === revision) return before.library
    const library = read(site, before?.library)
    kept.set(site, { revision, library })
    library.catch(() => kept.delete(site))
    return library
  }

  async function read(site: string, earlier: Promise<Library> | undefined): Promise<Library> {
    const all = await documents.ofSite(site)
    const stamp = all.map(({ id, updatedAt }) => `${id} ${updatedAt}`).join()
    const before = await earlier?.catch(() => undefined)
    return before?.stamp === stamp ? before : { stamp, ...(await build(all)) }
  }

  return async (site, text) => {
    const { passages, ranking } = await libraryOf(site)
    return ranking.rank(text, mostPassages).map(({ at }) => passages[at]!)
  }
}

async function build(all: SiteDocument[]): Promise<Pick<Library, 'passages' | 'ranking'>> {
  const passages: Passage[] = []
  for (const { title, url, text } of all) {
    for (const chunk of chunksOf(text)) {
      const heading = chunk.heading === '' ? '' : `${chunk.heading}\n`
      passages.push({ title, ...(url === '' ? {} : { url }), text: heading + chunk.text })
    }
    await othersFirst()
  }
  const steps = buildPassageRanking(passages.map(({ title, text }) => `${title}\n${text}`))
  for (;;) {
    const step = steps.next()
    if (step.done) return { passages, ranking: step.value }
    await othersFirst()
  }
}

function othersFirst(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve))
}
