/** Puts what is known of the visitor into a site's link (WG-6): encoded, so that it stays one value of the address. */
import type { TextLink } from '@foyer/protocol'

export interface LinkFacts {
  visitor: { id?: string | undefined; name?: string | undefined }
  attributes: Readonly<Record<string, unknown>>
  page: { url: string }
}

/** Null for what must not be opened, whatever the server let through. What is not known is empty. */
export function fillLink(
  template: string,
  facts: LinkFacts,
  readLink: (written: string) => TextLink | null,
): string | null {
  const filled = template.replace(
    /\{(visitor|attributes|page)\.([^{}]+)\}/g,
    (_, of: keyof LinkFacts, name) => {
      const values: Readonly<Record<string, unknown>> = { ...facts[of] }
      return encodeURIComponent(Object.hasOwn(values, name) ? String(values[name] ?? '') : '')
    },
  )
  return readLink(filled)?.href ?? null
}
