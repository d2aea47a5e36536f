/**
 * What a model wrote, as it may be shown. It is text and nothing else: addresses that the passages do not
 * have are taken out, also half-written ones, so that neither a link nor what is put into one leads out of
 * the conversation. Citations become sources. Pure.
 */
import type { Source } from '@foyer/protocol'
import { handOffMark } from './prompt.ts'

export interface Citable extends Source {
  text: string
}

export type Read =
  | { kind: 'answer'; text: string; sources: Source[] }
  | { kind: 'handOff' }
  | { kind: 'empty' }

/** All that widgets make a link of, and more: whether it begins a word does not matter here. */
const addresses =
  /(?:https?:\/\/|www\.|mailto:|tel:)[^\s<>"`[\]]*|[\w.+%-]{1,64}@[a-z\d-]{1,63}(?:\.[a-z\d-]{1,63}){1,8}/giu
const markdownLink = /!?\[([^[\]]*)\]\(([^()\s]*(?:\([^()\s]*\)[^()\s]*){0,4})(?:\s+["'][^"'\n]*["'])?\)/gu
// What widgets drop before they look for addresses, so that no address can hide in two halves.
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is removed
const dropped = /[\0-\x08\x0b-\x1f\x7f-\x9f\ufdd0-\ufdef\ufffe\uffff]/g

/** The whole answer. `isCut`: it ended where the model was stopped. */
export function readModelText(raw: string, passages: Citable[], isCut = false): Read {
  const said = spoken(raw).trim()
  if (said.includes(handOffMark)) return { kind: 'handOff' }
  const { text, sources } = cite(stripAddresses(said, passages), passages)
  if (text === '') return { kind: 'empty' }
  return { kind: 'answer', text: isCut ? `${text}…` : text, sources }
}

/** What can be shown of an answer that is still being written; empty while it may become a handoff. */
export function readDraft(raw: string, passages: Citable[]): string {
  const said = spoken(raw).trimStart()
  if (said.includes(handOffMark) || handOffMark.startsWith(said.trimEnd())) return ''
  return cite(stripAddresses(settled(said), passages), passages).text
}

/** Without what some models think aloud before they answer. */
function spoken(raw: string): string {
  return raw.replace(dropped, '').replace(/^\s*<think>[\s\S]*?(?:<\/think>|$)/, '')
}

/** Up to where nothing that follows can change it: no half address, bracket or handoff mark at its end. */
function settled(text: string): string {
  return text
    .replace(/[!\w.:/?#@%&=+~;,()*'$|-]*$/, '')
    .replace(/!?\[[^[\]\n]*(?:\](?:\([^)\n]*)?)?$|\[{1,2}[A-Z]*\]?$/, '')
}

export function stripAddresses(text: string, passages: Citable[]): string {
  const known = addressesOf(passages)
  const isKnown = (address: string) => known.has(plain(address))
  let before = ''
  let after = text.replace(dropped, '')
  // What is taken out may bring together what was apart. Who nests deeper than people do gets no marks at all.
  for (let round = 0; after !== before; round += 1) {
    before = after
    if (round === 8) after = after.replace(/[[\]@:]|www\./giu, ' ')
    after = before
      .replace(markdownLink, (link: string, label: string, address: string) =>
        isKnown(address) && link[0] !== '!' ? link : label,
      )
      .replace(addresses, (address) => {
        const end = trimmed(address)
        return isKnown(end) ? address : address.slice(end.length)
      })
  }
  return after === text
    ? text
    : after
        .replace(/\(\s*\)/g, '')
        .replace(/[ \t]+(?=[.,](\s|$))/g, '')
        .replace(/[ \t]{2,}/g, ' ')
}

function addressesOf(passages: Citable[]): Set<string> {
  const known = new Set<string>()
  for (const { url, text } of passages) {
    if (url) known.add(plain(url))
    for (const [, , address = ''] of text.matchAll(markdownLink)) known.add(plain(address))
    for (const [address] of text.matchAll(addresses)) known.add(plain(trimmed(address)))
  }
  return known
}

const plain = (address: string) => address.replace(/\/$/, '')

/** Without the punctuation of the sentence around it, and a bracket that it did not open. */
function trimmed(address: string): string {
  let end = address.length
  let extra = address.split(')').length - address.split('(').length
  while (/[.,;:!?'*_~…。，！？、]/.test(address[end - 1] ?? '') || (address[end - 1] === ')' && extra-- > 0))
    end--
  return address.slice(0, end)
}

/** Numbers sources in the order in which they are cited; pieces of one document are one source. */
function cite(text: string, passages: Citable[]): { text: string; sources: Source[] } {
  const sources: Source[] = []
  const numberOf = (cited: number): number | null => {
    const passage = passages[cited - 1]
    if (passage === undefined) return null
    const known = sources.findIndex(({ title, url }) => title === passage.title && url === passage.url)
    if (known >= 0) return known + 1
    return sources.push({ title: passage.title, ...(passage.url ? { url: passage.url } : {}) })
  }
  const cited = text.replace(
    /( ?)(?:\[|【)(\d{1,3}(?:\s*,\s*\d{1,3})*)(?:\]|】)(?!\()/g,
    (_all, space: string, list: string) => {
      const numbers = list.split(',').map((one) => numberOf(Number(one)))
      const marks = [...new Set(numbers)].filter((one) => one !== null).map((one) => `[${one}]`)
      return marks.length === 0 ? '' : space + marks.join('')
    },
  )
  // The same source twice in a row, where two of its pieces were cited.
  return { text: cited.replace(/(\[\d+\])(?:\s?\1)+/g, '$1').trim(), sources }
}
