/** How the widget looks (WG-2): every change shows at once in the real widget beside it. */
import type { Appearance } from '@foyer/protocol'
import { useId } from 'preact/hooks'
import { t } from '../../locale.ts'
import { readColor } from '../../models/color.ts'
import { Field, FieldNote, Segments } from '../field.tsx'
import { Preview } from './preview.tsx'
import type { SectionProps } from './section.ts'

const colors = ['#4a5bdc', '#0f766e', '#1d7ed8', '#7c3aed', '#be185d', '#c2410c', '#15803d', '#18181b']

export function AppearanceSection({ site, settings, set }: SectionProps) {
  const { appearance } = settings
  const look = (change: Partial<Appearance>) => set({ appearance: { ...appearance, ...change } })
  const logo = appearance.logo.trim()
  return (
    <div class="with-preview">
      <div class="settings-fields">
        <Color value={appearance.color} onChange={(color) => look({ color })} />
        <Segments
          label={t('look.theme')}
          value={appearance.theme}
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
          hint={t('look.titleHint')}
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
        <Field
          label={t('look.logo')}
          hint={t('look.logoHint')}
          type="url"
          dir="ltr"
          placeholder="https://shop.example/logo.png"
          value={appearance.logo}
          error={logo !== '' && !/^https?:\/\/./.test(logo) ? t('look.logoWrong') : null}
          hook="look-logo"
          onInput={(value) => look({ logo: value.trim() })}
        />
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
        <Field
          label={t('look.launcherText')}
          hint={t('look.launcherTextHint')}
          value={appearance.launcherText}
          maxLength={40}
          hook="look-launcher-text"
          onInput={(launcherText) => look({ launcherText })}
        />
        <Segments
          label={t('look.position')}
          value={appearance.position}
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
            value={appearance.offsetX}
            onChange={(offsetX) => look({ offsetX })}
          />
          <Offset
            label={t('look.offsetY')}
            value={appearance.offsetY}
            onChange={(offsetY) => look({ offsetY })}
          />
        </div>
        <p class="field-hint">{t('look.overridden')}</p>
      </div>
      <Preview site={site} settings={settings} />
    </div>
  )
}

function Color({ value, onChange }: { value: string; onChange: (color: string) => void }) {
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
        hint={t('look.colorHint')}
      />
    </div>
  )
}

function Offset({
  label,
  value,
  onChange,
}: {
  label: string
  value: number
  onChange: (value: number) => void
}) {
  return (
    <Field
      label={label}
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
