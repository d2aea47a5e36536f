/** How the widget looks (WG-2): every change shows at once in the real widget beside it. */
import type { Appearance, overridable, PageOverride } from '@foyer/protocol'
import { useSignal } from '@preact/signals'
import { useEffect, useId, useState } from 'preact/hooks'
import { useConsole } from '../../console.ts'
import { locale, type MessageKey, t } from '../../locale.ts'
import { readColor } from '../../models/color.ts'
import { Field, FieldNote, Segments, Select } from '../field.tsx'
import { siteLocales } from '../site-locales.ts'
import { Preview } from './preview.tsx'
import type { SectionProps } from './section.ts'

const colors = ['#4a5bdc', '#0f766e', '#1d7ed8', '#7c3aed', '#be185d', '#c2410c', '#15803d', '#18181b']

export function AppearanceSection({ site, settings, set }: SectionProps) {
  const { appearance } = settings
  const spoken = useSignal(settings.locale)
  const overrides = usePageOverrides(site)
  const look = (change: Partial<Appearance>) => set({ appearance: { ...appearance, ...change } })
  /** Said beside a setting that a page has taken into its own hands. */
  const over = (option: keyof typeof optionNames): string | undefined => {
    const found = overrides.find(({ options }) => options.includes(option))
    return found && t('look.overriddenAt', { origin: found.origin })
  }
  const languages = siteLocales([settings.locale]).map(({ tag, name }) => ({ value: tag, label: name }))
  return (
    <div class="with-preview">
      <div class="settings-fields">
        {overrides.map(({ origin, options }) => (
          <p class="callout" key={origin} data-foyer="look-overrides">
            {t('look.overrides', { origin })}{' '}
            <b>{list(options.flatMap((option) => (isNamed(option) ? [t(optionNames[option])] : [])))}</b>
          </p>
        ))}
        <fieldset>
          <legend>{t('look.brand')}</legend>
          <Color value={appearance.color} over={over('color')} onChange={(color) => look({ color })} />
          <Segments
            label={t('look.theme')}
            value={appearance.theme}
            {...hinted(over('theme'))}
            hook="look-theme"
            options={[
              { value: 'auto', label: t('theme.auto') },
              { value: 'light', label: t('theme.light') },
              { value: 'dark', label: t('theme.dark') },
            ]}
            onChange={(theme) => look({ theme })}
          />
          <Field
            label={t('look.title')}
            hint={over('title') ?? t('look.titleHint')}
            value={appearance.title}
            maxLength={60}
            hook="look-title"
            onInput={(title) => look({ title })}
          />
          <Field
            label={t('look.subtitle')}
            value={appearance.subtitle}
            maxLength={120}
            hook="look-subtitle"
            onInput={(subtitle) => look({ subtitle })}
          />
          <Image
            label={t('look.logo')}
            hint={t('look.logoHint')}
            value={appearance.logo}
            hook="look-logo"
            onChange={(logo) => look({ logo })}
          />
          <Image
            label={t('look.avatar')}
            hint={t('look.avatarHint')}
            value={appearance.avatar}
            hook="look-avatar"
            onChange={(avatar) => look({ avatar })}
          />
          <Select
            label={t('look.locale')}
            hint={t('look.localeHint')}
            value={settings.locale}
            hook="look-locale"
            options={languages}
            onChange={(locale) => {
              spoken.value = locale
              set({ locale })
            }}
          />
        </fieldset>
        <fieldset>
          <legend>{t('look.shape')}</legend>
          <Segments
            label={t('look.radius')}
            value={appearance.radius ?? 'soft'}
            hook="look-radius"
            options={[
              { value: 'sharp', label: t('look.sharp') },
              { value: 'soft', label: t('look.soft') },
              { value: 'round', label: t('look.round') },
            ]}
            onChange={(radius) => look({ radius })}
          />
          <Segments
            label={t('look.density')}
            value={appearance.density ?? 'comfortable'}
            hook="look-density"
            options={[
              { value: 'comfortable', label: t('look.comfortable') },
              { value: 'compact', label: t('look.compact') },
            ]}
            onChange={(density) => look({ density })}
          />
          <Field
            label={t('look.font')}
            hint={t('look.fontHint')}
            dir="ltr"
            value={appearance.font ?? ''}
            maxLength={200}
            error={fontPattern.test(appearance.font ?? '') ? null : t('look.fontWrong')}
            hook="look-font"
            onInput={(font) => look({ font })}
          />
        </fieldset>
        <fieldset>
          <legend>{t('look.button')}</legend>
          <Segments
            label={t('look.icon')}
            value={appearance.icon}
            hook="look-icon"
            options={[
              { value: 'chat', label: t('look.iconChat') },
              { value: 'question', label: t('look.iconQuestion') },
              { value: 'hand', label: t('look.iconHand') },
            ]}
            onChange={(icon) => look({ icon })}
          />
          <Image
            label={t('look.launcherImage')}
            hint={t('look.launcherImageHint')}
            value={appearance.launcherImage}
            hook="look-launcher-image"
            onChange={(launcherImage) => look({ launcherImage })}
          />
          <Field
            label={t('look.launcherText')}
            hint={over('launcherText') ?? t('look.launcherTextHint')}
            value={appearance.launcherText}
            maxLength={40}
            hook="look-launcher-text"
            onInput={(launcherText) => look({ launcherText })}
          />
          <Segments
            label={t('look.position')}
            value={appearance.position}
            {...hinted(over('position'))}
            hook="look-position"
            options={[
              { value: 'start', label: t('look.start') },
              { value: 'end', label: t('look.end') },
            ]}
            onChange={(position) => look({ position })}
          />
          <div class="field-pair">
            <Offset
              label={t('look.offsetX')}
              over={over('offsetX')}
              value={appearance.offsetX}
              onChange={(offsetX) => look({ offsetX })}
            />
            <Offset
              label={t('look.offsetY')}
              over={over('offsetY')}
              value={appearance.offsetY}
              onChange={(offsetY) => look({ offsetY })}
            />
          </div>
          <p class="field-hint">{t('look.overridden')}</p>
        </fieldset>
      </div>
      <Preview site={site} settings={settings} locale={spoken.value}>
        <Select
          label={t('preview.language')}
          value={spoken.value}
          hook="preview-language"
          options={languages}
          onChange={(tag) => {
            spoken.value = tag
          }}
        />
      </Preview>
    </div>
  )
}

