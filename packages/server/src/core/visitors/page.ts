/** The address of the page that a visitor is on, as it may be kept. Pure. */

/** A page as it may be stored: without a name and password, and without the query unless the site keeps it. */
export function pageFor<P extends { url: string; referrer?: string }>(page: P, keepsQuery: boolean): P {
  const kept = (url: string) => withoutPassword(keepsQuery ? url : withoutQuery(url))
  return {
    ...page,
    url: kept(page.url),
    ...(page.referrer === undefined ? {} : { referrer: kept(page.referrer) }),
  }
}

function withoutPassword(url: string): string {
  return url.replace(/^([a-z][a-z\d+.-]*:\/\/)[^/?#]*@/i, '$1')
}

export function withoutQuery(url: string): string {
  const end = url.search(/[?#]/)
  return end === -1 ? url : url.slice(0, end)
}
