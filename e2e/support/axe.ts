// What axe finds on a page: the rules of WCAG 2.2 AA and its best practices, shadow roots included.
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { Page } from 'playwright-core'

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

interface Finding {
  id: string
  nodes: { target: unknown; failureSummary?: string }[]
}

/** What axe finds within `selector`, as one line each; the rules of WCAG 2.2 AA. Of what is in a shadow: its path. */
export async function audit(page: Page, selector: string | string[] = 'html'): Promise<string[]> {
  // Through the debugger: a page's policy has no say in it.
  await page.evaluate(axe)
  const found = await page.evaluate(
    (within) =>
      (
        window as unknown as { axe: { run(...words: unknown[]): Promise<{ violations: Finding[] }> } }
      ).axe.run(within, {
        runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
        resultTypes: ['violations'],
        // Experimental: it takes initials that are hidden from screen readers for a part of the name.
        rules: { 'label-content-name-mismatch': { enabled: false } },
      }),
    typeof selector === 'string' ? selector : { fromShadowDom: selector },
  )
  return found.violations.flatMap(({ id, nodes }) =>
    nodes.map(
      ({ target, failureSummary }) =>
        `${id}: ${JSON.stringify(target)} ${failureSummary?.split('\n')[1]?.trim()}`,
    ),
  )
}
