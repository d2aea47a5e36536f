/** DeepL's `POST /v2/translate`. A key of the free plan ends in `:fx` and belongs to another host. */
import type { Outgoing } from '../../ports/outgoing.ts'
import type { Translator } from '../../ports/translate.ts'
import { askProvider, below } from './post.ts'

export function createDeeplTranslator(options: {
  outgoing: Pick<Outgoing, 'post'>
  /** Empty for DeepL's own. */
  url: string
  key: string
}): Translator {
  const { outgoing, url, key } = options
  const base = url || (key.endsWith(':fx') ? 'https://api-free.deepl.com' : 'https://api.deepl.com')
  return {
    async translate({ text, to, from }) {
      const answer = await askProvider(outgoing, {
        url: below(base, '/v2/translate'),
        headers: { authorization: `DeepL-Auth-Key ${key}` },
        body: {
          text: [text],
          target_lang: targetOf(to),
          // A source is a language without a region.
          ...(from === undefined ? {} : { source_lang: from.split('-')[0]?.toUpperCase() }),
        },
      })
      if ('failed' in answer) return answer
      const first = (answer.ok.translations as unknown[] | undefined)?.[0] as
        | { text?: unknown; detected_source_language?: unknown }
        | undefined
      if (typeof first?.text !== 'string') return { failed: 'malformed' }
      const found = first.detected_source_language
      return { text: first.text, ...(typeof found === 'string' ? { from: found.toLowerCase() } : {}) }
    },
  }
}

/** English and Portuguese need a region, Chinese a script; of the others a region is not known. */
function targetOf(tag: string): string {
  const [language = '', ...rest] = tag.toLowerCase().split('-')
  if (language === 'en') return rest.includes('gb') ? 'EN-GB' : 'EN-US'
  if (language === 'pt') return rest.includes('pt') ? 'PT-PT' : 'PT-BR'
  if (language === 'zh') return rest.some((part) => /^(hant|tw|hk|mo)$/.test(part)) ? 'ZH-HANT' : 'ZH-HANS'
  return language.toUpperCase()
}
