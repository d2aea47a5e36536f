/**
 * Messages that ask nothing: a greeting, or thanks, a nod or a goodbye. Only whole messages made of nothing but such
 * words count, so "hi, where is my parcel" is a question. Pure.
 */
import { fold } from './fold.ts'
import { isEdge } from './words.ts'

/** `closing`: nothing needs to be said to it. */
export type SmallTalk = 'greeting' | 'closing'

/** Longer ones say more than that. */
const mostLetters = 80
/** "Hello?" and "ok?" want something. */
const questionMark = /[?？؟]/
const waves = /^(?:👋|\p{Emoji_Modifier}|\s)+$/u
const nods = /^(?:👍|👌|🙏|🤝|👏|💯|✅|😊|🙂|😀|😄|😉|❤|♥|☺|\p{Emoji_Modifier}|\ufe0f|\s)+$/u

export function smallTalkIn(text: string): SmallTalk | null {
  if (text.trim() === '' || text.length > mostLetters || questionMark.test(text)) return null
  if (waves.test(text)) return 'greeting'
  if (nods.test(text)) return 'closing'
  // "Hiii" and "okkk" are what they seem.
  return kindOf(fold(text).replace(/([a-z])\1{2,}/g, '$1'))
}

/** Fillers alone say nothing, and a greeting that goes on to a goodbye is one. */
const ranks = ['', 'filler', 'greeting', 'closing'] as const
type Rank = 0 | 1 | 2 | 3

function kindOf(folded: string): SmallTalk | null {
  // Per place the most that was said by words that end there; 0 where none do.
  const reached: Rank[] = Array.from({ length: folded.length + 1 }, () => 0)
  reached[0] = 1
  for (let at = 0; at < folded.length; at++) {
    if (reached[at] === 0) continue
    if (folded[at] === ' ') reached[at + 1] = higher(reached[at + 1]!, reached[at]!)
    for (const [phrase, rank] of phrases) {
      const end = at + phrase.length
      if (!folded.startsWith(phrase, at) || !isEdge(folded, at) || !isEdge(folded, end)) continue
      reached[end] = higher(reached[end]!, higher(reached[at]!, rank))
    }
  }
  const kind = ranks[reached[folded.length]!]
  return kind === 'greeting' || kind === 'closing' ? kind : null
}

const higher = (one: Rank, other: Rank): Rank => (one > other ? one : other)

