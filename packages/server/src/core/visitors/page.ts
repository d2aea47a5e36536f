/** The address of the page that a visitor is on, as it may be kept. Pure. */

/** A page as it may be stored: without the query, unless the site keeps it. */
export function pageFor<P extends { url: string; referrer?: string }>(page: P, keepsQuery: boolean): P {
  if (keepsQuery) return page
  return {
    ...page,
    url: withoutQuery(page.url),
    ...(page.referrer === undefined ? {} : { referrer: withoutQuery(page.referrer) }),
  }
}

export function withoutQuery(url: string): string {
  const end = url.search(/[?#]/)
  return end === -1 ? url : url.slice(0, end)
}
