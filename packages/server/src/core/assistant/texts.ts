/**
 * The product's own words for what the assistant says beside answers, in the languages that the widget speaks.
 * A site's own texts go before them. Pure.
 */
import type { Notice, Texts } from '@foyer/protocol'
import { nearestLocale } from '../locales.ts'

type Words = Record<Notice | 'didYouMean' | 'none' | 'hello', string>

/** All that may be said to a visitor in their language, or else in the site's; none is empty. */
export function wordsFor(locale: string | undefined, ofSite: string, own: Record<Notice, Texts>): Words {
  const usual = nearestLocale(ofSite, Object.keys(ownWords), 'en')
  const words = ownWords[nearestLocale(locale, Object.keys(ownWords), usual)]!
  return {
    ...words,
    waiting: textIn(own.waiting, locale, ofSite) ?? words.waiting,
    offHours: textIn(own.offHours, locale, ofSite) ?? words.offHours,
    elsewhere: textIn(own.elsewhere, locale, ofSite) ?? words.elsewhere,
  }
}

/** A language that the site has no text in takes the product's words, unless the product has it neither. */
function textIn(texts: Texts, locale: string | undefined, ofSite: string): string | null {
  const wanted =
    locale !== undefined && nearestLocale(locale, Object.keys(ownWords), '') !== '' ? locale : ofSite
  const found =
    texts[nearestLocale(locale, Object.keys(texts), '')] ??
    texts[nearestLocale(wanted, Object.keys(texts), '')]
  return found === undefined || found.trim() === '' ? null : found
}

const ownWords: Record<string, Words> = {
  en: {
    waiting: 'Nobody is free right now. A colleague will reply here as soon as one is online.',
    offHours: 'Thank you, we have your message. Nobody is here at the moment; we answer when we are back.',
    elsewhere: 'We have passed your question on to our team, who will get back to you.',
    didYouMean: 'Did you mean one of these?',
    none: 'None of these',
    hello: 'Hello! What would you like to know?',
  },
  'zh-CN': {
    waiting: '现在没有空闲的客服。客服上线后会尽快在这里回复您。',
    offHours: '感谢您的留言,我们已收到。目前没有客服在线,我们上班后会回复您。',
    elsewhere: '我们已将您的问题转交给团队,他们会与您联系。',
    didYouMean: '您想问的是以下问题吗?',
    none: '都不是',
    hello: '您好!请问您想了解什么?',
  },
  pl: {
    waiting: 'Teraz nikt nie jest dostępny. Konsultant odpisze tutaj, gdy tylko się pojawi.',
    offHours: 'Dziękujemy, mamy Twoją wiadomość. Teraz nikogo nie ma; odpowiemy po powrocie.',
    elsewhere: 'Przekazaliśmy Twoje pytanie naszemu zespołowi, który się z Tobą skontaktuje.',
    didYouMean: 'Czy chodzi o jedno z tych pytań?',
    none: 'Żadne z nich',
    hello: 'Dzień dobry! W czym możemy pomóc?',
  },
  id: {
    waiting:
      'Saat ini belum ada yang bisa melayani. Rekan kami akan membalas di sini begitu ada yang daring.',
    offHours: 'Terima kasih, pesan Anda sudah kami terima. Kami akan menjawab saat kembali bertugas.',
    elsewhere: 'Pertanyaan Anda sudah kami teruskan ke tim kami, yang akan menghubungi Anda.',
    didYouMean: 'Apakah maksud Anda salah satu dari ini?',
    none: 'Bukan semuanya',
    hello: 'Halo! Apa yang ingin Anda ketahui?',
  },
  de: {
    waiting: 'Gerade ist niemand frei. Es antwortet hier jemand, sobald jemand online ist.',
    offHours: 'Danke, Ihre Nachricht ist da. Gerade ist niemand hier; wir antworten, wenn wir zurück sind.',
    elsewhere: 'Wir haben Ihre Frage an unser Team weitergegeben, das sich bei Ihnen meldet.',
    didYouMean: 'Meinten Sie eine dieser Fragen?',
    none: 'Keine davon',
    hello: 'Hallo! Was möchten Sie wissen?',
  },
  fr: {
    waiting:
      'Personne n’est disponible pour le moment. Un collègue vous répondra ici dès qu’il sera en ligne.',
    offHours:
      'Merci, nous avons votre message. Personne n’est là pour le moment ; nous répondrons à notre retour.',
    elsewhere: 'Nous avons transmis votre question à notre équipe, qui vous répondra.',
    didYouMean: 'Vouliez-vous dire l’une de ces questions ?',
    none: 'Aucune de celles-ci',
    hello: 'Bonjour ! Que souhaitez-vous savoir ?',
  },
  es: {
    waiting: 'Ahora mismo no hay nadie disponible. Un compañero le contestará aquí en cuanto esté en línea.',
    offHours: 'Gracias, tenemos su mensaje. Ahora no hay nadie; responderemos a nuestro regreso.',
    elsewhere: 'Hemos pasado su pregunta a nuestro equipo, que se pondrá en contacto con usted.',
    didYouMean: '¿Quería decir una de estas preguntas?',
    none: 'Ninguna de estas',
    hello: '¡Hola! ¿Qué desea saber?',
  },
  'pt-BR': {
    waiting: 'Ninguém está disponível agora. Um colega vai responder aqui assim que estiver online.',
    offHours: 'Obrigado, recebemos sua mensagem. Não há ninguém agora; respondemos quando voltarmos.',
    elsewhere: 'Passamos sua pergunta para a nossa equipe, que entrará em contato com você.',
    didYouMean: 'Você quis dizer uma destas perguntas?',
    none: 'Nenhuma destas',
    hello: 'Olá! O que você gostaria de saber?',
  },
  ja: {
    waiting: 'ただいま対応できる担当者がおりません。オンラインになり次第、こちらで返信いたします。',
    offHours: 'メッセージをお預かりしました。ただいま担当者が不在です。戻り次第お返事いたします。',
    elsewhere: 'ご質問を担当チームにお渡ししました。担当者よりご連絡いたします。',
    didYouMean: 'この中にお探しの質問はありますか?',
    none: 'どれでもない',
    hello: 'こんにちは。どのようなご質問でしょうか?',
  },
  ar: {
    waiting: 'لا أحد متاح الآن. سيرد عليك أحد زملائنا هنا فور اتصاله.',
    offHours: 'شكرًا لك، وصلتنا رسالتك. لا أحد متاح الآن، وسنجيبك عند عودتنا.',
    elsewhere: 'أحلنا سؤالك إلى فريقنا الذي سيتواصل معك.',
    didYouMean: 'هل تقصد أحد هذه الأسئلة؟',
    none: 'لا شيء منها',
    hello: 'مرحبًا! ماذا تود أن تعرف؟',
  },
}
