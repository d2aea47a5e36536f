/**
 * A card in the thread (CV-9): what it is of, its code to copy, and what the visitor could press, which is not to be
 * pressed here. Its picture comes from our own server or not at all.
 */
import type { Card } from '@foyer/protocol'
import { cleanName, readLink } from '@foyer/widget/text'
import { useState } from 'preact/hooks'
import { t } from '../locale.ts'
import { Icon } from './icon.tsx'
import { Text } from './text.tsx'

const faces = { product: 'bag', coupon: 'tag', link: 'link' } as const
const follow = { target: '_blank', rel: 'noopener noreferrer nofollow ugc' }

export function CardBody({ card }: { card: Card }) {
  const { type, price, text, code, question, image, buttons = [] } = card
  const title = cleanName(card.title)
  const link = card.url === undefined ? null : readLink(card.url)
  const isOurs = image !== undefined && /^\/(?!\/)/.test(image)
  return (
    <div class="body-card" data-type={type}>
      <div class="body-card-top">
        {isOurs ? <CardPicture address={image} type={type} /> : <CardFace type={type} />}
        <div class="body-card-facts" dir="auto">
          <strong>
            {link === null ? (
              title
            ) : (
              <a href={link.href} {...follow}>
                {title}
              </a>
            )}
          </strong>
          {price !== undefined && (
            <span class="body-price">
              <bdi>{price}</bdi>
            </span>
          )}
          {link !== null && <bdi class="body-card-host">{link.host || link.label}</bdi>}
        </div>
      </div>
      {text !== undefined && <Text text={text} />}
      {code !== undefined && (
        <p class="body-card-code">
          <Icon name="tag" size={16} />
          <code dir="ltr">{code}</code>
        </p>
      )}
      {question !== undefined && question.trim() !== '' && (
        <p class="body-card-question">
          <span>{t('card.question')}</span> <bdi>{question}</bdi>
        </p>
      )}
      {buttons.length > 0 && (
        <ul class="body-options" aria-label={t('card.buttons')}>
          {buttons.map(({ label }) => (
            <li key={label} dir="auto">
              {label}
            </li>
          ))}
        </ul>
      )}
    </div>
  )
}

function CardFace({ type }: { type: Card['type'] }) {
  return (
    <span class="body-card-face">
      <Icon name={faces[type]} size={20} />
    </span>
  )
}

function CardPicture({ address, type }: { address: string; type: Card['type'] }) {
  const [isGone, setGone] = useState(false)
  if (isGone) return <CardFace type={type} />
  return (
    <span class="body-card-face">
      <img src={address} alt="" loading="lazy" decoding="async" onError={() => setGone(true)} />
    </span>
  )
}
