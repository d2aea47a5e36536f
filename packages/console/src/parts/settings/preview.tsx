/**
 * The real widget, dressed in settings that are not saved yet. It is inert: nobody writes to
 * their own site by looking at a colour, and its focus stays where the agent is typing.
 */
import type {
  FaqItem,
  Greeting,
  SiteSettings,
  WidgetConfig,
  WidgetForms,
  WidgetMenuItem,
} from '@foyer/protocol'
import { launcherGlyphs, limits } from '@foyer/protocol'
import { createPreview, type PreviewScreen, type Preview as WidgetPreview } from '@foyer/widget/preview'
import { useSignal } from '@preact/signals'
import type { ComponentChildren } from 'preact'
import { useEffect, useLayoutEffect, useRef } from 'preact/hooks'
import { useConsole } from '../../console.ts'
import { t } from '../../locale.ts'
import { readColor } from '../../models/color.ts'
import { said, type Writing } from '../around/texts-field.tsx'
import { Segments } from '../field.tsx'
import { Icon } from '../icon.tsx'

/** What the widget's panel and its shadow need. */
const leastWidth = 460

type Shown = Exclude<PreviewScreen, 'greeting'>

interface PreviewProps {
  site: string
  settings: SiteSettings
  locale?: string
  screen?: Shown
  /** Shown instead of the screens; null shows the button alone. */
  greeting?: Greeting | null
  /** What is asked before the first message. */
  forms?: WidgetForms
  /** What is chosen about the preview itself. */
  children?: ComponentChildren
}

export function Preview({
  site,
  settings,
  locale = settings.locale,
  screen = 'home',
  greeting,
  forms,
  children,
}: PreviewProps) {
  const { http } = useConsole()
  const shown = useSignal<Shown>(screen)
  const faq = useSignal<FaqItem[] | null>(null)
  const frame = useRef<HTMLDivElement>(null)
  const held = useRef<WidgetPreview>(undefined)
  const color = useRef(settings.appearance.color)
  // While a colour is typed it is none for a moment: the last one stays.
  color.current = readColor(settings.appearance.color) ?? color.current

  // In a narrow column the whole page is shown smaller, as on a screen further away.
  useLayoutEffect(() => {
    const element = frame.current
    const page = element?.parentElement
    if (!element || !page) return
    const shrink = () => {
      element.style.setProperty('zoom', String(Math.min(1, page.clientWidth / leastWidth)))
    }
    const observer = new ResizeObserver(shrink)
    observer.observe(page)
    shrink()
    return () => observer.disconnect()
  }, [])

  useEffect(() => {
    void http.sites.widget(site).then((answer) => {
      faq.value = answer.ok ? answer.value.faq : []
    })
  }, [site])

  const config = {
    ...configOf(site, settings, locale, faq.value ?? [], color.current),
    ...(forms && { forms }),
    ...(greeting && greetingOf(greeting, { tag: locale, main: settings.locale })),
  }
  const on: PreviewScreen = greeting === undefined ? shown.value : 'greeting'
  const dress = JSON.stringify(config)
  const isOpen = useSignal(false)
  const readTo = useRef(0)

  /** On a phone it takes the fields' place, and leaves it as they were. */
  function toggle(button: HTMLElement) {
    const scroller = button.closest('.settings-body')
    if (!isOpen.peek()) readTo.current = scroller?.scrollTop ?? 0
    isOpen.value = !isOpen.peek()
    requestAnimationFrame(() => scroller?.scrollTo(0, isOpen.peek() ? 0 : readTo.current))
  }

  useLayoutEffect(() => {
    const element = frame.current
    if (element === null || faq.value === null) return
    const preview = createPreview(element, on)
    held.current = preview
    void preview.dress(config, locale)
    return () => {
      held.current = undefined
      preview.destroy()
    }
  }, [on, faq.value, site])

  useLayoutEffect(() => {
    void held.current?.dress(config, locale)
  }, [dress, locale])

  return (
    <aside
      class={isOpen.value ? 'preview is-open' : 'preview'}
      aria-label={t('preview.title')}
      data-foyer="preview"
    >
      <button
        type="button"
        class="button preview-toggle"
        aria-expanded={isOpen.value}
        data-foyer="preview-toggle"
        onClick={(event) => toggle(event.currentTarget)}
      >
        <Icon name={isOpen.value ? 'edit' : 'eye'} size={15} />
        {t(isOpen.value ? 'preview.hide' : 'preview.show')}
      </button>
      {greeting === undefined ? (
        <Segments<Shown>
          label={t('preview.title')}
          value={shown.value}
          hook="preview-screen"
          options={[
            { value: 'home', label: t('preview.faq') },
            { value: 'thread', label: t('preview.chat') },
            { value: 'launcher', label: t('preview.launcher') },
          ]}
          onChange={(value) => {
            shown.value = value
          }}
        />
      ) : (
        <span class="field-label">{t('preview.title')}</span>
      )}
      {children}
      <div class="preview-page" data-theme={settings.appearance.theme} inert>
        <div class="preview-lines" aria-hidden="true">
          <i />
          <i />
          <i />
          <i />
          <i />
        </div>
        <div class="preview-frame" ref={frame} />
      </div>
    </aside>
  )
}

function configOf(
  site: string,
  settings: SiteSettings,
  locale: string,
  faq: FaqItem[],
  color: string,
): WidgetConfig {
  const { welcome, upload, links, receipts, quoting, appearance } = settings
  const texts = settings.texts[locale.split('-')[0]!.toLowerCase()]
  const glyph = launcherGlyphs[appearance.icon]
  return {
    site,
    name: settings.name,
    enabled: true,
    locale,
    appearance: { ...appearance, color },
    welcome: welcome[locale] || welcome[settings.locale] || '',
    faq,
    links,
    receipts: receipts.toVisitor,
    assistant: null,
    typeAhead: false,
    quoting: quoting.visitor,
    availability: { state: 'agents' },
    limits: { text: limits.text, frame: limits.frame, file: upload.bytes },
    fileTypes: upload.types,
    ...(texts && { texts }),
    ...(glyph && { glyph }),
    media: { voice: settings.media.voice, transcripts: 'none', editWithin: 0 },
    ...aroundOf(settings, { tag: locale, main: settings.locale }),
  }
}

function greetingOf(
  { text, question, pages, ...rule }: Greeting,
  writing: Writing,
): Pick<WidgetConfig, 'greetings'> {
  const shown = { ...rule, pages, text: said(text, writing), question: question[writing.tag] ?? '' }
  return { greetings: { after: 0, at: '', rules: [shown] } }
}

function aroundOf(
  { menu, notice }: SiteSettings,
  writing: Writing,
): Pick<WidgetConfig, 'menu' | 'notice' | 'around'> {
  const { isOn, tone, text, link, canClose } = notice
  return {
    around: true,
    menu: menu.flatMap(({ id, icon, label, act }): WidgetMenuItem[] => {
      const shown = { id, icon, label: said(label, writing) }
      if (shown.label === '') return []
      if (act.do === 'text') return [{ ...shown, act: { do: act.do, text: said(act.text, writing) } }]
      if (act.do !== 'category') return [{ ...shown, act }]
      return [{ ...shown, act: { do: act.do, category: said(act.category, writing) } }]
    }),
    notice:
      isOn && said(text, writing) !== ''
        ? {
            tone,
            text: said(text, writing),
            link: link.url === '' ? null : { url: link.url, label: said(link.label, writing) },
            canClose,
          }
        : null,
  }
}