/** In the languages that the widget speaks; what one of them greets with is no question in another. */
const words: Record<(typeof ranks)[1 | 2 | 3], string[]> = {
  greeting: [
    'hi, hello, hey, hiya, howdy, greetings, good morning, good afternoon, good evening, good day, morning',
    '你好, 您好, 你们好, 嗨, 哈喽, 哈啰, 早, 早上好, 上午好, 中午好, 下午好, 晚上好, 在吗, 在么, 有人吗',
    'czesc, hej, hejka, siema, witam, witaj, witajcie, dzien dobry, dobry wieczor, dobry',
    'halo, hai, hei, selamat pagi, selamat siang, selamat sore, selamat malam, pagi, siang, sore, permisi',
    'assalamualaikum, assalamu alaikum',
    'hallo, moin, moin moin, servus, guten tag, guten morgen, guten abend, gruss gott, gruess gott, gruezi',
    'bonjour, bonsoir, salut, coucou, rebonjour',
    'hola, buenas, buenos dias, buen dia, buenas tardes, buenas noches, saludos',
    'oi, ola, bom dia, boa tarde, boa noite, e ai, opa, alo',
    'こんにちは, こんにちわ, こんばんは, おはよう, おはようございます, はじめまして, もしもし, ハロー, やあ, どうも',
    'お世話になります, お世話になっております',
    'مرحبا, مرحبًا, اهلا, أهلا وسهلا, هلا, السلام عليكم, السلام عليكم ورحمة الله وبركاته, صباح الخير, مساء الخير, هاي',
  ],
  closing: [
    'thanks, thank you, thank u, thankyou, thx, thnx, ty, tysm, many thanks, cheers, much appreciated',
    'appreciate it, i appreciate it, ok, okay, okey, kk, alright, all right, great, perfect, cool, nice, awesome',
    'got it, understood, thats all, that is all, thats it, that helped, that helps, all good, no worries',
    'sounds good, no thanks, no thank you, nothing else, you too, bye, bye bye, goodbye, good bye, see you, see ya',
    'cya, good night, have a nice day, have a good day, have a great day, have a good one, take care',
    '谢谢, 谢谢你, 谢谢您, 谢了, 多谢, 感谢, 非常感谢, 十分感谢, 谢谢啦, 麻烦了, 麻烦您了, 辛苦了, 好, 好的, 好吧, 好哒, 好滴, 行',
    '嗯, 嗯嗯, 知道了, 明白了, 明白, 了解了, 收到, 没事了, 没有了, 没问题, 不用了, 再见, 拜拜, 拜, 晚安, 回见',
    'dzieki, dzieki wielkie, dziekuje, dziekuje bardzo, dziekuje slicznie, wielkie dzieki, dobrze, dobra, okej, spoko',
    'super, swietnie, jasne, rozumiem, to wszystko, nie dziekuje, do widzenia, pa, pa pa, do zobaczenia, na razie',
    'dobranoc, milego dnia',
    'terima kasih, terimakasih, makasih, trims, trima kasih, baik, oke, siap, sip, mantap, mengerti, sudah cukup',
    'itu saja, sampai jumpa, dadah, selamat tinggal',
    'danke, danke schon, danke schoen, dankeschon, dankeschoen, danke sehr, vielen dank, besten dank, herzlichen dank',
    'alles klar, in ordnung, prima, toll, verstanden, passt, das wars, das war alles, nein danke',
    'tschuss, tschuess, tschau, ciao, auf wiedersehen, bis bald, bis dann, gute nacht, schonen tag noch, schonen tag',
    'merci, merci beaucoup, merci bien, mille mercis, un grand merci, d accord, tres bien, parfait, entendu, compris',
    'genial, c est tout, c est bon, ca marche, non merci, au revoir, a bientot, a plus, bonne journee, bonne soiree, bonne nuit',
    'gracias, muchas gracias, mil gracias, muchisimas gracias, vale, de acuerdo, perfecto, entendido, estupendo',
    'eso es todo, nada mas, no gracias, adios, chao, hasta luego, hasta pronto, que tenga un buen dia',
    'obrigado, obrigada, muito obrigado, muito obrigada, valeu, obg, vlw, ta bom, esta bem, tudo bem, certo, perfeito',
    'otimo, entendi, beleza, blz, e so isso, so isso, nao obrigado, nao obrigada, tchau, ate logo, ate mais',
    'tenha um bom dia',
    'ありがとう, ありがとうございます, ありがとうございました, ありがと, 有難うございます, 有り難うございます, 感謝します, サンキュー',
    '了解, 了解です, 了解しました, 承知しました, わかりました, 分かりました, わかった, オッケー, オーケー, 大丈夫です, 結構です',
    '助かりました, 助かります, 解決しました, さようなら, さよなら, バイバイ, またね, おやすみ, おやすみなさい, 失礼します, 失礼いたします',
    'お疲れ様でした, よろしくお願いします, よろしくお願いいたします',
    'شكرا, شكرًا, شكرا لك, شكرا لكم, شكرا جزيلا, جزيل الشكر, مشكور, تسلم, يعطيك العافية, جزاك الله خيرا, حسنا, تمام, طيب',
    'ممتاز, فهمت, اوكي, أوك, هذا كل شيء, لا شكرا, مع السلامة, إلى اللقاء, وداعا, باي, تصبح على خير',
  ],
  filler: [
    'there, all, everyone, team, guys, folks, sir, madam, again, dear, friend, so much, very much, a lot, a million',
    'a bunch, for your help, for the help, for helping, for your time, for your reply, for the info, and, then, now',
    '的, 啊, 呀, 哦, 啦, 了, 哈, 你的帮助, 您的帮助, 客服, 亲, 请问, panstwu, bardzo, wielkie, i, za pomoc, ya, kak, min, banyak, atas bantuannya',
    'sehr, und, dann, zusammen, ihnen, dir, fur die hilfe, fur ihre hilfe, beaucoup, bien, et, a tous, madame, monsieur',
    'pour votre aide, y, muy, a todos, por la ayuda, por su ayuda, e, muito, pessoal, gente, pela ajuda',
    'です, ね, よ, どうもね, すみません, لك, لكم, جدا, جزيلا, كثيرا, و, على المساعدة',
  ],
}

const phrases: [phrase: string, rank: Rank][] = (['filler', 'greeting', 'closing'] as const).flatMap((kind) =>
  words[kind]
    .flatMap((line) => line.split(', '))
    .map((phrase): [string, Rank] => [fold(phrase), ranks.indexOf(kind) as Rank]),
)
