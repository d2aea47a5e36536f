/** LibreTranslate's `POST /translate`, and what speaks like it. The key, where there is one, is in the body. */
import type { Outgoing } from '../../ports/outgoing.ts'
import type { Translator } from '../../ports/translate.ts'
import { askProvider, below } from './post.ts'

export function createLibreTranslator(options: {
  outgoing: Pick<Outgoing, 'post'>
  url: string
  key: string | null
}): Translator {
  const { outgoing, url, key } = options
  return {
    async translate({ text, to, from }) {
      const answer = await askProvider(outgoing, {
        url: below(url, '/translate'),
        body: {
          q: text,
          source: from === undefined ? 'auto' : codeOf(from),
          target: codeOf(to),
          format: 'text',
          ...(key === null ? {} : { api_key: key }),
        },
      })
      if ('failed' in answer) return answer
      const { translatedText, detectedLanguage } = answer.ok
      if (typeof translatedText !== 'string') return { failed: 'malformed' }
      const found = (detectedLanguage as { language?: unknown } | null | undefined)?.language
      return { text: translatedText, ...(typeof found === 'string' ? { from: found } : {}) }
    },
  }
}

/** It knows languages, not their regions, but for the two ways to write Chinese and Brazil's Portuguese. */
function codeOf(tag: string): string {
  const [language = '', ...rest] = tag.toLowerCase().split('-')
  if (language === 'zh') return rest.some((part) => /^(hant|tw|hk|mo)$/.test(part)) ? 'zt' : 'zh'
  return language === 'pt' && rest.includes('br') ? 'pb' : language
}
