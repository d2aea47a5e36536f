/**
 * The product's own words for a site's forms, in the languages that the widget speaks: what stands where the site
 * has said nothing of its own. Pure.
 */
import type { Texts } from '@foyer/protocol'
import { nearestLocale } from '../locales.ts'

/** Fields of these ids have a label without the site's doing. */
export const knownFields = ['name', 'email', 'phone', 'company', 'message', 'files'] as const
type Word = (typeof knownFields)[number] | 'leave' | 'preChat' | 'consent' | 'yes' | 'no'

/** The site's text in the visitor's language, else the product's word in it, else whatever the site has. */
export function wordIn(texts: Texts, key: string, locale: string | undefined, ofSite: string): string {
  const words = isWord(key) ? key : null
  const wanted = locale !== undefined && (textIn(texts, locale) || has(locale)) ? locale : ofSite
  const own = textIn(texts, wanted)
  if (own !== '') return own
  if (words !== null && has(wanted)) return wordsOf(wanted)[words]
  return textIn(texts, ofSite) || Object.values(texts).find((text) => text.trim() !== '') || fallback(key)
}

/** The product's word alone. */
export function ownWord(key: Word, locale: string | undefined, ofSite: string): string {
  return wordsOf(locale !== undefined && has(locale) ? locale : ofSite)[key]
}

/** Every wording that a visitor may have read: the site's, and the product's where the site has none. */
export function wordings(texts: Texts, key: Word): string[] {
  const own = Object.values(texts).map((text) => text.trim())
  return [...own.filter((text) => text !== ''), ...Object.values(ownWords).map((words) => words[key])]
}

/** Languages that the product has words in. */
export const wordLocales = (): string[] => Object.keys(ownWords)

function fallback(key: string): string {
  return isWord(key) ? ownWords.en![key] : key
}

function textIn(texts: Texts, locale: string): string {
  return texts[nearestLocale(locale, Object.keys(texts), '')]?.trim() ?? ''
}

const has = (locale: string) => nearestLocale(locale, Object.keys(ownWords), '') !== ''
const wordsOf = (locale: string) => ownWords[nearestLocale(locale, Object.keys(ownWords), 'en')]!

function isWord(key: string): key is Word {
  return Object.hasOwn(ownWords.en!, key)
}

const ownWords: Record<string, Record<Word, string>> = {
  en: {
    name: 'Name',
    email: 'E-mail',
    phone: 'Phone',
    company: 'Company',
    message: 'Message',
    files: 'Files',
    leave: 'Nobody is here right now. Leave us a message: we answer here and by e-mail.',
    preChat: 'Before we begin, tell us a little about yourself.',
    consent: 'I agree that what I write here is stored and used to answer me.',
    yes: 'Yes',
    no: 'No',
  },
  'zh-CN': {
    name: '姓名',
    email: '电子邮箱',
    phone: '电话',
    company: '公司',
    message: '留言',
    files: '文件',
    leave: '目前没有客服在线。请给我们留言,我们会在这里并通过电子邮件回复您。',
    preChat: '开始之前,请先简单介绍一下自己。',
    consent: '我同意保存我在此填写的内容,并用于回复我。',
    yes: '是',
    no: '否',
  },
  pl: {
    name: 'Imię i nazwisko',
    email: 'E-mail',
    phone: 'Telefon',
    company: 'Firma',
    message: 'Wiadomość',
    files: 'Pliki',
    leave: 'Teraz nikogo nie ma. Zostaw wiadomość: odpowiemy tutaj i e-mailem.',
    preChat: 'Zanim zaczniemy, powiedz nam coś o sobie.',
    consent:
      'Zgadzam się, aby to, co tu napiszę, zostało zapisane i wykorzystane do udzielenia mi odpowiedzi.',
    yes: 'Tak',
    no: 'Nie',
  },
  id: {
    name: 'Nama',
    email: 'Email',
    phone: 'Telepon',
    company: 'Perusahaan',
    message: 'Pesan',
    files: 'Berkas',
    leave: 'Saat ini tidak ada yang bertugas. Tinggalkan pesan: kami menjawab di sini dan lewat email.',
    preChat: 'Sebelum mulai, ceritakan sedikit tentang Anda.',
    consent: 'Saya setuju bahwa yang saya tulis di sini disimpan dan dipakai untuk menjawab saya.',
    yes: 'Ya',
    no: 'Tidak',
  },
  de: {
    name: 'Name',
    email: 'E-Mail',
    phone: 'Telefon',
    company: 'Firma',
    message: 'Nachricht',
    files: 'Dateien',
    leave: 'Gerade ist niemand hier. Hinterlassen Sie uns eine Nachricht: Wir antworten hier und per E-Mail.',
    preChat: 'Bevor wir anfangen, sagen Sie uns kurz, wer Sie sind.',
    consent:
      'Ich bin einverstanden, dass das, was ich hier schreibe, gespeichert und zur Beantwortung genutzt wird.',
    yes: 'Ja',
    no: 'Nein',
  },
  fr: {
    name: 'Nom',
    email: 'E-mail',
    phone: 'Téléphone',
    company: 'Entreprise',
    message: 'Message',
    files: 'Fichiers',
    leave: 'Personne n’est là pour le moment. Laissez-nous un message : nous répondrons ici et par e-mail.',
    preChat: 'Avant de commencer, dites-nous qui vous êtes.',
    consent: 'J’accepte que ce que j’écris ici soit conservé et utilisé pour me répondre.',
    yes: 'Oui',
    no: 'Non',
  },
  es: {
    name: 'Nombre',
    email: 'Correo electrónico',
    phone: 'Teléfono',
    company: 'Empresa',
    message: 'Mensaje',
    files: 'Archivos',
    leave: 'Ahora mismo no hay nadie. Déjenos un mensaje: responderemos aquí y por correo.',
    preChat: 'Antes de empezar, cuéntenos quién es.',
    consent: 'Acepto que lo que escriba aquí se guarde y se utilice para responderme.',
    yes: 'Sí',
    no: 'No',
  },
  'pt-BR': {
    name: 'Nome',
    email: 'E-mail',
    phone: 'Telefone',
    company: 'Empresa',
    message: 'Mensagem',
    files: 'Arquivos',
    leave: 'Não há ninguém agora. Deixe uma mensagem: respondemos aqui e por e-mail.',
    preChat: 'Antes de começar, conte um pouco sobre você.',
    consent: 'Concordo que o que eu escrever aqui seja guardado e usado para me responder.',
    yes: 'Sim',
    no: 'Não',
  },
  ja: {
    name: 'お名前',
    email: 'メールアドレス',
    phone: '電話番号',
    company: '会社名',
    message: 'メッセージ',
    files: 'ファイル',
    leave: 'ただいま担当者が不在です。メッセージを残していただければ、こちらとメールでお返事します。',
    preChat: 'はじめる前に、お客様について少し教えてください。',
    consent: 'ここに入力した内容が保存され、返信のために利用されることに同意します。',
    yes: 'はい',
    no: 'いいえ',
  },
  ar: {
    name: 'الاسم',
    email: 'البريد الإلكتروني',
    phone: 'الهاتف',
    company: 'الشركة',
    message: 'الرسالة',
    files: 'الملفات',
    leave: 'لا أحد متاح الآن. اترك لنا رسالة وسنجيبك هنا وبالبريد الإلكتروني.',
    preChat: 'قبل أن نبدأ، عرّفنا بنفسك قليلًا.',
    consent: 'أوافق على حفظ ما أكتبه هنا واستخدامه للرد عليّ.',
    yes: 'نعم',
    no: 'لا',
  },
}
