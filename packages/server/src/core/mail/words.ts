/** What mails and transcripts say, by language; what is not here is said in English. */
import { nearestLocale } from '../locales.ts'

const en = {
  newSubject: 'New conversation with {visitor} – {site}',
  newTitle: '{visitor} has written to {site}',
  newOpen: 'Open the conversation',
  page: 'On the page {page}',
  answerSubject: '{site} has answered you',
  answerTitle: 'An answer from {site}',
  answerOpen: 'Go on in the chat',
  answerFoot:
    'You get this because this address was given for your chat on {site}. Please answer in the chat: replies to this e-mail are not read.',
  transcriptSubject: 'Your conversation with {site}',
  transcriptTitle: 'Conversation with {site}',
  transcriptFoot: 'Somebody asked in the chat on {site} for this to be sent to this address.',
  agentsFoot: 'You get this because your address is among those that {site} tells of new conversations.',
  testSubject: 'Test of e-mail from {site}',
  testTitle: 'E-mail from {site} arrives',
  testText: 'This was sent from the settings, to see whether e-mail is set up. It is.',
  inviteSubject: '{by} invites you to {site}',
  inviteTitle: 'Answer with us at {site}',
  inviteText: '{by} invites you to answer visitors of {site}. The link works once, for seven days.',
  inviteOpen: 'Accept the invitation',
  inviteFoot: 'If you do not know what this is about, there is nothing for you to do.',
  passwordSubject: 'A new password for {site}',
  passwordTitle: 'Choose a new password',
  passwordText:
    '{by} made this link for you, because you cannot sign in at {site}. It works once, for a day. Using it signs you out everywhere else.',
  passwordOpen: 'Choose a new password',
  passwordFoot: 'If you did not ask for this, there is nothing for you to do: your password stays as it is.',
  visitor: 'Visitor',
  assistant: 'Assistant',
  file: 'File: {name}',
  quoteGone: 'The original is not there any more',
  isCut: 'The beginning is left out: the conversation is too long.',
  empty: 'Nothing was said.',
}

export type MailWords = typeof en

const ar: MailWords = {
  newSubject: 'محادثة جديدة مع {visitor} – {site}',
  newTitle: 'كتب {visitor} إلى {site}',
  newOpen: 'فتح المحادثة',
  page: 'في الصفحة {page}',
  answerSubject: 'لديك رد من {site}',
  answerTitle: 'رد من {site}',
  answerOpen: 'متابعة المحادثة',
  answerFoot:
    'وصلتك هذه الرسالة لأن هذا العنوان أُعطي لمحادثتك مع {site}. يرجى الرد في المحادثة، فالردود على هذا البريد لا تُقرأ.',
  transcriptSubject: 'محادثتك مع {site}',
  transcriptTitle: 'المحادثة مع {site}',
  transcriptFoot: 'طلب أحدهم في محادثة {site} إرسال هذه النسخة إلى هذا العنوان.',
  agentsFoot: 'وصلتك هذه الرسالة لأن عنوانك ضمن العناوين التي يُخبرها {site} بالمحادثات الجديدة.',
  testSubject: 'تجربة البريد من {site}',
  testTitle: 'البريد من {site} يصل',
  testText: 'أُرسلت هذه الرسالة من الإعدادات لمعرفة ما إذا كان البريد مهيأً. وهو كذلك.',
  inviteSubject: 'يدعوك {by} إلى {site}',
  inviteTitle: 'انضم إلى فريق {site}',
  inviteText: 'يدعوك {by} إلى الرد على زوار {site}. يعمل الرابط مرة واحدة خلال سبعة أيام.',
  inviteOpen: 'قبول الدعوة',
  inviteFoot: 'إذا كنت لا تعرف سبب هذه الرسالة فلا حاجة إلى أن تفعل شيئًا.',
  passwordSubject: 'كلمة مرور جديدة في {site}',
  passwordTitle: 'اختر كلمة مرور جديدة',
  passwordText:
    'أنشأ {by} هذا الرابط لك لأنك لا تستطيع تسجيل الدخول في {site}. يعمل مرة واحدة خلال يوم. استخدامه ينهي جلساتك في كل مكان آخر.',
  passwordOpen: 'اختيار كلمة مرور جديدة',
  passwordFoot: 'إذا لم تطلب ذلك فلا حاجة إلى أن تفعل شيئًا: تبقى كلمة مرورك كما هي.',
  visitor: 'الزائر',
  assistant: 'المساعد',
  file: 'ملف: {name}',
  quoteGone: 'لم تعد الرسالة الأصلية موجودة',
  isCut: 'حُذفت البداية لأن المحادثة طويلة جدًا.',
  empty: 'لم يُقل شيء.',
}

const languages: Record<string, MailWords> = { en, ar }

export function mailWords(wanted: string | null, site: string): { locale: string; words: MailWords } {
  const locale = nearestLocale(
    wanted ?? site,
    Object.keys(languages),
    nearestLocale(site, Object.keys(languages), 'en'),
  )
  const language = locale.split('-')[0]!.toLowerCase()
  return { locale: language in languages ? language : 'en', words: languages[language] ?? en }
}

export function filled(text: string, values: Record<string, string>): string {
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => values[name] ?? whole)
}
