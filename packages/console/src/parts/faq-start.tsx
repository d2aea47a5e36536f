/** An FAQ without entries: what it is good for, and a few questions that most sites are asked. */
import { useConsole } from '../console.ts'
import { type MessageKey, t } from '../locale.ts'
import { type Faq, isError } from '../models/faq.ts'
import { Icon } from './icon.tsx'
import { errorText } from './words.ts'

interface Template {
  question: MessageKey
  answer: MessageKey
  category: MessageKey
}

const templates: Template[] = [
  { question: 'template.shipping', answer: 'template.shipping.answer', category: 'template.orders' },
  { question: 'template.track', answer: 'template.track.answer', category: 'template.orders' },
  { question: 'template.returns', answer: 'template.returns.answer', category: 'template.orders' },
  { question: 'template.payment', answer: 'template.payment.answer', category: 'template.paying' },
  { question: 'template.hours', answer: 'template.hours.answer', category: 'template.contact' },
]

export function FaqStart({ faq, onOpen }: { faq: Faq; onOpen: (entry: string) => void }) {
  const { notices } = useConsole()

  async function use({ question, answer, category }: Template) {
    const made = await faq.create({
      question: t(question),
      answer: t(answer),
      category: t(category),
      published: false,
    })
    if (isError(made)) notices.tell(errorText(made), 'danger')
    else onOpen(made.id)
  }

  return (
    <div class="faq-start" data-foyer="faq-empty">
      <span class="empty-art">
        <Icon name="faq" size={22} />
      </span>
      <h2>{t('faq.empty')}</h2>
      <p>{t('faq.emptyHint')}</p>
      <ul>
        {templates.map((template) => (
          <li key={template.question}>
            <button type="button" data-foyer="faq-template" onClick={() => void use(template)}>
              <span>
                <strong>{t(template.question)}</strong>
                <small>{t(template.category)}</small>
              </span>
              <Icon name="plus" size={16} />
            </button>
          </li>
        ))}
      </ul>
      <button type="button" class="button primary" data-foyer="faq-new" onClick={() => onOpen('new')}>
        {t('faq.own')}
      </button>
    </div>
  )
}