/** Names alone: what ends a declaration or calls a function is refused by the server too. */
const fontPattern = /^[\p{L}\p{N} ,'"_-]*$/u

const optionNames = {
  color: 'look.color',
  theme: 'look.theme',
  position: 'look.position',
  offsetX: 'look.offsetX',
  offsetY: 'look.offsetY',
  title: 'look.title',
  launcherText: 'look.launcherText',
} as const satisfies Record<(typeof overridable)[number], MessageKey>
const isNamed = (option: string): option is keyof typeof optionNames => Object.hasOwn(optionNames, option)

const list = (names: string[]) => new Intl.ListFormat(locale.value).format(names)
const hinted = (hint: string | undefined) => (hint === undefined ? {} : { hint })

/** Which of them pages were seen to say themselves: without an answer, none. */
function usePageOverrides(site: string): PageOverride[] {
  const { http } = useConsole()
  const [seen, setSeen] = useState<PageOverride[]>([])
  useEffect(() => {
    let isWanted = true
    void http.sites.overrides(site).then((answer) => {
      if (isWanted) setSeen(answer.ok ? answer.value.overrides : [])
    })
    return () => {
      isWanted = false
    }
  }, [site])
  return seen
}

function Image({
  label,
  hint,
  value = '',
  hook,
  onChange,
}: {
  label: string
  hint: string
  value: string | undefined
  hook: string
  onChange: (address: string) => void
}) {
  const isWrong = value !== '' && !/^https?:\/\/[^()\\]+$/.test(value)
  return (
    <Field
      label={label}
      hint={hint}
      type="url"
      dir="ltr"
      placeholder="https://shop.example/logo.png"
      value={value}
      error={isWrong ? t('look.imageWrong') : null}
      hook={hook}
      onInput={(address) => onChange(address.trim())}
    />
  )
}

function Color({
  value,
  over,
  onChange,
}: {
  value: string
  over: string | undefined
  onChange: (color: string) => void
}) {
  const id = useId()
  const color = readColor(value)
  return (
    <div class="field">
      <label for={id}>{t('look.color')}</label>
      <div class="color">
        <input
          type="color"
          class="color-well"
          aria-label={t('look.colorPick')}
          value={color ?? '#4a5bdc'}
          onInput={(event) => onChange(event.currentTarget.value)}
        />
        <input
          id={id}
          class="input color-text"
          dir="ltr"
          spellcheck={false}
          maxLength={7}
          value={value}
          aria-invalid={color === null ? true : undefined}
          aria-describedby={`${id}-more`}
          data-foyer="look-color"
          onInput={(event) => onChange(event.currentTarget.value)}
        />
        <span class="color-swatches">
          {colors.map((one) => (
            <button
              key={one}
              type="button"
              class="color-swatch"
              style={{ background: one }}
              aria-label={one}
              aria-pressed={one === color}
              onClick={() => onChange(one)}
            />
          ))}
        </span>
      </div>
      <FieldNote
        id={`${id}-more`}
        error={color === null ? t('look.colorWrong') : null}
        hint={over ?? t('look.colorHint')}
      />
    </div>
  )
}

function Offset({
  label,
  over,
  value,
  onChange,
}: {
  label: string
  over: string | undefined
  value: number
  onChange: (value: number) => void
}) {
  return (
    <Field
      label={label}
      hint={over}
      type="number"
      min={0}
      max={400}
      value={String(value)}
      onInput={(typed) => {
        const pixels = Math.round(Number(typed))
        if (Number.isFinite(pixels)) onChange(Math.max(0, Math.min(400, pixels)))
      }}
    />
  )
}
