/** The catalogue of a site that agents send cards from (IN-19). A new one takes the old one's place bit by bit. */
import type { Product } from '@foyer/protocol'

export interface Products {
  /** The first that have every word, in the feed's order. Words are in lower case. */
  search(site: string, words: string[], limit: number): Promise<Product[]>
  count(site: string): Promise<number>
  /** Puts `products` from `place` on, marked with `stamp`. Again with the same id: replaced. */
  put(site: string, products: Product[], place: number, stamp: number): Promise<void>
  /** Removes what has another stamp. */
  keepOnly(site: string, stamp: number): Promise<void>
}

/** What an address has; in words where it has nothing. Never throws. */
export type FetchFeed = (url: string) => Promise<{ text: string } | { problem: string }>
