/** Arabic. */
import type { FirstTexts } from './texts.ts'

export const ar: FirstTexts = {
  closeChat: 'إغلاق المحادثة',
  back: 'رجوع',
  search: 'ابحث عن إجابة',
  noResults: 'لم نجد إجابة عن ذلك. يمكنك أن تسألنا أدناه.',
  otherQuestions: 'أسئلة أخرى',
  needHelp: 'هل ما زلت بحاجة إلى مساعدة؟',
  talk: 'تحدّث إلينا',
  continueTalk: 'متابعة المحادثة',
  online: 'نحن متصلون الآن',
  assistantOnline: 'مساعدنا الآلي يجيب فورًا',
  atOnce: 'يجيب فورًا',
  away: 'لسنا متصلين، سنرد لاحقًا',
  backAt: 'نعود {time}',
  write: 'اكتب رسالة…',
  send: 'إرسال',
  attach: 'إرفاق ملف',
  emoji: 'رموز تعبيرية',
  dropFiles: 'أفلت الملفات لإرسالها',
  agree: 'بالكتابة إلينا فإنك توافق على {links}.',
  previewed: 'نرى ما تكتبه قبل أن ترسله.',
  privacy: 'سياسة الخصوصية',
  terms: 'شروط الاستخدام',
  and: ' و',
  assistant: 'المساعد',
  guided: 'أسئلة للبدء',
  queuedAt: 'ترتيبك في قائمة الانتظار {n}',
  queuedNext: 'دورك التالي',
  person: 'تحدّث إلى موظف',
  ended: 'انتهت هذه المحادثة',
  startNew: 'بدء محادثة جديدة',
  more: 'المزيد',
  voice: 'رسالة صوتية',
  outdated: 'يرجى إعادة تحميل الصفحة للمتابعة.',
  unknownError: 'حدث خطأ ما.',
}

export { ar as texts }
export const fetchLater = () => import('./ar-later.ts')
