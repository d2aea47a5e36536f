/** What agents answer with beside their own words: who translates (IN-9), and the products of the site (IN-19). */
import '../../styles/replies.css'
import type { ProductState, ProtocolError } from '@foyer/protocol'
import { useSignal } from '@preact/signals'
import { useEffect, useRef } from 'preact/hooks'
import { useConsole } from '../../console.ts'
import { locale, t } from '../../locale.ts'
import { repliesHttp } from '../../models/replies-http.ts'
import { dateAndTime } from '../../models/time.ts'
import { Field, FieldNote, Segments } from '../field.tsx'
import { errorText } from '../words.ts'
import type { SectionProps } from './section.ts'

export function RepliesSection(props: SectionProps) {
  return (
    <div class="settings-fields">
      <TranslationFields {...props} />
      <ProductFields {...props} />
    </div>
  )
}

function TranslationFields({ site, settings, set, faultAt = () => null }: SectionProps) {
  const { translation } = settings
  const change = (some: Partial<typeof translation>) => set({ translation: { ...translation, ...some } })
  return (
    <fieldset>
      <legend>{t('translation.legend')}</legend>
      <Segments
        label={t('translation.kind')}
        hint={t('translation.kindHint')}
        value={translation.kind}
        hook="translation-kind"
        options={[
          { value: 'off', label: t('translation.off') },
          { value: 'libre', label: 'LibreTranslate' },
          { value: 'deepl', label: 'DeepL' },
        ]}
        onChange={(kind) => change({ kind })}
      />
      {translation.kind !== 'off' && (
        <>
          <Field
            label={t('translation.url')}
            hint={t(translation.kind === 'deepl' ? 'translation.urlDeepl' : 'translation.urlLibre')}
            type="url"
            dir="ltr"
            value={translation.url}
            error={faultAt('/translation/url')}
            hook="translation-url"
            onInput={(url) => change({ url: url.trim() })}
          />
          <TranslationKey site={site} />
        </>
      )}
    </fieldset>
  )
}

/** Written, replaced or removed at once, never shown again. */
function TranslationKey({ site }: { site: string }) {
  const { http, notices } = useConsole()
  const isSet = useSignal<boolean | null>(null)
  const typed = useSignal('')
  const error = useSignal<ProtocolError | null>(null)
  useEffect(() => {
    void http.secrets.read(site).then((answer) => {
      if (answer.ok) isSet.value = answer.value.translationKey
      else error.value = answer.error
    })
  }, [site])

  async function save(key: string | null) {
    const answer = await http.secrets.save(site, { translationKey: key })
    error.value = answer.ok ? null : answer.error
    if (!answer.ok) return
    isSet.value = answer.value.translationKey
    typed.value = ''
    notices.tell(t(key === null ? 'translation.keyRemoved' : 'translation.keySaved'))
  }

  if (isSet.value === true) {
    return (
      <div class="secret" data-foyer="translation-key">
        <span>{t('translation.key')}</span>
        <code aria-hidden="true">••••••••</code>
        <button type="button" class="button quiet" onClick={() => void save(null)}>
          {t('remove')}
        </button>
      </div>
    )
  }
  return (
    <div class="key-form" data-foyer="translation-key">
      <Field
        label={t('translation.key')}
        hint={t('translation.keyHint')}
        type="password"
        autocomplete="new-password"
        dir="ltr"
        value={typed.value}
        error={error.value === null ? null : errorText(error.value)}
        hook="translation-key-input"
        onInput={(value) => {
          typed.value = value
        }}
      />
      <button
        type="button"
        class="button"
        disabled={typed.value.trim() === ''}
        data-foyer="translation-key-save"
        onClick={() => void save(typed.peek().trim())}
      >
        {t('translation.saveKey')}
      </button>
    </div>
  )
}

function ProductFields({ site, settings, set, faultAt = () => null }: SectionProps) {
  const { http, sites } = useConsole()
  const verbs = repliesHttp(http, site)
  const state = useSignal<ProductState | null>(null)
  const error = useSignal<ProtocolError | null>(null)
  const isBusy = useSignal(false)
  const picker = useRef<HTMLInputElement>(null)
  const savedFeed = sites.known(site)?.products.feed ?? ''

  function take(answer: Awaited<ReturnType<typeof verbs.productState>>) {
    error.value = answer.ok ? null : answer.error
    if (answer.ok) state.value = answer.value
  }
  useEffect(() => void verbs.productState().then(take), [site])

  async function during(work: Promise<Awaited<ReturnType<typeof verbs.productState>>>) {
    isBusy.value = true
    take(await work)
    isBusy.value = false
  }

  async function upload(file: File) {
    const text = await file.text()
    await during(verbs.uploadProducts(text, /\.json$/i.test(file.name) ? 'application/json' : 'text/csv'))
  }

  const held = state.value
  return (
    <fieldset>
      <legend>{t('products.legend')}</legend>
      <Field
        label={t('products.feed')}
        hint={t('products.feedHint')}
        type="url"
        dir="ltr"
        value={settings.products.feed}
        error={faultAt('/products/feed')}
        hook="products-feed"
        onInput={(feed) => set({ products: { feed: feed.trim() } })}
      />
      <p class="products-state" role="status" data-foyer="products-state">
        {held !== null && t('products.count', { n: held.count })}
        {held?.at && ` ${t('products.readAt', { when: dateAndTime(held.at, locale.value) })}`}
        {held !== null && held.skipped > 0 && ` ${t('products.skipped', { n: held.skipped })}`}
      </p>
      <FieldNote error={error.value === null ? (held?.problem ?? null) : error.value.message} />
      <div class="products-ways">
        <button
          type="button"
          class="button"
          disabled={isBusy.value || savedFeed === '' || savedFeed !== settings.products.feed}
          data-foyer="products-read"
          onClick={() => void during(verbs.readFeed())}
        >
          {t('products.read')}
        </button>
        <button
          type="button"
          class="button"
          disabled={isBusy.value}
          data-foyer="products-upload"
          onClick={() => picker.current?.click()}
        >
          {t('products.upload')}
        </button>
        <input
          ref={picker}
          type="file"
          accept=".csv,.tsv,.json,text/csv,application/json"
          hidden
          data-foyer="products-file"
          onChange={(event) => {
            const file = event.currentTarget.files?.[0]
            if (file !== undefined) void upload(file)
            event.currentTarget.value = ''
          }}
        />
      </div>
      <p class="field-hint">{t('products.uploadHint')}</p>
    </fieldset>
  )
}
