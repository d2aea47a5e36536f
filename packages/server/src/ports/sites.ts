/** Sites, their settings and FAQ entries, and the few values that belong to the whole installation. */
import type { FaqEntry, Id, SiteSettings } from '@foyer/protocol'

export interface StoredSite {
  id: string
  settings: SiteSettings
  /** Changes with every change of settings or FAQ; the ETag of the widget answer. */
  revision: number
}

export interface Sites {
  /** `taken`: there is one with that id. */
  create(id: string, settings: SiteSettings): Promise<'created' | 'taken'>
  find(id: string): Promise<StoredSite | null>
  all(): Promise<StoredSite[]>
  save(id: string, settings: SiteSettings): Promise<StoredSite | null>

  /** In order of `place`. */
  faq(site: string): Promise<FaqEntry[]>
  createEntry(entry: FaqEntry): Promise<void>
  saveEntry(entry: FaqEntry): Promise<void>
  removeEntry(site: string, id: Id): Promise<boolean>
  /** Places the named entries first, in this order; others follow as they were. */
  orderEntries(site: string, ids: Id[]): Promise<void>
}

/** Values of the installation: `epoch`, the signing `secret`, the `setup` code's hash. */
export interface Meta {
  get(key: string): Promise<string | null>
  put(key: string, value: string): Promise<void>
  /** Keeps what is there, else stores `value`; answers what is then there. Safe against racing nodes. */
  init(key: string, value: string): Promise<string>
  remove(key: string): Promise<boolean>
}
