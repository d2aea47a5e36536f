/** The tables of quick replies and of what comes after a conversation, as Kysely sees them. */

export interface RepliesTables {
  quick_replies: QuickRepliesTable
  sent_phrases: PhrasesTable
  ratings: RatingsTable
  summaries: SummariesTable
  products: ProductsTable
}

/** `reply` is the JSON of it without its place. */
export interface QuickRepliesTable {
  site_id: string
  id: string
  place: number
  reply: string
}

export interface PhrasesTable {
  conversation_id: string
  seq: number
  site_id: string
  agent_id: string
  text: string
  at: number
}

export interface RatingsTable {
  conversation_id: string
  site_id: string
  at: number
  rating: string
}

export interface SummariesTable {
  conversation_id: string
  site_id: string
  at: number
  summary: string
}

/** `search` is all of its words in lower case. */
export interface ProductsTable {
  site_id: string
  id: string
  place: number
  stamp: number
  search: string
  product: string
}
