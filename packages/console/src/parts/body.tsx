/**
 * What a message says, by kind. Everything a visitor sent is a node of text or an attribute that
 * cannot run; an address becomes a link only where the text renderer would make one (case G03).
 */
import { type Body, type FileRef, type FormField, ownOf } from '@foyer/protocol'
import { cleanName, formatSize } from '@foyer/widget/text'
import { signal } from '@preact/signals'
import { locale, t } from '../locale.ts'
import { CardBody } from './card.tsx'
import { Icon } from './icon.tsx'
import { Text } from './text.tsx'

/** The picture that is shown large, if any. */
export const shownPicture = signal<FileRef | null>(null)

interface MessageBodyProps {
  body: Body
  /** The option that the visitor chose. */
  picked?: string | undefined
  /** What the form was filled in with. */
  values?: Record<string, string> | undefined
}

export function MessageBody({ body, picked, values }: MessageBodyProps) {
  switch (body.kind) {
    case 'text':
      return <Text text={body.text} />
    case 'file':
      return <FileBody file={body.file} />
    case 'card':
      return <CardBody card={body.card} />
    case 'options':
      return (
        <>
          <Text text={body.text} />
          <ul class="body-options">
            {body.options.map(({ id, label }) => (
              <li key={id} dir="auto" class={id === picked ? 'is-picked' : undefined}>
                {label}
                {id === picked && <span class="hidden-label"> {t('message.picked')}</span>}
              </li>
            ))}
          </ul>
        </>
      )
    case 'form':
      return (
        <>
          <Text text={body.text} />
          {values !== undefined ? (
            <Filled fields={body.fields} values={values} />
          ) : (
            <ul class="body-options">
              {body.fields.map(({ id, label }) => (
                <li key={id} dir="auto">
                  {label}
                </li>
              ))}
            </ul>
          )}
        </>
      )
    case 'filled':
      return (
        <>
          <p class="body-form">{t(body.form === 'leave' ? 'form.leave' : 'form.preChat')}</p>
          <Filled fields={body.fields} values={body.values} />
        </>
      )
    case 'deleted':
      return <p class="body-deleted">{t('message.deleted')}</p>
  }
}

/** A form as it was filled in; what was left empty is left out. */
export function Filled({ fields, values }: { fields: FormField[]; values: Record<string, string> }) {
  return (
    <dl class="body-filled" data-foyer="filled">
      {fields.map((field) => {
        const value = ownOf(values, field.id)
        return value ? (
          <div key={field.id}>
            <dt dir="auto">{field.label}</dt>
            <dd dir="auto">{sayValue(field, value)}</dd>
          </div>
        ) : null
      })}
    </dl>
  )
}

function sayValue({ type, options }: FormField, value: string): string {
  if (type === 'checkbox') return t(value === 'true' ? 'form.yes' : 'form.no')
  if (type === 'date' && !Number.isNaN(Date.parse(value)))
    return new Intl.DateTimeFormat(locale.value, { timeZone: 'UTC' }).format(new Date(value))
  return options?.find(({ id }) => id === value)?.label ?? value
}

/** Bytes up to which a sound's length is looked up before it is played. */
const lookedUp = 2_000_000

function FileBody({ file }: { file: FileRef }) {
  const name = cleanName(file.name)
  const { type, url } = file
  if (/^image\/(png|jpeg|gif|webp|avif)$/.test(type)) {
    const size = boxOf(file)
    return (
      <button
        type="button"
        class="body-picture"
        aria-label={t('file.enlarge', { name })}
        data-foyer="picture"
        onClick={() => {
          shownPicture.value = file
        }}
      >
        <img src={url} alt={name} loading="lazy" width={size?.width} height={size?.height} />
      </button>
    )
  }
  if (type.startsWith('audio/')) {
    const isVoice = /^voice-[\d-]+\./.test(name)
    return (
      <>
        {/* biome-ignore lint/a11y/useMediaCaption: a visitor's recording comes without captions */}
        <audio
          class="body-audio"
          controls
          preload={file.size < lookedUp ? 'metadata' : 'none'}
          src={url}
          aria-label={isVoice ? t('file.voice') : name}
          onDurationChange={({ currentTarget }) => measure(currentTarget)}
        />
        {!isVoice && (
          <p class="body-file-size">
            <bdi>{name}</bdi>
          </p>
        )}
      </>
    )
  }
  if (type.startsWith('video/')) {
    // biome-ignore lint/a11y/useMediaCaption: a visitor's recording comes without captions
    return <video class="body-video" controls preload="metadata" src={url} aria-label={name} />
  }
  return (
    <a class="body-file" href={url} download={name} target="_blank" rel="noopener" data-foyer="file">
      <span class="body-file-icon">
        <Icon name="file" size={20} />
      </span>
      <span class="body-file-text">
        <FileName name={name} />
        <span class="body-file-size">{formatSize(file.size, locale.value)}</span>
      </span>
      <Icon name="download" size={16} />
    </a>
  )
}

/** A recording of some browsers does not say how long it is until its end was looked for. */
function measure(audio: HTMLAudioElement): void {
  const { duration, paused } = audio
  if (duration === Number.POSITIVE_INFINITY) audio.currentTime = 1e7
  else if (paused && audio.currentTime > duration - 0.01) audio.currentTime = 0
}

/** Too long, it is cut before its extension. */
export function FileName({ name }: { name: string }) {
  const at = /.\.\w{1,8}$/.exec(name)?.index ?? name.length
  return (
    <span class="body-file-name cut" title={name}>
      <bdi>
        <span class="body-file-stem">{name.slice(0, at + 1)}</span>
        <span>{name.slice(at + 1)}</span>
      </bdi>
    </span>
  )
}

/** The box an image will fill, so that nothing jumps once it has loaded. */
function boxOf({ width, height }: FileRef): { width: number; height: number } | null {
  if (!width || !height) return null
  const scale = Math.min(1, 320 / width, 280 / height)
  return { width: Math.round(width * scale), height: Math.round(height * scale) }
}

/** A body in one line, for quotes and previews of them; of what is not loaded, that it was said before. */
export function inShort(body: Body | null): string {
  if (body === null) return t('quote.earlier')
  switch (body.kind) {
    case 'text':
    case 'options':
    case 'form':
    case 'filled':
      return body.text
    case 'file':
      return cleanName(body.file.name)
    case 'card':
      return cleanName(body.card.title)
    case 'deleted':
      return t('message.deleted')
  }
}
